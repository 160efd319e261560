"""The language model's part: a draft written from the evidence alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from assistant.answer import Evidence
from assistant.models.language_model import LanguageModel, Message
from assistant.template import filled
from index.errors import ModelError

TEMPLATE = "answer"
MAX_TOKENS = 64  # one sentence; what comes after it is seldom supported
_ROOM = 0.9  # of the context window: token counts of templates differ by a few
_LONGEST_PROMPT = 1_536  # tokens: four sentences have 300, and two cores need a second for each 300
_LONGEST_QUESTION = 1_000  # characters: more is no question and would push the evidence out


def prompt(question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Return the messages that ask for an answer from these sentences."""
    text = " ".join(piece.text for piece in evidence)
    return [Message("user", filled(TEMPLATE, evidence=text, question=question[:_LONGEST_QUESTION]))]


def fitting(question: str, evidence: Sequence[Evidence], model: LanguageModel) -> list[Message]:
    """Return the messages that ask for an answer from as many of these sentences as the model can read.

    Where they do not fit its context window, or would keep it busy for minutes, the least relevant are left out.
    Raises ModelError where a single one is such a flood.
    """
    kept = list(evidence)
    room = model.context_window * _ROOM - MAX_TOKENS
    while (length := model.count_tokens(prompt(question, kept))) > min(room, _LONGEST_PROMPT) and len(kept) > 1:
        kept.pop()
    if length > _LONGEST_PROMPT:
        raise ModelError(f"Question and quote are too long for {model.name} to word an answer: the quote stands alone.")
    return prompt(question, kept)


def written(messages: Sequence[Message], model: LanguageModel, stop: threading.Event) -> Iterator[str]:
    """Yield the draft as it is written."""
    yield from model.stream(messages, MAX_TOKENS, stop)

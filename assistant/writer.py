"""The language model's part: a draft written from the evidence alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from assistant.answer import Evidence
from assistant.models.language_model import LanguageModel, Message
from assistant.template import filled

TEMPLATE = "answer"
MAX_TOKENS = 64  # one sentence; what comes after it is seldom supported
_ROOM = 0.9  # of the context window: token counts of templates differ by a few
_LONGEST_QUESTION = 1_000  # characters: more is no question and would push the evidence out


def prompt(question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Return the messages that ask for an answer from these sentences."""
    text = " ".join(piece.text for piece in evidence)
    return [Message("user", filled(TEMPLATE, evidence=text, question=question[:_LONGEST_QUESTION]))]


def fitting(question: str, evidence: Sequence[Evidence], model: LanguageModel) -> list[Message]:
    """Return the messages that ask for an answer from as many of these sentences as the model can read.

    Where they do not fit its context window the least relevant are left out.
    """
    kept = list(evidence)
    while len(kept) > 1 and model.count_tokens(prompt(question, kept)) + MAX_TOKENS > model.context_window * _ROOM:
        kept.pop()
    return prompt(question, kept)


def written(messages: Sequence[Message], model: LanguageModel, stop: threading.Event) -> Iterator[str]:
    """Yield the draft as it is written."""
    yield from model.stream(messages, MAX_TOKENS, stop)

"""The language model's part: a draft written from the evidence alone."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence

from assistant.answer import Evidence
from assistant.line import one_line
from assistant.marks import unmarked
from assistant.models.language_model import LanguageModel, Message
from assistant.template import filled
from index.errors import ModelError

TEMPLATE = "answer"
TRAINED = "answer_trained"  # for models that were taught to answer from numbered sentences
NOTHING = "None."  # what a model writes where its sentences do not hold the answer
MAX_TOKENS = 64  # one sentence; what comes after it is seldom supported
_ROOM = 0.9  # of the context window: token counts of templates differ by a few
_LONGEST_PROMPT = 1_536  # tokens: four sentences have 300, and two cores need a second for each 300
_LONGEST_QUESTION = 1_000  # characters: more is no question and would push the evidence out


def template(model: LanguageModel) -> str:
    """Return the name of the prompt by which the model is asked."""
    return TRAINED if model.taught else TEMPLATE


def prompt(question: str, evidence: Sequence[Evidence], name: str) -> list[Message]:
    """Return the messages that ask for an answer from these sentences, by the template of this name."""
    slots = {"evidence": notes(evidence), "question": question[:_LONGEST_QUESTION]}
    return [Message("user", filled(name, **slots, **({"nothing": NOTHING} if name == TEMPLATE else {})))]


def notes(evidence: Sequence[Evidence]) -> str:
    """Return the pieces of evidence, numbered from 1, those of a paper under its title."""
    lines: list[str] = []
    above = ""
    for n, piece in enumerate(evidence, 1):
        if piece.paper.id != above:
            lines += ["", one_line(piece.paper.title)] if above else [one_line(piece.paper.title)]
            above = piece.paper.id
        lines.append(f"[{n}] {one_line(piece.text)}")
    return "\n".join(lines)


def arranged(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the pieces as they are read: paper after paper, in the order of their best, each as its abstract runs."""
    papers = list(dict.fromkeys(piece.paper.id for piece in evidence))
    return sorted(evidence, key=lambda piece: (papers.index(piece.paper.id), piece.start))


def fitting(question: str, evidence: Sequence[Evidence], model: LanguageModel) -> list[Message]:
    """Return the messages that ask for an answer from as many of these sentences as the model can read.

    Where they do not fit its context window, or would keep it busy for minutes, the last, which bear least on the
    question, are left out. Raises ModelError where a single one is such a flood.
    """
    kept, name = list(evidence), template(model)
    room = min(model.context_window * _ROOM - MAX_TOKENS, _LONGEST_PROMPT)
    while (length := model.count_tokens(asked := prompt(question, arranged(kept), name))) > room and len(kept) > 1:
        kept.pop()
    if length > _LONGEST_PROMPT:
        raise ModelError(f"Question and quote are too long for {model.name} to word an answer: the quote stands alone.")
    return asked


def says_nothing(draft: str) -> bool:
    """Say whether a draft is that the sentences do not hold the answer."""
    return draft.strip().casefold().rstrip(".") == NOTHING.casefold().rstrip(".")


def written(messages: Sequence[Message], model: LanguageModel, stop: threading.Event) -> Iterator[str]:
    """Yield the draft as it is written, without the numbers of sentences in it."""
    stream = model.stream(messages, MAX_TOKENS, stop)
    try:
        yield from unmarked(stream)
    finally:
        if isinstance(stream, Generator):  # which ends the computation
            stream.close()

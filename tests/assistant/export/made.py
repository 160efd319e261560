"""Answers and papers for the exports, as hostile as they come."""

from __future__ import annotations

from assistant.answer import Answer, Citation, Evidence, LibraryUsed, ModelUsed, Outcome, Sentence, Support
from index.paper import Paper

# As a library holds them: texts that its own cleaning leaves alone.
TITLES = {
    "plain": "Small Nets",
    "braces": "Sets {a, {b}} of sets",
    "one brace": "What } closes, and { opens",
    "at": "@article{key, title = {Mail @ home}}",
    "ampersand": "R&D in C# at 50% for $5 and $6",
    "umlauts": "Über Fréchet, Gödel und 中文",
    "scripts": "x_{i,j} against x^2 ~ y",
    "backslash": "Words \\d+ of a kind \\",
    "tags": "TY - JOUR and ER - of files",
    "dashes": "Nets end so --",
}
AUTHORS = ("Kim Ash", "Jo von Lee", "Ann Müller Jr.", "danah boyd", "Plato", "de la Cruz", "Ash & Sons", "Xi Li 0001")


def answer(question: str, *cited: Paper) -> Answer:
    """Return an answer that quotes the whole abstract of each paper."""
    pieces = [Evidence(paper, paper.abstract, 0, len(paper.abstract), 1.0, 0.5) for paper in cited]
    return Answer(
        question,
        Outcome.ANSWERED,
        tuple(Sentence(one.text, (n,), Support.QUOTED, (one,)) for n, one in enumerate(pieces, 1)),
        tuple(Citation(n, one.paper, (one,)) for n, one in enumerate(pieces, 1)),
        (),
        ModelUsed("none", "quotes", ""),
        LibraryUsed("", 0, ""),
    )

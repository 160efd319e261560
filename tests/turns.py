"""Turns of conversations, made without asking anybody."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Citation, Evidence, LibraryUsed, ModelUsed, Outcome, Sentence, Support, Trace
from assistant.conversation import Turn
from index.hit import Hit
from index.paper import Paper

USED = ModelUsed("none", "quotes", "")


def turn(question: str, *papers: Paper, scope: Sequence[Paper] = ()) -> Turn:
    """Return a turn whose answer cites these papers, numbered in this order."""
    citations = tuple(Citation(n, paper) for n, paper in enumerate(papers, 1))
    answer = Answer(question, Outcome.ANSWERED, (), citations, (), USED, LibraryUsed("", 0, ""))
    return Turn(question, question, answer, tuple(scope))


def whole_turn(question: str, paper: Paper, *, score: float = 0.5) -> Turn:
    """Return a turn whose answer has every part: a quote of the paper's first sentence, hits, and a trace."""
    quote = Evidence(paper, paper.abstract[:20], 0, 20, score, 0.4, 1.5)
    sentence = Sentence(quote.text, (1,), Support.QUOTED, (quote,))
    answer = Answer(
        question,
        Outcome.ANSWERED,
        (sentence,),
        (Citation(1, paper, (quote,)),),
        (Hit(paper, 0.9, 1, 2),),
        USED,
        LibraryUsed("/somewhere", 12, "0123456789abcdef"),
        notice="A notice.",
        trace=Trace(f"{question} (resolved)", (quote,)),
    )
    return Turn(question, f"{question} (resolved)", answer, (paper,))

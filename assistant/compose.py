"""From a checked draft and the evidence to the sentences that are shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Evidence, Outcome, Sentence, Support
from assistant.ground import grounded
from assistant.template import filled
from index.hit import Hit

_QUOTES = 2


def composed(
    outcome: Outcome, question: str, drafted: str, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> list[Sentence]:
    """Return the sentences of the answer: what is supported of the draft, else the sentences that answer, quoted."""
    if outcome is Outcome.NO_MATCH:
        return [Sentence(filled("no_match"))]
    quotes = [Sentence(piece.text, support=Support.QUOTED, evidence=(piece,)) for piece in evidence]
    if outcome is Outcome.NOT_STATED:
        return [Sentence(filled("not_stated", title=hits[0].paper.title)), *quotes[:1]]
    kept = [sentence for sentence in grounded(drafted, evidence) if sentence.support is not Support.UNSUPPORTED]
    return kept or quotes[:_QUOTES]

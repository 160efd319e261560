"""Whether the papers hold an answer at all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.aliases import mentions
from assistant.answer import Evidence, Outcome
from assistant.facts import numbers
from assistant.models.model import Thresholds
from assistant.question import asks_figure, measures
from index.hit import Hit


def decide(
    question: str, hits: Sequence[Hit], evidence: Sequence[Evidence], thresholds: Thresholds, *, in_scope: bool
) -> Outcome:
    """Return how the question ends.

    `no_match` where no paper is near it: the cosines of the best paper and of the best sentence, added, stay
    below the encoder's threshold, and neither conversation (`in_scope`) nor question names a paper. `not_stated`
    where a figure is asked for and the abstract of the best paper holds none, or never mentions the measure.
    """
    if not evidence:
        return Outcome.NO_MATCH
    named = in_scope or bool(mentions(question, [hit.paper for hit in hits]))
    nearness = max((hit.similarity or 0.0 for hit in hits), default=0.0) + max(piece.similarity for piece in evidence)
    if not named and nearness < thresholds.no_match:
        return Outcome.NO_MATCH
    abstract = evidence[0].paper.abstract
    missing = [name for name in measures(question) if name not in f"{evidence[0].paper.title} {abstract}".lower()]
    if asks_figure(question) and (missing or not any(numbers(piece.text) for piece in evidence)):
        return Outcome.NOT_STATED
    return Outcome.ANSWERED

"""Whether the papers hold an answer at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Evidence, Outcome
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below `no_match` no paper is about the question; below `not_stated` no sentence answers it.

    Both in the encoder's own cosines; calibrated for each encoder and kept in its catalogue entry.
    """

    no_match: float = 0.25
    not_stated: float = 0.25


def decide(question: str, hits: Sequence[Hit], evidence: Sequence[Evidence], thresholds: Thresholds) -> Outcome:
    """Return how the question ends, judged by the best paper and the best sentence."""
    if not evidence or max((hit.similarity or 0.0 for hit in hits[:3]), default=0.0) < thresholds.no_match:
        return Outcome.NO_MATCH
    return Outcome.ANSWERED

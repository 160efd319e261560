"""How sure a mean is, and how sure it is that one system is better than another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the bounds of its 95 % confidence interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A system against a baseline on the same queries.

    `difference` is the mean of the differences of the queries, `p` the two-sided p-value of a paired randomisation
    test; `wins`, `ties` and `losses` count queries.
    """

    difference: float
    p: float
    wins: int
    ties: int
    losses: int


def interval(scores: Mapping[str, float], seed: int = 0) -> Interval:
    """Return the mean of the scores of the queries with its 95 % bootstrap interval."""
    raise NotImplementedError


def compared(system: Mapping[str, float], baseline: Mapping[str, float], seed: int = 0) -> Comparison:
    """Return how a system does against a baseline; both have a score for the same queries."""
    raise NotImplementedError

"""How sure a mean is, and how sure it is that one system is better than another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

CONFIDENCE = 0.95
RESAMPLES = 10_000  # of the bootstrap: its bounds are then the same to the third digit for another seed
FLIPS = 100_000  # of the randomisation test: p = 0.05 is then sure to ± 0.0014
_EXACT = 12  # queries that differ: up to so many, all 2^12 ways to flip the signs are counted
_SAME = 1e-12  # two scores closer than this differ in rounding alone
_AT_ONCE = 4_000_000  # numbers held by a step of the resampling: 32 MB


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
    """Return the mean of the scores of the queries with its 95 % bootstrap interval.

    The percentile interval of resampled queries: Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
    chapter 13. Of a single query, or of scores that are all the same, it is a point. Raises ValueError for none.
    """
    values = np.array([scores[query] for query in sorted(scores)], dtype=np.float64)
    mean = fmean(values)
    if np.ptp(values) <= _SAME:
        return Interval(mean, mean, mean)
    random = np.random.default_rng(seed)
    means = [random.choice(values, (rows, len(values))).mean(axis=1) for rows in _steps(RESAMPLES, len(values))]
    low, high = np.quantile(np.concatenate(means), [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Interval(mean, float(low), float(high))


def compared(system: Mapping[str, float], baseline: Mapping[str, float], seed: int = 0) -> Comparison:
    """Return how a system does against a baseline; both have a score for the same queries. Raises ValueError."""
    if set(system) != set(baseline) or not system:
        raise ValueError("Two systems are compared on the same queries, one or more.")
    differences = np.array([system[query] - baseline[query] for query in sorted(system)], dtype=np.float64)
    differences[np.abs(differences) <= _SAME] = 0.0
    wins, losses = int((differences > 0).sum()), int((differences < 0).sum())
    ties = len(differences) - wins - losses
    return Comparison(float(differences.mean()), p_value(differences, seed), wins, ties, losses)


def p_value(differences: Numbers, seed: int = 0) -> float:
    """Return the two-sided p-value of a paired randomisation test of the mean: exact for few queries that differ.

    If the two systems were one, each difference could as well have the other sign: p is the share of ways to flip
    signs whose mean is at least as far from 0. Smucker, Allan & Carterette, A Comparison of Statistical
    Significance Tests for Information Retrieval Evaluation, CIKM 2007.
    """
    differing = differences[differences != 0]  # flipping a 0 changes nothing
    if not len(differing):
        return 1.0
    if len(differing) <= _EXACT:
        ways = np.arange(2 ** len(differing))[:, None] >> np.arange(len(differing)) & 1
        return _as_far(differing, ways) / len(ways)
    random = np.random.default_rng(seed)
    far = sum(
        _as_far(differing, random.integers(0, 2, (rows, len(differing)), dtype=np.uint8))
        for rows in _steps(FLIPS, len(differing))
    )
    return (far + 1) / (FLIPS + 1)  # what was observed is one of the ways: p is never 0


def _as_far(differences: Numbers, flipped: npt.NDArray[np.integer[Any]]) -> int:
    """Count the rows of `flipped` (1 where the sign is turned) whose sum is as far from 0 as the observed one."""
    observed = differences.sum()
    sums = observed - 2 * (flipped.astype(np.float64) @ differences)
    return int((np.abs(sums) >= abs(observed) - _SAME * len(differences)).sum())


def _steps(rows: int, columns: int) -> Iterator[int]:
    """Yield how many rows to make at a time, so that a step fits into little memory."""
    step = max(1, _AT_ONCE // columns)
    for start in range(0, rows, step):
        yield min(step, rows - start)

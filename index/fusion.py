"""Two rankings become one."""

from __future__ import annotations

from collections.abc import Sequence

Ranking = Sequence[tuple[int, float]]


def min_max(ranking: Ranking) -> dict[int, float]:
    """Return scores moved to [0, 1]: best 1, worst 0; a ranking without spread gives 1 to each."""
    if not ranking:
        return {}
    scores = [score for _, score in ranking]
    low, spread = min(scores), max(scores) - min(scores)
    return {row: (score - low) / spread if spread > 0 else 1.0 for row, score in ranking}


def fused(dense: Ranking, keyword: Ranking, dense_weight: float = 0.5) -> list[tuple[int, float]]:
    """Return (row, score) of both rankings, best first: the weighted sum of their min-max scores.

    What one retriever did not return gets 0 from it. Convex combination of min-max scores beats reciprocal
    rank fusion in and out of domain: Bruch, Gai & Ingber 2023, "An Analysis of Fusion Functions for Hybrid
    Retrieval". Equal scores keep the order of rows, so that a search always returns the same.
    """
    by_meaning, by_words = min_max(dense), min_max(keyword)
    total = {
        row: dense_weight * by_meaning.get(row, 0.0) + (1 - dense_weight) * by_words.get(row, 0.0)
        for row in by_meaning.keys() | by_words.keys()
    }
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))

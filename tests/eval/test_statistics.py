"""Intervals and p-values are those of the textbooks, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from eval.statistics import Comparison, Interval, compared, interval, p_value


def drawn(count: int, shift: float = 0.0, seed: int = 7) -> dict[str, float]:
    values = np.random.default_rng(seed).normal(0.5 + shift, 0.1, count)
    return {f"q{n}": float(value) for n, value in enumerate(values)}


def test_the_interval_is_the_bootstrap_percentile_interval() -> None:
    scores = drawn(80)
    found = interval(scores, seed=1)
    theirs = stats.bootstrap(
        (list(scores.values()),), np.mean, n_resamples=10_000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert found.mean == pytest.approx(np.mean(list(scores.values())))
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=0.001)


def test_the_interval_is_near_that_of_the_normal_distribution() -> None:
    scores = drawn(400)
    values = np.array(list(scores.values()))
    half = 1.96 * values.std(ddof=1) / 20
    found = interval(scores)
    assert (found.low, found.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.001)


@pytest.mark.parametrize("scores", [{"a": 0.25}, {"a": 0.25, "b": 0.25}], ids=["one query", "all the same"])
def test_scores_without_spread_give_a_point(scores: dict[str, float]) -> None:
    assert interval(scores) == Interval(0.25, 0.25, 0.25)


def test_the_order_of_queries_changes_nothing_and_the_seed_is_all_the_chance_there_is() -> None:
    scores, other = drawn(50), drawn(50, 0.01, seed=8)
    turned = dict(reversed(scores.items()))
    assert interval(scores, 3) == interval(turned, 3) != interval(scores, 4)
    assert compared(scores, other, 3) == compared(turned, other, 3)
    assert compared(scores, other, 3).p != compared(scores, other, 4).p


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([1.0, 2.0, 3.0, 4.0], 2 / 16),
        ([1.0, 1.0, -1.0], 1.0),
        ([0.1, 0.2, 0.3], 2 / 8),
        ([3.0, -1.0], 1.0),
        ([5.0], 1.0),
        ([0.0, 0.0], 1.0),
        ([0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0], 2 / 32),
    ],
)
def test_for_few_differences_p_is_the_exact_share_of_ways(differences: list[float], p: float) -> None:
    assert p_value(np.array(differences)) == pytest.approx(p)


@pytest.mark.parametrize("count", [8, 12, 40])
def test_p_is_that_of_scipy(count: int) -> None:
    differences = np.random.default_rng(count).normal(0.03, 0.1, count)
    theirs = stats.permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=20_000, rng=np.random.default_rng(1)
    ).pvalue
    assert p_value(differences) == pytest.approx(theirs, abs=0.012 if count > 12 else 1e-9)


def test_p_of_many_queries_is_near_that_of_the_t_test_and_never_0() -> None:
    differences = np.random.default_rng(3).normal(0.01, 0.1, 300)
    assert p_value(differences) == pytest.approx(stats.ttest_1samp(differences, 0).pvalue, abs=0.01)
    assert 0 < p_value(np.full(300, 0.1)) < 0.0001


def test_wins_ties_and_losses_are_counted_by_query_rounding_aside() -> None:
    system = {"a": 0.1 + 0.2, "b": 0.5, "c": 0.2, "d": 1.0}
    baseline = {"a": 0.3, "b": 0.25, "c": 0.4, "d": 0.0}
    found = compared(system, baseline)
    assert (found.wins, found.ties, found.losses) == (2, 1, 1)
    assert found.difference == pytest.approx((0.25 - 0.2 + 1.0) / 4)


def test_a_system_compared_with_itself_is_no_better() -> None:
    assert compared(drawn(20), drawn(20)) == Comparison(0.0, 1.0, 0, 20, 0)


def test_systems_on_other_queries_are_not_compared() -> None:
    with pytest.raises(ValueError, match="same queries"):
        compared({"a": 1.0}, {"b": 1.0})

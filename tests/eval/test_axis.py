"""Axes have a few round marks, and everything drawn stays on them."""

from __future__ import annotations

import pytest

from eval.axis import around, of_times, round_time


@pytest.mark.parametrize(
    "values", [(0.4, 0.6), (0.5, 0.5), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.731, 0.7312), (20.0, 900.0), (-3.0, 2.0)]
)
def test_scores_lie_on_an_axis_with_two_to_seven_marks(values: tuple[float, float]) -> None:
    axis = around(values)
    ticks = axis.ticks()
    assert 2 <= len(ticks) <= 7
    assert all(0 <= tick.at <= 100 for tick in ticks)
    assert all(0 < axis.at(value) < 100 for value in values)
    assert len({tick.label for tick in ticks}) == len(ticks)
    assert len({len(tick.label.partition(".")[2]) for tick in ticks}) == 1


@pytest.mark.parametrize("values", [(0.0, 0.0), (1.0, 1.0), (0.99, 1.0), (0.0, 0.01)])
def test_an_axis_of_shares_has_no_marks_beyond_0_and_1(values: tuple[float, float]) -> None:
    assert all(0 <= float(tick.label) <= 1 for tick in around(values).ticks())


def test_nothing_is_drawn_on_an_axis_without_values() -> None:
    assert around([]).ticks()


@pytest.mark.parametrize(("quickest", "slowest"), [(0.001, 10.0), (0.01, 0.05), (0.0, 0.0), (0.0, 3.0), (0.0004, 0.03)])
def test_times_lie_on_an_axis_with_three_marks_or_more(quickest: float, slowest: float) -> None:
    axis = of_times(quickest, slowest)
    ticks = axis.ticks(round_time)
    assert len(ticks) >= 3
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)
    assert 0 <= axis.at(quickest) <= axis.at(slowest) <= 100

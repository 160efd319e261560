"""A figure knows its ratio, its share of a limit, and whether it is what was promised."""

from __future__ import annotations

import pytest

from eval.speed.figure import FIRST_PEER, OURS, Figure, Unit, written


def test_a_ratio_is_ours_divided_by_theirs_and_times_better_turns_it_round_for_seconds() -> None:
    faster = Figure("whole answer", "s", 0.5, {FIRST_PEER: 2.0, "txtai": 0.0})
    assert faster.ratio(FIRST_PEER) == 0.25
    assert faster.times_better(FIRST_PEER) == 4
    assert faster.ratio("txtai") is None and faster.ratio("nobody") is None
    more = Figure("documents", "1/s", 60.0, {FIRST_PEER: 20.0}, better="higher")
    assert more.ratio(FIRST_PEER) == more.times_better(FIRST_PEER) == 3


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("no target", "s", 1.0), None),
        (Figure("below", "s", 0.1, target=0.2), True),
        (Figure("above", "s", 0.3, target=0.2), False),
        (Figure("enough", "1/s", 30.0, {FIRST_PEER: 10.0}, better="higher", target_ratio=2.8), True),
        (Figure("too few", "1/s", 20.0, {FIRST_PEER: 10.0}, better="higher", target_ratio=2.8), False),
        (Figure("one of two", "s", 1.0, {FIRST_PEER: 2.0}, target=2.0, target_ratio=0.25), False),
        (Figure("nobody to compare with", "s", 1.0, target_ratio=0.25), None),
        (Figure("its own target alone", "s", 1.0, target=2.0, target_ratio=0.25), True),
    ],
    ids=lambda value: value.name if isinstance(value, Figure) else str(value),
)
def test_targets_are_judged_where_they_can_be(figure: Figure, met: bool | None) -> None:
    assert figure.met is met


def test_each_side_has_its_own_limit() -> None:
    figure = Figure("tokens", "1/s", 50.0, {"txtai": 5.0}, limits={OURS: 100.0})
    assert figure.share(OURS) == 0.5
    assert figure.share("txtai") is None
    assert figure.told()["shares"] == {OURS: 0.5}


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(0.0123, "s", "12 ms"), (41.53, "1/s", "41.5 /s"), (1234.0, "MB", "1,234 MB"), (0.98, "share", "0.980"),
     (None, "s", "–"), (0.012, "1/s", "0.012 /s")],
)  # fmt: skip
def test_values_are_written_with_their_units(value: float | None, unit: Unit, shown: str) -> None:
    assert written(value, unit) == shown

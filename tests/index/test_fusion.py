"""Two rankings become one: `python -m pytest tests/index/test_fusion.py`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fused, min_max

RANKINGS = st.dictionaries(st.integers(0, 50), st.floats(-1e6, 1e6), max_size=20).map(
    lambda scores: sorted(scores.items(), key=lambda item: -item[1])
)


def test_scores_are_moved_between_nothing_and_one() -> None:
    assert min_max([(7, 12.0), (3, 9.0), (5, 6.0)]) == {7: 1.0, 3: 0.5, 5: 0.0}


def test_a_ranking_without_spread_gives_everybody_all() -> None:
    assert min_max([]) == {}
    assert min_max([(7, 0.0)]) == {7: 1.0}
    assert min_max([(7, -3.0), (8, -3.0)]) == {7: 1.0, 8: 1.0}


def test_what_both_find_comes_before_what_one_finds() -> None:
    dense, keyword = [(1, 0.9), (2, 0.8), (3, 0.1)], [(2, 20.0), (4, 19.0), (5, 1.0)]
    assert fused(dense, keyword) == [
        (2, pytest.approx(0.9375)),
        (1, pytest.approx(0.5)),
        (4, pytest.approx(0.5 * 18 / 19)),
        (3, 0.0),
        (5, 0.0),
    ]


def test_the_weight_goes_from_words_alone_to_meaning_alone() -> None:
    dense, keyword = [(1, 0.9), (2, 0.8)], [(2, 20.0), (1, 5.0)]
    assert fused(dense, keyword, dense_weight=1.0)[0] == (1, 1.0)
    assert fused(dense, keyword, dense_weight=0.0)[0] == (2, 1.0)


def test_nothing_fused_with_nothing_is_nothing() -> None:
    assert fused([], []) == []
    assert fused([], [(4, 3.0)]) == [(4, 0.5)]


@given(RANKINGS, RANKINGS, st.floats(0, 1))
def test_every_row_comes_once_in_a_fixed_order_with_a_score_between_nothing_and_one(
    dense: list[tuple[int, float]], keyword: list[tuple[int, float]], weight: float
) -> None:
    found = fused(dense, keyword, weight)
    assert {row for row, _ in found} == {row for row, _ in dense} | {row for row, _ in keyword}
    assert len({row for row, _ in found}) == len(found)
    assert all(-1e-9 <= score <= 1 + 1e-9 for _, score in found)
    assert found == sorted(found, key=lambda item: (-item[1], item[0]))
    assert found == fused(list(reversed(dense)), list(reversed(keyword)), weight)

"""Every vector compared with the query: `python -m pytest tests/index/test_exact.py`."""

from __future__ import annotations

import faiss
import numpy as np
import pytest

from index.exact import Exact


@pytest.fixture
def filled() -> Exact:
    """Four papers on the axes of a space."""
    made = Exact.empty(4)
    made.index.add_with_ids(np.eye(4, dtype=np.float32), np.array([3, 40, 500, 6_000_000_000]))
    return made


QUERY = np.array([0.1, 0.7, 0.5, 0.3], dtype=np.float32)


def test_the_nearest_come_first_with_their_inner_products(filled: Exact) -> None:
    ranking = filled.search(QUERY, 3, None)
    assert [row for row, _ in ranking] == [40, 500, 6_000_000_000]
    assert [score for _, score in ranking] == pytest.approx([0.7, 0.5, 0.3])
    assert len(filled.search(QUERY, 9, None)) == 4


@pytest.mark.parametrize(("rows", "found"), [([3, 500], [500, 3]), ([4, 500], [500]), ([0, 4], [])])
def test_only_the_rows_asked_for_are_looked_at(filled: Exact, rows: list[int], found: list[int]) -> None:
    assert [row for row, _ in filled.search(QUERY, 9, np.array(rows))] == found


def test_rows_and_vectors_come_back(filled: Exact) -> None:
    assert sorted(filled.rows) == [3, 40, 500, 6_000_000_000]
    assert (filled.vectors(np.array([500, 3])) == np.eye(4)[[2, 0]]).all()


def test_a_search_leaves_the_threads_of_faiss_as_they_were(filled: Exact) -> None:
    before = faiss.omp_get_max_threads()
    filled.search(QUERY, 1, None)
    assert faiss.omp_get_max_threads() == before

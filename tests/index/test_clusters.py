"""Vectors in clusters: `python -m pytest tests/index/test_clusters.py`."""

from __future__ import annotations

from collections.abc import Iterator

import faiss
import numpy as np
import pytest

from index import clusters
from index.clusters import Clusters, learnt_from
from index.encoder import Vectors

PAPERS, DIMENSION = 600, 24


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """With so few vectors a second thread is only waited for."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    yield
    faiss.omp_set_num_threads(threads)


@pytest.fixture
def vectors() -> Vectors:
    """Unit vectors around twenty middles."""
    rng = np.random.default_rng(1)
    middles = rng.standard_normal((20, DIMENSION))
    made = middles[rng.integers(0, 20, PAPERS)] + 0.5 * rng.standard_normal((PAPERS, DIMENSION))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def rows() -> np.ndarray:
    return np.arange(PAPERS, dtype=np.int64) * 3 + 7


@pytest.fixture
def filled(vectors: Vectors) -> Clusters:
    made = Clusters.learnt(vectors[: learnt_from(PAPERS)], PAPERS)
    made.index.add_with_ids(vectors, rows())
    return made


def nearest(vectors: Vectors, query: Vectors, k: int) -> list[int]:
    return rows()[np.argsort(-(vectors @ query), kind="stable")[:k]].tolist()


def found(filled: Clusters, query: Vectors, k: int, among: np.ndarray | None = None) -> list[int]:
    return [row for row, _ in filled.search(query, k, among)]


def test_where_there_are_few_enough_all_are_compared(filled: Clusters, vectors: Vectors) -> None:
    for query in vectors[:20]:
        ranking = filled.search(query, 50, None)
        assert len({row for row, _ in ranking} & set(nearest(vectors, query, 50))) >= 49  # numbers of 2 bytes may tie
        cosines = dict(zip(rows().tolist(), vectors @ query, strict=True))
        assert all(cosines[row] == pytest.approx(score, abs=1e-3) for row, score in ranking)


def test_where_there_are_many_a_search_reads_a_part_and_finds_most(
    filled: Clusters, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_READ", PAPERS // 4)
    faiss.cvar.indexIVF_stats.reset()
    shares = [len(set(found(filled, query, 10)) & set(nearest(vectors, query, 10))) / 10 for query in vectors[:100]]
    assert np.mean(shares) > 0.9
    assert PAPERS / 8 < faiss.cvar.indexIVF_stats.ndis / 100 < PAPERS / 2


def test_who_wants_more_papers_has_more_compared(
    filled: Clusters, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_READ", 200)
    assert [len(found(filled, vectors[0], k)) for k in (100, 300, PAPERS)] == [100, 300, PAPERS]


def test_among_few_rows_the_nearest_are_found_wherever_they_are(
    filled: Clusters, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_READ", 40)
    query = vectors[0]
    farthest = np.array(nearest(vectors, query, PAPERS)[-40:])
    assert sorted(found(filled, query, 40, farthest)) == sorted(farthest)
    assert found(filled, query, 1, farthest) == farthest[:1].tolist()
    assert found(filled, query, 3, np.array([8, 1_000_000])) == []  # held by nobody


def test_rows_and_vectors_come_back(filled: Clusters, vectors: Vectors) -> None:
    assert sorted(filled.rows) == rows().tolist()
    some = rows()[[0, 599, 7, 301]]
    assert filled.vectors(some) == pytest.approx(vectors[[0, 599, 7, 301]], abs=1e-3)


def test_what_is_removed_is_not_found_and_what_is_added_is(filled: Clusters, vectors: Vectors) -> None:
    query = vectors[5]
    gone = np.array(nearest(vectors, query, 30))
    filled.index.remove_ids(gone)
    assert not set(found(filled, query, 100)) & set(gone.tolist()) and len(filled.rows) == PAPERS - 30
    filled.index.add_with_ids(query[None], np.array([5_000]))
    assert found(filled, query, 1) == [5_000]
    assert filled.vectors(np.array([5_000])) == pytest.approx(query[None], abs=1e-3)


def test_without_vectors_nothing_is_found(vectors: Vectors) -> None:
    empty = Clusters.learnt(vectors, PAPERS)
    assert found(empty, vectors[0], 5) == [] and len(empty.rows) == 0


def test_they_are_learnt_without_a_word(vectors: Vectors, capfd: pytest.CaptureFixture[str]) -> None:
    Clusters.learnt(vectors[: clusters.clusters(PAPERS)], PAPERS)  # as many vectors as clusters
    assert capfd.readouterr() == ("", "")


def test_the_same_sample_gives_the_same_clusters(vectors: Vectors) -> None:
    first, second = (faiss.serialize_index(Clusters.learnt(vectors, PAPERS).index) for _ in range(2))
    assert (first == second).all()


@pytest.mark.parametrize(("papers", "fit"), [(600, True), (1_100, True), (320, True), (1_300, False), (280, False)])
def test_they_fit_up_to_twice_as_many_papers_and_as_few(filled: Clusters, papers: int, fit: bool) -> None:
    assert filled.fits(papers) == fit

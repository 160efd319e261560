"""Search that compares the query with every vector."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import faiss
import numpy as np

from index.encoder import Vectors
from index.fusion import Ranking
from index.record import Rows


class Exact:
    """Unit vectors by row, all compared with the query, so that the nearest are found for certain."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self.index = index

    @classmethod
    def empty(cls, dimension: int) -> Exact:
        """Return one without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @property
    def rows(self) -> Rows:
        """The rows it holds, in no order."""
        rows: Rows = faiss.vector_to_array(self.index.id_map).astype(np.int64)
        return rows

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of some of the rows it holds, shape (rows, dimension)."""
        return np.stack([self.index.reconstruct(int(row)) for row in rows])

    def search(self, query: Vectors, k: int, rows: Rows | None) -> Ranking:
        """Return up to `k` (row, cosine), best first; only among `rows` where given."""
        return nearest(self.index, query, k, None if rows is None else faiss.SearchParameters(sel=selector(rows)))  # type: ignore[call-arg]


def selector(rows: Rows) -> faiss.IDSelector:
    """Return what lets FAISS look at these rows alone: a bit for each row there could be."""
    allowed = np.zeros(int(rows.max()) + 1, dtype=bool)
    allowed[rows] = True
    return faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]


def nearest(index: faiss.Index, query: Vectors, k: int, parameters: faiss.SearchParameters | None) -> Ranking:
    """Return up to `k` (row, inner product), best first."""
    with _one_thread():
        scores, rows = index.search(query.reshape(1, -1), k, params=parameters)
    found = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
    return [(row, score) for row, score in found if row >= 0]


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep FAISS to this thread: it has no use for a second one with one query, and would wait for it to get a core.

    While another process is at work that takes four times as long as the search.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)

"""Search that compares the query with the vectors of the clusters nearest to it."""

from __future__ import annotations

import faiss
import numpy as np

from index.encoder import Vectors
from index.exact import nearest, selector
from index.fusion import Ranking
from index.record import Rows

# Chosen among 320,000 vectors, of which 20,000 were papers' own. A search reads a third of them in 5 ms, where all of
# them take 45; of the 10 nearest it finds 99.6%, of the 100 nearest 99.5%. Where the clusters were learnt from half of
# the papers and the others are about other things, 99.1% and 98.6%; from a quarter, 97.2% and 95.8%: hence `_GROWTH`.
_READ = 100_000  # vectors that a search compares with the query: all of them where there are no more
_DEPTH = 100  # papers looked for in these; who wants more has more compared
_PER_ROOT = (
    2  # clusters for each of the root of the papers: 4 find half a per cent more and take twice as long to learn
)
_LEARNT_FROM = 32  # vectors a cluster: the 36,000 for 320,000 papers take some ten seconds, and all would take minutes
_GROWTH = 2  # times as many papers, or as few, and the clusters are learnt anew


class Clusters:
    """Unit vectors by row, in clusters, each number in 2 bytes: an inverted file (Sivic & Zisserman 2003) of FAISS.

    A search reads the clusters whose middles are nearest to the query, so that its time hardly grows with the library.
    """

    def __init__(self, index: faiss.IndexIVFScalarQuantizer) -> None:
        self.index = index

    @classmethod
    def learnt(cls, sample: Vectors, papers: int) -> Clusters:
        """Return clusters for so many papers, learnt from a sample of their vectors; the same for the same sample."""
        index = faiss.index_factory(sample.shape[1], f"IVF{clusters(papers)},SQfp16", faiss.METRIC_INNER_PRODUCT)
        assert isinstance(index, faiss.IndexIVFScalarQuantizer)
        index.cp.min_points_per_centroid = 1  # says nothing on standard error of a sample that is small
        index.train(sample)
        return cls(index)

    def fits(self, papers: int) -> bool:
        """Say whether so many papers are near enough to the number for which the clusters were learnt."""
        learnt, wanted = int(self.index.nlist), clusters(papers)
        return bool(max(learnt, wanted) <= min(learnt, wanted) * _GROWTH**0.5)

    @property
    def rows(self) -> Rows:
        """The rows it holds, cluster by cluster."""
        lists = self.index.invlists
        assert lists is not None
        rows = [faiss.rev_swig_ptr(lists.get_ids(one), size).copy() for one, size in enumerate(self._sizes()) if size]
        return np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of some of the rows it holds, to 3 digits, shape (rows, dimension)."""
        sizes = self._sizes()
        ends = np.cumsum(sizes)
        held = self.rows
        order = np.argsort(held)
        places = order[np.searchsorted(held, rows, sorter=order)]
        found = np.empty((len(rows), self.index.d), dtype=np.float32)
        for vector, place in zip(found, places, strict=True):
            one = int(np.searchsorted(ends, place, side="right"))
            self.index.reconstruct_from_offset(one, int(place - ends[one] + sizes[one]), faiss.swig_ptr(vector))
        return found

    def search(self, query: Vectors, k: int, rows: Rows | None) -> Ranking:
        """Return up to `k` (row, cosine), best first, nearly all of them the nearest; only among `rows` where given.

        Among few enough rows the nearest are found for certain, wherever they are.
        """
        among = self.index.ntotal if rows is None else len(rows)
        share = _READ * max(1.0, k / _DEPTH) / max(among, 1)
        read = {"nprobe": max(1, min(self.index.nlist, round(self.index.nlist * share)))}
        allowed = {} if rows is None else {"sel": selector(rows)}
        return nearest(self.index, query, k, faiss.SearchParametersIVF(**read, **allowed))

    def _sizes(self) -> list[int]:
        lists = self.index.invlists
        assert lists is not None
        return [int(lists.list_size(one)) for one in range(self.index.nlist)]


def clusters(papers: int) -> int:
    """Return how many clusters so many papers are put in."""
    return max(1, int(_PER_ROOT * papers**0.5))


def learnt_from(papers: int) -> int:
    """Return of how many papers the vectors are enough to learn the clusters from."""
    return min(papers, _LEARNT_FROM * clusters(papers))

"""The papers that fit a query, in order: two retrievers find them, their passages and words score them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from index.encoder import Encoder, Vectors
from index.fusion import Ranking, fused
from index.keywords import KeywordIndex
from index.method import Method
from index.passages import Numbers, scored
from index.products import products
from index.record import Rows
from index.reranker import Reranker
from index.store import Store
from index.vectors import DenseIndex

# Chosen on the training claims of SciFact, questions of SQuAD 2.0 and QASPER, a fold of CSFCube, and on titles and
# sentences of machine-learning papers; each figure stands on a plateau of their mean.
PASSAGE_WEIGHT = 0.6  # of a paper's meaning is that of its best passage, the rest that of its whole text
_WORDS = 4.0  # what the best match of words is worth, in standard deviations of the query's cosines
_BELIEVED = 3  # papers that are taken to be right, before anybody has said so
_FEEDBACK = 0.45  # what being like them is worth
_TINY = 1e-12  # keeps divisions apart from zero
_RERANKED = 20  # papers that a reranker reads: each takes it as long as all the rest of the search

_Cosines = dict[int, tuple[float, float]]  # by row, of the whole text and of the best passage


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paper's row with its score and what it comes from; None where a retriever did not return it."""

    row: int
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
    similarity: float | None = None
    passage_similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Ranker:
    """The parts of a library that rank."""

    store: Store
    dense: DenseIndex
    keyword: KeywordIndex
    encoder: Encoder
    reranker: Reranker | None = None

    def ranked(self, query: str, method: Method, depth: int, rows: Rows | None) -> list[Ranked]:
        """Return the papers that either retriever has among its first `depth`, best first; only among `rows`.

        Equal scores keep the order of rows, so that a search always returns the same.
        """
        vector = self.encoder.encode_queries([query], adapted=method.adapted)[0] if method.dense else None
        dense = self.dense.search(vector, depth, rows) if vector is not None else []
        keyword = self.keyword.search(query, depth, rows) if method.keyword else []
        cosines: _Cosines = {}
        if vector is not None and method.passages:
            scores, cosines = self._by_passages(vector, dense, keyword, feedback=method.feedback)
        else:
            scores = fused(dense, keyword) if dense and keyword else dense or keyword
        best = _explained(sorted(scores, key=lambda one: (-one[1], one[0])), dense, keyword, cosines)
        return self._reranked(query, best) if method.reranked and self.reranker else best

    def _by_passages(
        self, query: Vectors, dense: Ranking, keyword: Ranking, *, feedback: bool
    ) -> tuple[Ranking, _Cosines]:
        """Return (row, score) of every paper found, by its cosines and its share of words, and those cosines.

        Words count in proportion to the best match, scaled by the spread that the query's cosines have in this
        library: encoders differ in it by a factor of three.
        """
        packed = dict(self.store.passages(sorted({row for row, _ in (*dense, *keyword)}), len(query)))
        if not packed:
            return [], {}
        wholes, best = scored(list(packed.values()), query)
        whole = products(wholes, query)
        most = max((score for _, score in keyword), default=1.0)
        words = dict(keyword)
        share = np.array([words.get(row, 0.0) for row in packed], dtype=np.float32) / most
        scores = (1 - PASSAGE_WEIGHT) * whole + PASSAGE_WEIGHT * best + _WORDS * self.dense.spread(query) * share
        if feedback:
            scores += _FEEDBACK * products(wholes, _middle(wholes, scores))
        cosines = zip(whole.tolist(), best.tolist(), strict=True)
        return list(zip(packed, scores.tolist(), strict=True)), dict(zip(packed, cosines, strict=True))

    def _reranked(self, query: str, ranked: list[Ranked]) -> list[Ranked]:
        """Return the first papers by what the reranker says of them, then the others as they were."""
        assert self.reranker is not None
        first = ranked[:_RERANKED]
        texts = dict(self.store.texts(np.array(sorted(one.row for one in first), dtype=np.int64)))
        first = [one for one in first if one.row in texts]
        if not first:
            return ranked
        scores = self.reranker.scores(query, [texts[one.row] for one in first])
        above = max((one.score for one in ranked[_RERANKED:]), default=0.0)  # so that scores fall all the way down
        order = sorted(zip(scores, first, strict=True), key=lambda pair: -pair[0])
        placed = [replace(one, score=above + 1 - n / (len(order) + 1)) for n, (_, one) in enumerate(order, 1)]
        return placed + ranked[_RERANKED:]


def _middle(vectors: Vectors, scores: Numbers) -> Vectors:
    """Return the unit vector in the middle of the best papers' vectors, weighted by their scores.

    What is near it is probably wanted too: the feedback of Rocchio 1971, for vectors of texts as in Li et al. 2023,
    "Pseudo Relevance Feedback with Deep Language Models and Dense Retrievers".
    """
    best = np.argsort(-scores, kind="stable")[:_BELIEVED]
    middle: Vectors = np.maximum(scores[best], 0.0) @ vectors[best]
    return middle / max(float(np.linalg.norm(middle)), _TINY)


def _explained(scores: Ranking, dense: Ranking, keyword: Ranking, cosines: _Cosines) -> list[Ranked]:
    """Return the papers in this order, with the ranks that each retriever gave them and their cosines."""
    dense_ranks = {row: rank for rank, (row, _) in enumerate(dense, 1)}
    keyword_ranks = {row: rank for rank, (row, _) in enumerate(keyword, 1)}
    similarity = dict(dense)
    unknown = (None, None)
    return [
        Ranked(
            row,
            score,
            dense_ranks.get(row),
            keyword_ranks.get(row),
            similarity.get(row, cosines.get(row, unknown)[0]),
            cosines.get(row, unknown)[1],
        )
        for row, score in scores
    ]

"""Queries with the papers that answer them, and the vectors of all papers among which they are looked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from index.encoder import Encoder
from index.paper import Paper
from index.passages import embedded
from index.ranker import PASSAGE_WEIGHT

_CONFUSABLE = 25  # papers that the search gives for a query: those that are wrong teach most
_ASIDE = 10  # one query in so many is not trained on, where nobody says which
_AT_ONCE = 64  # queries scored against every paper

Rows = npt.NDArray[np.int64]


class Task:
    """A set of queries, some to train on and some set aside."""

    def __init__(
        self,
        name: str,
        papers: Sequence[Paper],
        queries: Mapping[str, Sequence[str]],
        encoder: Encoder,
        aside: Collection[str] = (),
    ) -> None:
        """Embed papers and queries; `queries` gives for each text the ids of the papers that answer it.

        The queries of `aside` are not trained on; without any, one in ten is not. Nor are those whose papers the search
        does not find at all: most cannot be understood alone ("What does it reach?"), and teach nothing.
        """
        self.name = name
        self.queries = list(queries)
        place = {paper.id: n for n, paper in enumerate(papers)}
        self._answers = [[place[identifier] for identifier in queries[text]] for text in self.queries]
        vectors = embedded([paper.text for paper in papers], encoder)
        self._whole = torch.from_numpy(np.stack([own[0] for own in vectors]))
        self._passages = torch.from_numpy(np.concatenate([own[1:] for own in vectors]))
        self._starts = np.cumsum([0, *(len(own) - 1 for own in vectors)])
        read = torch.from_numpy(encoder.encode_queries(self.queries, adapted=False))
        self._confusable = torch.cat([self._best(some) for some in read.split(_AT_ONCE)]).numpy()
        everything = np.arange(len(self.queries))
        kept = frozenset(aside) or frozenset(self.queries[::_ASIDE])
        self.aside = np.array([n for n, query in enumerate(self.queries) if query in kept])
        found = [bool({*own} & {*some}) for own, some in zip(self._answers, self._confusable.tolist(), strict=True)]
        self.trained = np.setdiff1d(everything[found], self.aside)

    def batch(self, rows: Rows, queries: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of these queries' vectors for the papers in question, and which of those answer them.

        Both have shape (queries, papers). The papers are those that answer one of the queries or are confused with
        them, so that what is right for one query is wrong for the others.
        """
        answers = [self._answers[row] for row in rows]
        papers = np.unique(np.concatenate([self._confusable[rows].ravel(), [*chain.from_iterable(answers)]]))
        place = {paper: n for n, paper in enumerate(papers.tolist())}
        right = torch.zeros(len(rows), len(papers))
        for n, some in enumerate(answers):
            right[n, [place[paper] for paper in some]] = 1 / len(some)
        return self._scores(queries, papers), right

    def score(self, rows: Rows, queries: Tensor) -> float:
        """Return the mean reciprocal rank of the first right paper among all, for these queries' vectors."""
        found = 0.0
        for some, vectors in zip(np.array_split(rows, len(rows)), queries, strict=True):
            scores = self._scores(vectors[None], np.arange(len(self._whole)))[0]
            best = scores[self._answers[int(some[0])]].max()
            found += 1 / float((scores > best).sum() + 1)
        return found / len(rows)

    def _best(self, queries: Tensor) -> Tensor:
        return self._scores(queries, np.arange(len(self._whole))).topk(_CONFUSABLE).indices

    def _scores(self, queries: Tensor, papers: Rows) -> Tensor:
        """Return what `index.ranker` gives for the meaning of these papers, shape (queries, papers)."""
        own = [np.arange(self._starts[paper], self._starts[paper + 1]) for paper in papers]
        owner = torch.from_numpy(np.repeat(np.arange(len(papers)), [len(some) for some in own]))
        cosines = queries @ self._passages[np.concatenate(own)].T
        lowest = torch.full((len(queries), len(papers)), -1.0)
        best = lowest.scatter_reduce(1, owner.expand(len(queries), -1), cosines, "amax")
        return (1 - PASSAGE_WEIGHT) * (queries @ self._whole[papers].T) + PASSAGE_WEIGHT * best

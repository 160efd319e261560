"""A search result that can explain itself."""

from __future__ import annotations

from dataclasses import dataclass

from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper found for a query, with what each retriever thought of it.

    `score` orders the hits, higher is better. Ranks count from 1; None where that retriever did not return the
    paper. `similarity` is the cosine of query and paper, `passage_similarity` that of query and the paper's best
    passage (its title or a sentence), both in [-1, 1]; None where it was not looked at.
    """

    paper: Paper
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
    similarity: float | None = None
    passage_similarity: float | None = None

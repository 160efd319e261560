"""How a search ranks: which retrievers take part, and what is done with what they find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """A way to rank papers, named as reports name it.

    `dense` finds papers by their vectors, `keyword` by their words. With `passages` each paper found is scored by
    its best passage beside its whole text, and its words count on the scale of the cosines; without, the two
    rankings are added as they are. Queries are read by the encoder's adapter where `adapted`. Papers like the first
    few gain by `feedback`, and those that come first then are put in a new order by the library's reranker, if it has
    one, where `reranked`.
    """

    name: str
    dense: bool = True
    keyword: bool = True
    passages: bool = True
    adapted: bool = True
    feedback: bool = True
    reranked: bool = True


BM25 = Method("bm25", dense=False, passages=False, adapted=False, feedback=False, reranked=False)
DENSE = Method("dense", keyword=False, passages=False, adapted=False, feedback=False, reranked=False)
HYBRID = Method("hybrid", passages=False, adapted=False, feedback=False, reranked=False)
PASSAGES = Method("+passages", adapted=False, feedback=False, reranked=False)
ADAPTED = Method("+adapter", feedback=False, reranked=False)
FEEDBACK = Method("+feedback", reranked=False)
RERANKED = Method("+reranker")

# From the single retrievers to all, one stage more at a time.
ABLATION = (BM25, DENSE, HYBRID, PASSAGES, ADAPTED, FEEDBACK)
DEFAULT = RERANKED  # the same as FEEDBACK while no reranker is in use

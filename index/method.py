"""How a search ranks: which retrievers take part, and with what weight."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """A way to rank papers, named as reports name it.

    `dense_weight` is the share of the ranking by meaning, in [0, 1]; the rest is that of the ranking by words.
    """

    name: str
    dense_weight: float


BM25 = Method("bm25", 0.0)
DENSE = Method("dense", 1.0)
HYBRID = Method("hybrid", 0.5)

ABLATION = (BM25, DENSE, HYBRID)  # from the single retrievers to the default, one stage more at a time
DEFAULT = ABLATION[-1]

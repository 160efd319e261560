"""A test collection: papers, queries, and which papers are right for which query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a retrieval system is measured on.

    Every query has judgements, and every query of `qrels` is in `queries`. `fingerprint` is 16 hex digits: equal
    for the same corpus, queries and judgements. `notes` say what was found wrong and passed over.
    """

    name: str
    split: str
    papers: tuple[Paper, ...]
    queries: Mapping[str, str]  # id → text
    qrels: Mapping[str, Mapping[str, int]]  # query id → document id → grade; 1 and above is relevant
    fingerprint: str
    notes: tuple[str, ...] = ()

"""Measures of a ranking, named as they are shown, computed by trec_eval's own code through ir-measures."""

from __future__ import annotations

DEFAULT = (
    "nDCG@10",
    "recall@5",
    "recall@10",
    "recall@20",
    "recall@100",
    "MRR@10",
    "MAP",
    "success@1",
    "success@5",
    "success@10",
)

"""BEIR folders: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv (Thakur et al. 2021)."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.dataset import Dataset


def load_beir(folder: Path, split: str | None = None) -> Dataset:
    """Return the dataset of a folder, with those queries that have judgements in the split.

    Without a split it is "test", or the only one there is. Raises BadInput naming the file and what is wrong.
    """
    raise NotImplementedError

"""TREC's formats: topics, qrels and runs."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.dataset import Dataset


def load_trec(corpus: Path, topics: Path, qrels: Path) -> Dataset:
    """Return the dataset of a corpus in any format that a library reads, topics and judgements.

    Topics are `<top>` records, whose title is the query, or lines of id, tab, text. Raises BadInput naming the
    file and what is wrong.
    """
    raise NotImplementedError

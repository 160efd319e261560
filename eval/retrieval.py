"""Measure how well papers are found: a dataset, the systems that search it, their scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.datasets import Dataset
from eval.measures import DEFAULT as DEFAULT_MEASURES
from eval.progress import Progress, silent
from eval.report import Report
from index.encoder import Encoder


def evaluate(
    dataset: Dataset,
    *,
    systems: Sequence[str] = (),
    runs: Sequence[Path] = (),
    baseline: str | None = None,
    measures: Sequence[str] = DEFAULT_MEASURES,
    k: int = 100,
    seed: int = 0,
    encoder: Encoder | None = None,
    runs_to: Path | None = None,
    progress: Progress = silent,
) -> Report:
    """Return what the systems score on the dataset; the last one is the one reported on.

    `systems` are names of methods (`index.method.ABLATION`) and "txtai", in the order of the report; () is the
    ablation, after txtai where that is installed. `runs` are TREC run files of others: they come first, are
    named by their tag, and have no `seconds` ({}). `baseline` is the name of a system; None is "hybrid", or where
    that is the last one the best other by the first measure ("" where there is no other). `measures` are names as
    `eval.measures.parse` knows them. `encoder` is the one in use where None. `runs_to` is a folder for a TREC run
    file of each system. An evaluation that was interrupted goes on where it stopped. Raises BadInput for a name
    that is not known and for a broken run file.
    """
    raise NotImplementedError

"""TREC run files: what a system returned, six columns a line (query, Q0, document, rank, score, tag)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.datasets.collection import shown, text_lines
from eval.datasets.dataset import Dataset
from index.derived import replacing
from index.errors import BadInput

Ranking = Sequence[tuple[str, float]]  # (document id, score), best first

_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class RunFile:
    """What another system returned. The order is that of the scores: as in trec_eval, ranks are not looked at."""

    tag: str
    rankings: Mapping[str, Ranking]


def read_run(file: Path) -> RunFile:
    """Return the run of a file, tied documents ordered as trec_eval orders them. Raises BadInput."""
    run: dict[str, dict[str, float]] = {}
    tag = ""
    for number, line in text_lines(file, "a run: query id, Q0, document id, rank, score, tag"):
        where = f"{file}, line {number}"
        columns = line.split()
        score = _number(columns[4]) if len(columns) == _COLUMNS else math.nan
        if not math.isfinite(score):
            raise BadInput(f"{where} is no line of a run: write query id, Q0, document id, rank, score, tag.")
        query, _, document, _, _, tag = columns
        if document in run.setdefault(query, {}):
            raise BadInput(f"{where} returns document {shown(document)} for query {shown(query)} a second time.")
        run[query][document] = score
    if not run:
        raise BadInput(f"{file} is empty: write query id, Q0, document id, rank, score, tag.")
    return RunFile(tag, {query: ordered(scores) for query, scores in run.items()})


def ordered(scores: Mapping[str, float]) -> Ranking:
    """Return documents as trec_eval orders them: by score in single precision, ties by id, both descending."""
    return sorted(scores.items(), key=lambda item: (np.float32(item[1]), item[0]), reverse=True)


def check_ids(dataset: Dataset) -> None:
    """Raise BadInput where white space in a query's id would break a run's columns; a paper's id never has any."""
    for query in dataset.queries:
        if query.split() != [query]:
            raise BadInput(
                f"A run cannot hold the query id {shown(query)}: write it without white space, or save no run."
            )


def write_run(file: Path, tag: str, rankings: Mapping[str, Ranking]) -> None:
    """Write a run; the file appears when it is whole. Raises BadInput where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as aside, aside.open("w", encoding="utf-8") as lines:
            for query, ranking in rankings.items():
                for rank, (document, score) in enumerate(ranking, 1):
                    lines.write(f"{query} Q0 {document} {rank} {score!r} {tag}\n")
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}): choose another folder.") from error


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan

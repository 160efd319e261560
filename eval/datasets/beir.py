"""BEIR folders: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv (Thakur et al. 2021)."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.collection import Qrels, Queries, collection, judge, shown, text_lines
from eval.datasets.dataset import Dataset
from index.errors import BadInput
from index.readers.objects import json_objects

_SPLIT = "test"


def load_beir(folder: Path, split: str | None = None) -> Dataset:
    """Return the dataset of a folder, with those queries that have judgements in the split.

    Without a split it is "test", or the only one there is. Raises BadInput naming the file and what is wrong.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder: give one with corpus.jsonl, queries.jsonl and qrels/{_SPLIT}.tsv.")
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"
    for file in (corpus, queries):
        if not file.is_file():
            raise BadInput(f"{folder} has no {file.name}: give a folder in the form of BEIR.")
    chosen = _split(folder, split)
    judged_in = folder / "qrels" / f"{chosen}.tsv"
    return collection(folder.resolve().name, chosen, corpus, _queries(queries), _qrels(judged_in), judged_in)


def _split(folder: Path, wanted: str | None) -> str:
    there = sorted(file.stem for file in (folder / "qrels").glob("*.tsv") if file.is_file())
    if not there:
        raise BadInput(f"{folder} has no qrels/{wanted or _SPLIT}.tsv: give a folder in the form of BEIR.")
    if wanted is None and _SPLIT not in there and len(there) > 1:
        raise BadInput(f"{folder} has no split {_SPLIT!r}: choose {', '.join(there)}.")
    if wanted is not None and wanted not in there:
        raise BadInput(f"{folder} has no split {shown(wanted)}: choose {', '.join(there)}.")
    return wanted or (_SPLIT if _SPLIT in there else there[0])


def _queries(file: Path) -> Queries:
    queries: Queries = {}
    for record, where in json_objects(file):
        identifier, text = record.get("_id"), record.get("text")
        if not isinstance(identifier, (str, int)) or not isinstance(text, str) or not text.strip():
            raise BadInput(f'{where} is no query: write {{"_id": "1", "text": "…"}}.')
        if queries.setdefault(str(identifier), text) is not text:
            raise BadInput(f"{where} has the id {shown(str(identifier))} of a query before it: give each its own.")
    return queries


def _qrels(file: Path) -> Qrels:
    qrels: Qrels = {}
    for number, line in text_lines(file, "judgements: query id, tab, document id, tab, grade"):
        query, document, grade = (part.strip() for part in _three(line, file, number))
        try:
            judge(qrels, query, document, int(grade), f"{file}, line {number}")
        except ValueError:
            if number > 1:  # the first may name the columns
                raise _broken(file, number) from None
    if not qrels:
        raise BadInput(f"{file} is empty: write query id, tab, document id, tab, grade.")
    return qrels


def _three(line: str, file: Path, number: int) -> list[str]:
    parts = line.split("\t") if "\t" in line else line.split()
    if len(parts) != 3 or not all(part.strip() for part in parts):
        raise _broken(file, number)
    return parts


def _broken(file: Path, number: int) -> BadInput:
    return BadInput(f"{file}, line {number} is no judgement: write query id, tab, document id, tab, whole number.")

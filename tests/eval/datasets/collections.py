"""Test collections of a few papers, written as files."""

from __future__ import annotations

import json
from pathlib import Path

CORPUS = (
    {"_id": "d1", "title": "Copper wires", "text": "We stretch copper wires until they break."},
    {"_id": "d2", "title": "Iron wires", "text": "Iron wires rust in the rain."},
    {"_id": "d3", "title": "Wooden boats", "text": "Boats of wood float on lakes."},
)
QUERIES = ({"_id": "q1", "text": "copper"}, {"_id": "q2", "text": "boats on a lake"}, {"_id": "q3", "text": "unasked"})
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td3\t1\nq2\td1\t0\n"


def lines(records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def beir(folder: Path, corpus: object = CORPUS, queries: object = QUERIES, **splits: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(lines(corpus))
    (folder / "queries.jsonl").write_text(lines(queries))
    for split, qrels in (splits or {"test": QRELS}).items():
        (folder / "qrels" / f"{split}.tsv").write_text(qrels)
    return folder

"""What a test collection is put together from, checked: papers, queries and judgements that fit together."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from eval.datasets.dataset import Dataset
from index.errors import BadInput
from index.paper import Paper
from index.readers import Rejected, read

Queries = dict[str, str]
Qrels = dict[str, dict[str, int]]

_SHOWN = 60  # characters of an id in a message
_NAMED = 3  # ids or lines given as examples
_READ_BYTES = 1 << 20


def collection(name: str, split: str, corpus: Path, queries: Queries, qrels: Qrels, judged_in: Path) -> Dataset:
    """Return the dataset of a corpus file, the queries that have judgements, and these. Raises BadInput."""
    papers, notes = _papers(corpus)
    if unknown := [query for query in qrels if query not in queries]:
        raise BadInput(
            f"{judged_in} judges {len(unknown):,} queries that are not among the queries ({_some(unknown)}): "
            "give the queries it was made for."
        )
    if not any(grade > 0 for grades in qrels.values() for grade in grades.values()):
        raise BadInput(f"{judged_in} names no relevant document for any query: give judgements with grades above 0.")
    notes += _judgement_notes({paper.id for paper in papers}, qrels, judged_in, corpus)
    kept = {query: text for query, text in queries.items() if query in qrels}
    ordered = {query: qrels[query] for query in kept}
    return Dataset(name, split, papers, kept, ordered, _fingerprint(corpus, kept, ordered), notes)


def text_lines(file: Path, what: str) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of those that are not blank. Raises BadInput, naming what the file should hold."""
    try:
        with file.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line.strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadInput(f"{file} cannot be read ({reason}): give a file of {what}.") from error


def judge(qrels: Qrels, query: str, document: str, grade: int, where: str) -> None:
    """Add one judgement; a grade below 0 is 0. Raises BadInput where it contradicts another."""
    grades = qrels.setdefault(query, {})
    if grades.setdefault(document, max(grade, 0)) != max(grade, 0):
        raise BadInput(
            f"{where} gives query {shown(query)} and document {shown(document)} another grade than a line before it: "
            "leave one of the two."
        )


def shown(identifier: str) -> str:
    """Return an id as a message shows it: in quotes, no longer than a line, control codes spelled out."""
    return repr(identifier[:_SHOWN])


def _papers(corpus: Path) -> tuple[tuple[Paper, ...], tuple[str, ...]]:
    records = list(read(corpus))
    papers = tuple(record for record in records if isinstance(record, Paper))
    rejected = [record for record in records if isinstance(record, Rejected)]
    if not papers:
        raise BadInput(f"{corpus} holds no document: give a corpus with titles or texts.")
    if twice := [identifier for identifier, times in Counter(paper.id for paper in papers).items() if times > 1]:
        raise BadInput(f"{corpus} has {len(twice):,} ids more than once ({_some(twice)}): give each document its own.")
    if not rejected:
        return papers, ()
    some = "; ".join(f"line {record.line}: {record.reason}" for record in rejected[:_NAMED])
    return papers, (f"{len(rejected):,} documents of {corpus.name} cannot be used and are never found ({some}).",)


def _judgement_notes(known: set[str], qrels: Qrels, judged_in: Path, corpus: Path) -> tuple[str, ...]:
    judged = {document: None for grades in qrels.values() for document in grades}  # in the order of the file
    notes = []
    if unknown := sorted(judged.keys() - known):
        if len(unknown) == len(judged):
            raise BadInput(
                f"{judged_in} judges no document of {corpus} (its first is {shown(next(iter(judged)))}): "
                "give the corpus it was made for."
            )
        notes.append(
            f"{len(unknown):,} judged documents are not in the corpus ({_some(unknown)}): the relevant ones among "
            "them count as not found."
        )
    if barren := sum(not any(grade > 0 for grade in grades.values()) for grades in qrels.values()):
        notes.append(f"{barren:,} judged queries have no relevant document: they score 0 whatever is found.")
    return tuple(notes)


def _some(identifiers: list[str]) -> str:
    return ", ".join(map(shown, identifiers[:_NAMED])) + (", …" if len(identifiers) > _NAMED else "")


def _fingerprint(corpus: Path, queries: Mapping[str, str], qrels: Mapping[str, Mapping[str, int]]) -> str:
    """Return 16 hex digits of the corpus as its file has it, so that another way to clean text changes nothing."""
    digest = hashlib.sha256()
    with corpus.open("rb") as data:
        while chunk := data.read(_READ_BYTES):
            digest.update(chunk)
    digest.update(json.dumps([queries, qrels], sort_keys=True).encode())
    return digest.hexdigest()[:16]

"""TREC's formats: topics and qrels. Runs are in `eval.datasets.runs`."""

from __future__ import annotations

import re
from pathlib import Path

from eval.datasets.collection import Qrels, Queries, collection, judge, shown, text_lines
from eval.datasets.dataset import Dataset
from index.errors import BadInput

_TOPIC = re.compile(r"<top>(.*?)(?=</top>|<top>|\Z)", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"<num>\s*(?:Number:)?\s*([^\s<]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*(?:Topic:)?\s*([^<]*)", re.IGNORECASE)
_TOPICS = "topics: <top> records with <num> and <title>, or lines of id, tab, text"


def load_trec(corpus: Path, topics: Path, qrels: Path) -> Dataset:
    """Return the dataset of a corpus in any format that a library reads, topics and judgements.

    Topics are `<top>` records, whose title is the query, or lines of id, tab, text. Raises BadInput naming the
    file and what is wrong.
    """
    if not corpus.is_file():
        raise BadInput(f"{corpus} is no file: give the papers to search.")
    return collection(corpus.name, qrels.stem, corpus, read_topics(topics), read_qrels(qrels), qrels)


def read_topics(file: Path) -> Queries:
    """Return the text of each topic by its id. Raises BadInput."""
    lines = list(text_lines(file, _TOPICS))
    text = "\n".join(line for _, line in lines)
    topics: Queries = {}
    for identifier, title in _records(text, file) if "<top>" in text.lower() else _pairs(lines, file):
        if identifier in topics:
            raise BadInput(f"{file} has topic {shown(identifier)} more than once: give each its own id.")
        topics[identifier] = title
    if not topics:
        raise BadInput(f"{file} holds no topic: give {_TOPICS}.")
    return topics


def read_qrels(file: Path) -> Qrels:
    """Return the grade of each judged document by query: lines of query id, anything, document id, grade.

    Raises BadInput.
    """
    qrels: Qrels = {}
    for number, line in text_lines(file, "judgements: query id, 0, document id, grade"):
        where = f"{file}, line {number}"
        try:
            query, _, document, grade = line.split()
            judge(qrels, query, document, int(grade), where)
        except ValueError:
            raise BadInput(f"{where} is no judgement: write query id, 0, document id, whole number.") from None
    if not qrels:
        raise BadInput(f"{file} is empty: write query id, 0, document id, grade.")
    return qrels


def _records(text: str, file: Path) -> list[tuple[str, str]]:
    found = []
    for order, topic in enumerate(_TOPIC.findall(text), 1):
        number, title = _NUMBER.search(topic), _TITLE.search(topic)
        if not number or not title or not title.group(1).strip():
            raise BadInput(f"{file}, topic {order} lacks <num> or the text of <title>: write both.")
        found.append((number.group(1), " ".join(title.group(1).split())))
    return found


def _pairs(lines: list[tuple[int, str]], file: Path) -> list[tuple[str, str]]:
    found = []
    for number, line in lines:
        identifier, _, text = line.partition("\t")
        if not identifier.strip() or not text.strip():
            raise BadInput(f"{file}, line {number} is no topic: write id, tab, text.")
        found.append((identifier.strip(), text.strip()))
    return found

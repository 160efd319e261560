"""TREC's topics and judgements are read in the forms they come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets import load_trec
from eval.datasets.trec import read_qrels, read_topics
from index.errors import BadInput
from tests.eval.datasets.collections import CORPUS, lines

SGML = """
<top>
<num> Number: 301
<title> Topic: copper
  wires
<desc> Description:
What breaks?
</top>

<top><num>302</num><title>boats</title></top>
"""


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    "text", [SGML, "301\tcopper wires\n302\tboats\n", "301\tcopper wires\r\n302\tboats"], ids=["sgml", "tab", "crlf"]
)
def test_topics_are_read_in_both_forms(tmp_path: Path, text: str) -> None:
    assert read_topics(written(tmp_path, "topics", text)) == {"301": "copper wires", "302": "boats"}


def test_a_collection_is_put_together(tmp_path: Path) -> None:
    dataset = load_trec(
        written(tmp_path, "papers.jsonl", lines(CORPUS)),
        written(tmp_path, "topics.txt", SGML),
        written(tmp_path, "judged.txt", "301 0 d1 2\n301 0 d3 0\n"),
    )
    assert (dataset.name, dataset.split, len(dataset.papers)) == ("papers.jsonl", "judged", 3)
    assert dataset.queries == {"301": "copper wires"}
    assert dataset.qrels == {"301": {"d1": 2, "d3": 0}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("301 copper\n", "topics, line 1 is no topic: write id, tab, text"),
        ("301\tcopper\n301\tiron\n", "has topic '301' more than once"),
        ("<top><num>1<desc>x</top>", "topic 1 lacks <num> or the text of <title>"),
        ("", "holds no topic"),
    ],
    ids=["no tab", "twice", "no title", "empty"],
)
def test_topics_that_are_wrong_are_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_topics(written(tmp_path, "topics", text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("301 0 d1\n", "qrels, line 1 is no judgement: write query id, 0, document id, whole number"),
        ("301 0 d1 1\n301 0 d2 x\n", "qrels, line 2 is no judgement"),
        ("301 0 d1 1\n301 0 d1 0\n", "line 2 gives query '301' and document 'd1' another grade"),
        ("\n", "qrels is empty"),
    ],
    ids=["columns", "no number", "contradiction", "empty"],
)
def test_judgements_that_are_wrong_are_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_qrels(written(tmp_path, "qrels", text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none cannot be read \(No such file"):
        read_qrels(tmp_path / "none")

"""A BEIR folder is read as it is, and what does not fit together is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets import load_beir
from index.errors import BadInput
from tests.eval.datasets.collections import CORPUS, QRELS, QUERIES, beir


def test_a_folder_gives_papers_judged_queries_and_grades(tmp_path: Path) -> None:
    dataset = load_beir(beir(tmp_path / "wires"))
    assert (dataset.name, dataset.split) == ("wires", "test")
    assert [(paper.id, paper.title, paper.abstract) for paper in dataset.papers] == [
        (record["_id"], record["title"], record["text"]) for record in CORPUS
    ]
    assert dataset.queries == {"q1": "copper", "q2": "boats on a lake"}
    assert dataset.qrels == {"q1": {"d1": 2, "d2": 1}, "q2": {"d3": 1, "d1": 0}}
    assert dataset.notes == ()


def test_the_heading_of_judgements_may_be_left_out(tmp_path: Path) -> None:
    with_it, without = beir(tmp_path / "a"), beir(tmp_path / "b", test=QRELS.partition("\n")[2])
    assert load_beir(with_it).qrels == load_beir(without).qrels
    assert load_beir(with_it).fingerprint == load_beir(without).fingerprint


def test_a_grade_below_0_is_judged_and_not_relevant(tmp_path: Path) -> None:
    assert load_beir(beir(tmp_path / "a", test="q1\td1\t1\nq1\td2\t-2\n")).qrels == {"q1": {"d1": 1, "d2": 0}}


def test_another_corpus_query_or_grade_is_another_fingerprint(tmp_path: Path) -> None:
    folders = (
        beir(tmp_path / "a"),
        beir(tmp_path / "b", corpus=[*CORPUS, {"_id": "d4", "title": "More", "text": "More."}]),
        beir(tmp_path / "c", queries=[{"_id": "q1", "text": "copper wire"}, *QUERIES[1:]]),
        beir(tmp_path / "d", test=QRELS.replace("d1\t2", "d1\t1")),
    )
    fingerprints = [load_beir(folder).fingerprint for folder in folders]
    assert len(set(fingerprints)) == 4
    assert all(len(fingerprint) == 16 and int(fingerprint, 16) >= 0 for fingerprint in fingerprints)


@pytest.mark.parametrize(
    ("splits", "wanted", "chosen"),
    [
        ({"test": QRELS, "dev": QRELS}, None, "test"),
        ({"dev": QRELS}, None, "dev"),
        ({"test": QRELS, "dev": QRELS}, "dev", "dev"),
    ],
    ids=["test before others", "the only one", "the one named"],
)
def test_the_split_is_the_one_named_else_test_else_the_only_one(
    tmp_path: Path, splits: dict[str, str], wanted: str | None, chosen: str
) -> None:
    assert load_beir(beir(tmp_path / "a", **splits), wanted).split == chosen


@pytest.mark.parametrize(
    ("splits", "wanted", "told"),
    [
        ({"dev": QRELS, "train": QRELS}, None, "has no split 'test': choose dev, train"),
        ({"test": QRELS}, "dev", "has no split 'dev': choose test"),
    ],
    ids=["two others", "not there"],
)
def test_a_split_that_is_not_there_is_answered_with_those_that_are(
    tmp_path: Path, splits: dict[str, str], wanted: str | None, told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        load_beir(beir(tmp_path / "a", **splits), wanted)


@pytest.mark.parametrize(
    ("qrels", "told"),
    [
        ("q1\td1\n", r"test.tsv, line 1 is no judgement: write query id, tab, document id, tab, whole number"),
        ("q1\td1\t1\nq1\td2\tyes\n", "test.tsv, line 2 is no judgement"),
        ("q1\td1\t1\n\nq1\t\t1\n", "test.tsv, line 3 is no judgement"),
        ("query-id\tcorpus-id\tscore\n", "test.tsv is empty"),
        ("q1\td1\t0\n", "test.tsv names no relevant document for any query"),
        ("q1\td1\t1\nq9\td1\t1\n", r"judges 1 queries that are not among the queries \('q9'\)"),
        ("q1\tx1\t1\n", r"judges no document of .*corpus.jsonl \(its first is 'x1'\)"),
        ("".join(f"q1\tx{n}\t1\n" for n in range(9, 0, -1)), r"\(its first is 'x9'\)"),
        ("q1\td1\t1\nq1\td1\t2\n", "line 2 gives query 'q1' and document 'd1' another grade"),
    ],
    ids=[
        "columns",
        "no number",
        "no id",
        "empty",
        "nothing relevant",
        "query",
        "no document",
        "first of many",
        "contradiction",
    ],
)
def test_judgements_that_are_wrong_are_named_in_one_line(tmp_path: Path, qrels: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as error:
        load_beir(beir(tmp_path / "a", test=qrels))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("corpus", "queries", "told"),
    [
        ([*CORPUS, CORPUS[0]], QUERIES, r"corpus.jsonl has 1 ids more than once \('d1'\)"),
        ([{"_id": "d1", "title": "", "text": ""}], QUERIES, "corpus.jsonl holds no document"),
        (CORPUS, [*QUERIES, QUERIES[0]], "queries.jsonl, line 4 has the id 'q1' of a query before it"),
        (CORPUS, [{"_id": "q1", "text": " "}], "queries.jsonl, line 1 is no query"),
        (CORPUS, [{"id": "q1", "text": "copper"}], "queries.jsonl, line 1 is no query"),
        (CORPUS, [], "queries.jsonl is empty"),
    ],
    ids=["document twice", "no document", "query twice", "no text", "no id", "no query"],
)
def test_a_corpus_or_query_that_cannot_be_used_is_named(
    tmp_path: Path, corpus: object, queries: object, told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        load_beir(beir(tmp_path / "a", corpus=corpus, queries=queries))


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_file_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    folder = beir(tmp_path / "a")
    (folder / missing).unlink()
    with pytest.raises(BadInput, match=f"has no {missing}"):
        load_beir(folder)


def test_a_folder_that_is_none_is_told_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none is no folder: give one with corpus.jsonl"):
        load_beir(tmp_path / "none")


def test_judgements_in_another_encoding_are_named(tmp_path: Path) -> None:
    folder = beir(tmp_path / "a")
    (folder / "qrels" / "test.tsv").write_bytes("q1\tdé\t1\n".encode("latin-1"))
    with pytest.raises(BadInput, match=r"test.tsv cannot be read \(it is not UTF-8 text\)"):
        load_beir(folder)


def test_what_is_passed_over_is_noted(tmp_path: Path) -> None:
    corpus = [*CORPUS, {"_id": "d4", "title": "", "text": ""}]
    dataset = load_beir(beir(tmp_path / "a", corpus=corpus, test=QRELS + "q2\td4\t1\nq3\td1\t0\n"))
    unusable, unknown, barren = dataset.notes
    assert unusable == "1 documents of corpus.jsonl cannot be used and are never found (line 4: it has no title)."
    assert unknown.startswith("1 judged documents are not in the corpus ('d4')")
    assert barren.startswith("1 judged queries have no relevant document")
    assert dataset.qrels["q2"]["d4"] == 1

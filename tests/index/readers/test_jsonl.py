"""JSON Lines and arrays: `python -m pytest tests/index/readers/test_jsonl.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.paper import Paper, paper_id
from index.readers import Rejected, jsonl, read

OWN = {
    "id": "conf-ash2024-nets",
    "title": "Small Nets",
    "abstract": r"We gain 3\% on $k$-means.",
    "authors": ["Kim Ash", "Jo Lee"],
    "year": 2024,
    "venue": "ICML",
    "url": "https://example.org/nets",
    "code_url": "https://github.com/ash/nets",
}


def _read(folder: Path, *records: Any, name: str = "papers") -> list[Paper | Rejected]:
    path = folder / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in records))
    return list(read(path))


def _one(folder: Path, record: Any) -> Paper:
    (paper,) = _read(folder, record)
    assert isinstance(paper, Paper)
    return paper


def test_our_own_fields_are_read_as_they_stand(tmp_path: Path) -> None:
    assert _one(tmp_path, OWN) == Paper(
        "conf-ash2024-nets",
        "Small Nets",
        "We gain 3% on k-means.",
        ("Kim Ash", "Jo Lee"),
        2024,
        "ICML",
        "https://example.org/nets",
        "https://github.com/ash/nets",
        "papers",
    )


@pytest.mark.parametrize("identifier", ["arxiv-2603.13803", "arxiv:2201.03545", "doi:10.1/x", "title:ab12", "4983"])
def test_an_id_of_our_own_is_kept_verbatim(tmp_path: Path, identifier: str) -> None:
    assert _one(tmp_path, OWN | {"id": identifier}).id == identifier


@pytest.mark.parametrize("identifier", ["", "two words", "x" * 201, "a\u0000b", None, ["x"], {"a": 1}])
def test_what_cannot_serve_as_an_id_is_replaced(tmp_path: Path, identifier: object) -> None:
    assert _one(tmp_path, OWN | {"id": identifier}).id == paper_id("Small Nets")


def test_beir_documents_keep_their_id_even_if_it_looks_like_another(tmp_path: Path) -> None:
    record = {"_id": "2201.03545", "title": "Small Nets", "text": "What they do.", "metadata": {"year": "2021"}}
    paper = _one(tmp_path, record)
    assert (paper.id, paper.abstract, paper.year) == ("2201.03545", "What they do.", 2021)


def test_a_beir_document_without_title_is_called_by_its_first_words(tmp_path: Path) -> None:
    paper = _one(tmp_path, {"_id": "7", "title": "", "text": "word " * 60})
    assert paper.title == ("word " * 20).strip()
    assert len(paper.abstract) > 200


def test_the_arxiv_metadata_snapshot_is_read(tmp_path: Path) -> None:
    record = {
        "id": "0704.0001",
        "submitter": "Kim Ash",
        "authors": "K. Ash, J. Lee",
        "title": "Nets\n  of old",
        "journal-ref": "Phys.Rev.D76:013009,2007",
        "doi": "10.1103/PhysRevD.76.013009",
        "categories": "hep-ph",
        "abstract": "  A text\nin lines.\n",
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
        "update_date": "2008-11-26",
        "authors_parsed": [["Ash", "Kim", ""], ["Lee", "Jo", "Jr"]],
    }
    assert _one(tmp_path, record) == Paper(
        "arxiv:0704.0001",
        "Nets of old",
        "A text in lines.",
        ("Kim Ash", "Jo Lee Jr"),
        2007,
        "Phys.Rev.D76:013009,2007",
        "https://arxiv.org/abs/0704.0001",
        "",
        "papers",
    )


def test_semantic_scholar_names_its_arxiv_id_elsewhere(tmp_path: Path) -> None:
    record = {
        "paperId": "ff",
        "title": "Nets",
        "externalIds": {"ArXiv": "2201.03545"},
        "authors": [{"name": "Kim Ash"}],
    }
    paper = _one(tmp_path, record)
    assert (paper.id, paper.authors, paper.year) == ("arxiv:2201.03545", ("Kim Ash",), 2022)


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_is_read_record_by_record(tmp_path: Path, indent: int | None) -> None:
    text = json.dumps([OWN | {"id": f"n{i}"} for i in range(200)], indent=indent)
    records = _read(tmp_path, text)
    assert [record.id for record in records if isinstance(record, Paper)] == [f"n{i}" for i in range(200)]


def test_indented_objects_one_after_another_are_read(tmp_path: Path) -> None:
    records = _read(tmp_path, json.dumps(OWN, indent=1), json.dumps(OWN | {"id": "b"}, indent=1))
    assert [record.id for record in records if isinstance(record, Paper)] == ["conf-ash2024-nets", "b"]


def test_records_across_the_edges_of_chunks_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_CHUNK", 7)
    records = _read(tmp_path, json.dumps([OWN | {"id": f"n{i}", "title": "Nets \ud83d\ude00"} for i in range(9)]))
    assert [record.id for record in records if isinstance(record, Paper)] == [f"n{i}" for i in range(9)]


def test_each_bad_line_is_rejected_with_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    deep = "[" * 100_000
    lines = [OWN, '{"title": "Half', "", [1], {"title": " "}, OWN, {"title": ["a", 1]}, {"title": "x" * 2001}]
    records = _read(tmp_path, *lines, {"title": "T", "abstract": "x" * 100_001}, '{"title": ' + deep, OWN)
    assert sum(isinstance(record, Paper) for record in records) == 3
    rejected = {record.line: record.reason for record in records if isinstance(record, Rejected)}
    assert list(rejected) == [2, 4, 5, 7, 8, 9, 10]
    assert rejected[2].startswith("it is no JSON: Unterminated string")
    assert rejected[4] == "it is no JSON object"
    assert rejected[5] == "it has no title"
    assert rejected[7] == "its title is no text"
    assert rejected[8] == "its title has 2,001 characters, more than 2,000"
    assert rejected[9] == "its abstract has 100,001 characters, more than 100,000"
    assert "nested too deep" in rejected[10] or "no JSON" in rejected[10]


def test_a_broken_record_of_an_array_costs_only_itself(tmp_path: Path) -> None:
    good = json.dumps(OWN)
    records = _read(tmp_path, "[", good + ",", '{"title": "Half", },', good + ",", '{"title": 7 "x"},', good, "]")
    assert [type(record) for record in records] == [Paper, Rejected, Paper, Rejected, Paper]
    assert [record.line for record in records if isinstance(record, Rejected)] == [3, 5]


def test_links_that_are_none_are_dropped(tmp_path: Path) -> None:
    paper = _one(tmp_path, OWN | {"url": "javascript:alert(1)", "code_url": 'https://a.org/"onclick="x'})
    assert (paper.url, paper.code_url) == ("", "")


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2024", 2024),
        ("2024-05-01", 2024),
        ("May 2019", 2019),
        (2020.0, 2020),
        ("12024", None),
        (99999, None),
        (True, None),
    ],
)
def test_years_are_read_where_there_is_one(tmp_path: Path, value: object, year: int | None) -> None:
    assert _one(tmp_path, OWN | {"year": value}).year == year

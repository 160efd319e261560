"""`assistant compare`: `python -m pytest tests/assistant/cli/test_compare.py`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from assistant.comparison.contract import from_json
from tests.assistant.cli.conftest import Run

PAPERS = ("LoomNet", "QuiltFormer")


def test_a_table_shows_each_paper_with_a_quote_in_each_cell(run: Run, filled: str, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ended = run("compare", *PAPERS, "--aspect", "accuracy", "--aspect", "code", "--library", filled)
    assert ended.code == 0
    assert "LoomNet" in ended.out and "not stated in the abstract" in ended.out
    assert "These figures are not comparable" in ended.out


def test_markdown_csv_and_json_are_written_and_read_back(run: Run, filled: str, tmp_path: Path) -> None:
    table = run("compare", *PAPERS, "--format", "md", "--library", filled).out
    assert table.startswith("| paper | problem | approach | data | results | cost | code |")
    rows = list(csv.reader(io.StringIO(run("compare", *PAPERS, "--format", "csv", "--library", filled).out)))
    assert [row[0] for row in rows] == ["id", "arxiv:3102.00002", "arxiv:3101.00001"]
    file = tmp_path / "compared.json"
    ended = run("compare", *PAPERS, "--format", "json", "--out", str(file), "--library", filled)
    assert (ended.code, ended.out) == (0, "")
    assert [paper.title[:7] for paper in from_json(json.loads(file.read_text())).papers] == ["LoomNet", "QuiltFo"]


def test_a_table_in_a_file_is_markdown(run: Run, filled: str, tmp_path: Path) -> None:
    file = tmp_path / "compared.md"
    assert run("compare", *PAPERS, "--out", str(file), "--library", filled).code == 0
    assert file.read_text().startswith("| paper |")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["LoomNet"], "A comparison needs two papers or more, one paper is named"),
        ([f"p{n}" for n in range(21)], "A comparison takes up to 20 papers"),
        (["LoomNet", "NoSuchNet"], "No paper “NoSuchNet” in this library"),
        (["LoomNet", "all of these"], "No papers were shown"),
        ([*PAPERS, "--aspect", " "], "An aspect is empty"),
        ([*PAPERS, "--out", "/no/such/folder/x.md"], "there is no folder"),
    ],
)
def test_what_cannot_be_compared_is_one_line_and_exit_code_2(
    run: Run, filled: str, arguments: list[str], told: str
) -> None:
    ended = run("compare", *arguments, "--library", filled)
    assert ended.code == 2 and ended.out == ""
    assert told in ended.err and len(ended.err.strip().splitlines()) == 1

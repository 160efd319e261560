"""A report read back is the report that was written; anything else is named for what it is."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from eval.storage import file_name, load, save
from index.errors import BadInput, ResearchError
from tests.eval.reports import HOSTILE, QUERIES, report, system


def test_a_report_read_back_is_equal(tmp_path: Path) -> None:
    written = report(system("words", (0, 0.25, 0.5, 1), title=HOSTILE), system("hybrid", (1, 1, 1, 1), seconds=None))
    assert load(save(written, tmp_path)) == written


def test_a_file_is_named_by_what_was_measured_and_what_measured_it(tmp_path: Path) -> None:
    file = save(report(), tmp_path / "made" / "here")
    assert file.name.startswith("retrieval-ponds-test-hybrid-")
    digits = file.stem.rpartition("-")[2]
    assert len(digits) == 12 and int(digits, 16) >= 0
    *others, last = report().systems
    deeper = replace(last, configuration={**last.configuration, "depth": 200})
    assert file_name(report(*others, deeper)) != file.name
    assert file_name(report(fingerprint="f" * 16)) != file.name
    assert file_name(report(notes=(), seed=14)) == file.name


@pytest.mark.parametrize("dataset", ["../../etc/passwd", "/", "a/b\\c\x00d", ".hidden", "…", "x" * 500, ""])
def test_a_name_never_leads_out_of_the_folder(dataset: str, tmp_path: Path) -> None:
    file = save(report(dataset=dataset), tmp_path / "out")
    assert file.parent == tmp_path / "out" and file.is_file() and not file.name.startswith(".")
    assert [found.name for found in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_never_written(value: float, tmp_path: Path) -> None:
    with pytest.raises(ResearchError, match="nDCG@10 of hybrid for q2 is not a number"):
        save(report(system("words", (1, 1, 1, 1)), system("hybrid", (1, value, 1, 1))), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_half_a_letter_is_written_as_a_question_mark(tmp_path: Path) -> None:
    read = load(save(report(queries={**QUERIES, "q1": "half \ud800 a letter"}), tmp_path))
    assert read.queries["q1"] == "half ? a letter"


def _changed(**changes: object) -> str:
    from pydantic import TypeAdapter

    from eval.report import Report

    return json.dumps({**TypeAdapter(Report).dump_python(report(), mode="json"), **changes})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is not JSON"),
        ('{"format": 1', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1, 2]", "is not a report"),
        ('{"_id": "d1"}', "is not a report"),
        ('{"format": 99}', "has the format 99, this program reads 1"),
        ('{"format": 1}', "is not a report (task"),
        (_changed(queries=3), "is not a report (queries"),
        (_changed(seed="13"), "is not a report (seed"),
        (_changed(seed=-1), "is damaged (its seed -1 is below 0)"),
        (_changed().replace("0.25", "1e308"), "is larger than any score"),
        (_changed(systems=[]), "is damaged (it holds no measures, no systems or no queries)"),
        (_changed(baseline="magic"), "is damaged (the baseline magic is none of its systems)"),
        (_changed(measures=["nDCG@10", "MAP"]), "is damaged (words has no MAP)"),
        (_changed(queries={"q1": "x"}), "which is none of the queries"),
        (_changed().replace("0.25", "NaN").replace("0.1,", "NaN,"), "is not a number"),
    ],
)
def test_what_is_no_report_is_named(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "some.json"
    file.write_text(content)
    with pytest.raises(BadInput) as raised:
        load(file)
    assert str(file) in str(raised.value) and said in str(raised.value) and "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nothing\.json cannot be read \(No such file"):
        load(tmp_path / "nothing.json")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="choose another folder with --out"):
        save(report(), tmp_path / "file")

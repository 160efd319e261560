"""Run files are read in the order of trec_eval, and written so that it reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets.runs import read_run, write_run
from index.errors import BadInput


def test_the_order_is_that_of_scores_and_then_of_ids_downwards_not_of_ranks(tmp_path: Path) -> None:
    file = tmp_path / "run"
    file.write_text("q1 Q0 a 1 0.5 them\nq1 Q0 b 2 0.5 them\nq1\tQ0\tc\t3\t2e0\tthem\nq2 Q0 a 1 -1 them\n")
    run = read_run(file)
    assert run.tag == "them"
    assert run.rankings == {"q1": [("c", 2.0), ("b", 0.5), ("a", 0.5)], "q2": [("a", -1.0)]}


def test_scores_that_are_one_in_single_precision_are_tied(tmp_path: Path) -> None:
    file = tmp_path / "run"
    file.write_text("q1 Q0 a 1 0.50000000002 them\nq1 Q0 b 2 0.50000000001 them\n")
    assert [document for document, _ in read_run(file).rankings["q1"]] == ["b", "a"]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rankings = {"q1": [("b", 1 / 3), ("a", 0.1)], "q2": [("c", -2.5)]}
    write_run(tmp_path / "new" / "ours.run", "ours", rankings)
    assert read_run(tmp_path / "new" / "ours.run").rankings == rankings
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["ours.run"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("q1 a 1 0.5 them\n", "run, line 1 is no line of a run: write query id, Q0, document id, rank, score, tag"),
        ("q1 Q0 a 1 0.5 t\nq1 Q0 b 1 high t\n", "run, line 2 is no line of a run"),
        ("q1 Q0 a 1 nan t\n", "run, line 1 is no line of a run"),
        ("q1 Q0 a 1 2 t\nq1 Q0 a 2 1 t\n", "run, line 2 returns document 'a' for query 'q1' a second time"),
        ("", "run is empty"),
    ],
    ids=["columns", "score", "not a number", "twice", "empty"],
)
def test_a_run_that_is_wrong_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "run").write_text(text)
    with pytest.raises(BadInput, match=told):
        read_run(tmp_path / "run")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        write_run(tmp_path / "taken" / "a.run", "a", {})

"""`assistant ask --record` and `assistant replay`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.cli.conftest import Run

QUESTION = "How accurate is LoomNet on HarborImages?"


@pytest.fixture
def kept(run: Run, filled: str, tmp_path: Path) -> Path:
    """The record of an answer."""
    file = tmp_path / "record.json"
    assert run("ask", QUESTION, "--library", filled, "--record", str(file)).code == 0
    return file


def _rewrite(file: Path, part: str, **changes: object) -> None:
    told = json.loads(file.read_text())
    told[part].update(changes)
    file.write_text(json.dumps(told))


def test_a_replay_finds_the_library_and_the_same_answer(run: Run, kept: Path) -> None:
    ended = run("replay", str(kept))
    assert (ended.code, ended.out, ended.err) == (0, "The answer is the same.\n", "")


def test_a_replay_keeps_to_the_filters_of_the_question(run: Run, filled: str, tmp_path: Path) -> None:
    file = str(tmp_path / "record.json")
    run("ask", QUESTION, "--library", filled, "--years", "-2030", "--quotes-only", "--record", file)
    told = json.loads(Path(file).read_text())
    assert told["filters"]["year_to"] == 2030 and told["model"]["loaded_by"] == ""
    assert run("replay", file).code == 0


def test_a_library_without_the_paper_gives_another_answer_and_code_1(run: Run, kept: Path, filled: str) -> None:
    run("library", "remove", "arxiv:3102.00002", "--library", filled)
    ended = run("replay", str(kept))
    assert ended.code == 1 and ended.err == ""
    assert {"library", "hits", "sentences"} <= {line.partition(":")[0] for line in ended.out.splitlines()}
    assert ended.out.splitlines()[-1] == "The answer is another."


def test_another_library_may_be_named(run: Run, kept: Path, records: Path, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    run("library", "add", str(records), "--library", other)
    _rewrite(kept, "library", path=str(tmp_path / "gone"))
    assert run("replay", str(kept), "--library", other).code == 0
    ended = run("replay", str(kept))
    assert ended.code == 2 and "No library at" in ended.err


def test_the_built_in_collection_is_found_wherever_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    run("ask", "What does HorNet build on?", "--record", str(file))
    _rewrite(file, "library", path="/of/another/computer")
    assert run("replay", str(file)).code == 0


def test_a_server_is_asked_only_where_the_person_names_it(run: Run, kept: Path) -> None:
    _rewrite(kept, "model", loaded_by="http://127.0.0.1:9/v1#spy")
    ended = run("replay", str(kept))
    assert ended.code == 2 and "--model http://127.0.0.1:9/v1#spy" in ended.err
    assert run("replay", str(kept), "--model", "http://127.0.0.1:9/v1#spy").code == 0


@pytest.mark.parametrize("text", [None, "", "[]", "{", '{"format": 7}', '{"format": 1}'])
def test_a_file_that_is_no_record_is_one_line_and_code_2(run: Run, tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "record.json"
    if text is not None:
        file.write_text(text)
    ended = run("replay", str(file))
    assert ended.code == 2 and str(file) in ended.err and ended.err.count("\n") == 1


def test_a_record_without_a_file_is_code_2(run: Run) -> None:
    assert run("replay").code == 2


def test_control_sequences_of_a_record_do_not_reach_the_terminal(run: Run, kept: Path) -> None:
    told = json.loads(kept.read_text())
    told["drafts"] = ["\x1b]0;owned\x07[bold]x[/bold]"]
    kept.write_text(json.dumps(told))
    ended = run("replay", str(kept))
    assert "\x1b" not in ended.out and "[bold]x[/bold]" in ended.out

"""`assistant conversations` and asking in one: `python -m pytest tests/assistant/cli/test_conversations.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.cli.conftest import Run

QUESTION = "How accurate is LoomNet on HarborImages?"


@pytest.fixture
def held(run: Run, filled: str) -> str:
    """The path of a library in which a conversation of two turns was held."""
    assert run("ask", QUESTION, "--new", "Looms", "--library", filled).code == 0
    ended = run("ask", "And on DriftScenes?", "--conversation", "looms", "--library", filled)
    assert ended.code == 0 and "47.9 mIoU" in ended.out
    return filled


def test_a_conversation_is_listed_and_shown_as_it_was_held(run: Run, held: str) -> None:
    listed = run("conversations", "list", "--library", held)
    assert listed.code == 0 and "Looms" in listed.out and "   2  " in listed.out
    shown = run("conversations", "show", "Looms", "--library", held).out
    assert f"1. {QUESTION}" in shown and "83.6%" in shown
    assert "2. And on DriftScenes?" in shown and "Asked as: How accurate is LoomNet" in shown


def test_it_is_searched_renamed_and_deleted(run: Run, held: str) -> None:
    assert "Looms  2. And on DriftScenes?" in run("conversations", "search", "driftscenes", "--library", held).out
    assert run("conversations", "rename", "Looms", "Webs", "--library", held).code == 0
    assert "Webs" in run("conversations", "list", "--library", held).out
    assert run("conversations", "delete", "Webs", "--library", held).code == 0
    assert run("conversations", "list", "--library", held).out == ""


@pytest.mark.parametrize(
    ("suffix", "holds"), [(".md", "## And on DriftScenes?"), (".bib", "title = {{LoomNet"), (".ris", "TI  - LoomNet")]
)
def test_it_is_exported(run: Run, held: str, tmp_path: Path, suffix: str, holds: str) -> None:
    file = tmp_path / f"out{suffix}"
    assert run("conversations", "export", "Looms", str(file), "--library", held).code == 0
    assert holds.split("{{")[0] in file.read_text() and "LoomNet" in file.read_text()


def test_it_is_exported_as_the_contract(run: Run, held: str, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert run("conversations", "export", "Looms", str(file), "--library", held).code == 0
    told = json.loads(file.read_text())
    assert [answer["question"] for answer in told] == [QUESTION, "And on DriftScenes?"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("conversations", "show", "Quilts"),
            "No conversation is called 'Quilts': see `assistant conversations list`.",
        ),
        (("ask", "What?", "--conversation", "Quilts"), "No conversation is called 'Quilts'"),
        (("ask", "What?", "--new", "LOOMS"), "A conversation is called 'LOOMS' already"),
        (("ask", "What?", "--new", "a", "--conversation", "Looms"), "give one of them"),
        (("ask", "--batch", "a.jsonl", "--out", "b.jsonl", "--new", "a"), "leave out --batch"),
        (("conversations", "export", "Looms", "out.txt"), "out.txt"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(run: Run, held: str, arguments: tuple[str, ...], line: str) -> None:
    ended = run(*arguments, "--library", held)
    assert ended.code == 2 and line in " ".join(ended.err.replace("│", " ").split())


def test_a_damaged_one_is_named_beside_the_others(run: Run, held: str) -> None:
    broken = Path(held) / "conversations" / "broken.conversation"
    broken.write_bytes(b"nothing " * 1_000)
    ended = run("conversations", "list", "--library", held)
    assert ended.code == 0 and "Looms" in ended.out and str(broken) in ended.err.replace("\n", "")


def test_a_question_is_asked_as_it_is_worded(run: Run, held: str) -> None:
    asked = ("ask", "And it?", "--asked-as", "How many parameters does Tadpole have?", "--conversation", "Looms")
    assert "0.8 million" in run(*asked, "--library", held).out


def test_a_record_tells_what_was_asked_before(run: Run, held: str, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    asked = ("ask", "How many parameters does it have?", "--conversation", "Looms", "--record", str(file))
    assert run(*asked, "--library", held).code == 0
    assert json.loads(file.read_text())["earlier"] == [QUESTION, "And on DriftScenes?"]

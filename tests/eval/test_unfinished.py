"""What a run has answered outlives it, until the run is done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from eval import unfinished
from eval.report import Returned
from eval.scoring import Judged
from eval.unfinished import resumed
from index.errors import ResearchError

JUDGED = Judged({"right": 1.0, "seconds": 0.25}, "It does. [1]\u2028“Yes”", (Returned("arxiv:1", "Title", 0.5, 1),), "")


def interrupt(folder: Path, made_of: object = "a") -> None:
    with pytest.raises(KeyboardInterrupt), resumed(folder, Judged, [made_of]) as kept:
        kept.keep("quotes", "q1", JUDGED)
        raise KeyboardInterrupt


def test_an_interrupted_run_is_taken_up_again(tmp_path: Path) -> None:
    interrupt(tmp_path)
    with resumed(tmp_path, Judged, ["a"]) as kept:
        assert kept.find("quotes", "q1") == JUDGED
        assert kept.find("quotes", "q2") is None


def test_half_a_letter_is_kept_like_any_other(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), resumed(tmp_path, Judged, ["a"]) as kept:
        kept.keep("quotes", "q\ud800", JUDGED)
        raise KeyboardInterrupt
    with resumed(tmp_path, Judged, ["a"]) as kept:
        assert kept.find("quotes", "q\ud800") == JUDGED


def test_a_finished_run_leaves_nothing_to_take_up(tmp_path: Path) -> None:
    with resumed(tmp_path, Judged, ["a"]) as kept:
        kept.keep("quotes", "q1", JUDGED)
    assert not list(tmp_path.glob("*.jsonl"))


def test_another_run_is_not_mixed_in(tmp_path: Path) -> None:
    interrupt(tmp_path)
    with resumed(tmp_path, Judged, ["b"]) as kept:
        assert kept.find("quotes", "q1") is None


def test_another_program_does_not_take_it_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupt(tmp_path)
    monkeypatch.setattr(unfinished, "_program", lambda: "changed")
    with resumed(tmp_path, Judged, ["a"]) as kept:
        assert kept.find("quotes", "q1") is None


def test_a_line_that_broke_off_is_no_answer(tmp_path: Path) -> None:
    interrupt(tmp_path)
    (file,) = tmp_path.glob("*.jsonl")
    with file.open("a") as lines:
        lines.write('["quotes", "q2", {"scores": {"ri')
    with pytest.raises(KeyboardInterrupt), resumed(tmp_path, Judged, ["a"]) as kept:
        assert kept.find("quotes", "q2") is None
        kept.keep("quotes", "q3", JUDGED)
        raise KeyboardInterrupt
    with resumed(tmp_path, Judged, ["a"]) as kept:
        assert kept.find("quotes", "q1") == kept.find("quotes", "q3") == JUDGED


def test_the_same_run_is_not_made_twice_at_once(tmp_path: Path) -> None:
    interrupt(tmp_path)
    (file,) = tmp_path.glob("*.jsonl")
    with (
        FileLock(file.with_suffix(".lock")),
        pytest.raises(ResearchError, match="under way in another process"),
        resumed(tmp_path, Judged, ["a"]),
    ):
        raise AssertionError("it was begun")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ResearchError, match=r"taken.* cannot be written"), resumed(tmp_path / "taken", Judged, ["a"]):
        raise AssertionError("it was begun")


def test_what_nobody_took_up_for_long_is_swept_away(tmp_path: Path) -> None:
    interrupt(tmp_path)
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))
    with resumed(tmp_path, Judged, ["b"]):
        assert len(list(tmp_path.glob("*.jsonl"))) == 1

"""A copy of a library has other papers in place of some, and does not outlive its use."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from eval.copies import altered
from index.errors import LibraryNotWritable
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder


def left(home: Path) -> list[str]:
    return [entry.name for entry in (home / "cache" / "eval").iterdir()]


def test_some_papers_are_others_in_the_copy_and_the_rest_the_same(
    library: Library, papers: list[Paper], encoder: FakeEncoder, home: Path
) -> None:
    others = [replace(paper, title="", abstract="Nothing but snow.") for paper in papers[:2]]
    embedded = len(encoder.documents)
    with altered(library, others) as copy:
        assert {paper.id: paper for paper in copy.papers()} == {paper.id: paper for paper in [*papers[2:], *others]}
        assert {hit.paper.id for hit in copy.search("snow", 2)} == {paper.id for paper in others}
        assert len(left(home)) == 1
    # The whole, the title and the sentence, once: both papers have one text.
    assert encoder.documents[embedded:] == ["\nNothing but snow.", "", "Nothing but snow."]
    assert [paper.id for paper in library.papers()] == [paper.id for paper in papers]
    assert left(home) == []


def test_nothing_is_left_of_a_copy_whose_use_failed(library: Library, home: Path) -> None:
    with pytest.raises(OSError, match="mine"), altered(library, []):
        raise OSError("mine")
    assert left(home) == []


def test_what_a_killed_process_left_is_swept_up_after_a_day(library: Library, home: Path) -> None:
    for name, age in (("altered-old", 100_000), ("altered-new", 0)):
        folder = home / "cache" / "eval" / name
        folder.mkdir(parents=True)
        now = folder.stat().st_mtime
        os.utime(folder, (now - age, now - age))
    with altered(library, []):
        pass
    assert left(home) == ["altered-new"]


def test_a_place_that_cannot_be_written_is_named(library: Library, home: Path) -> None:
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "eval").write_text("")
    with pytest.raises(LibraryNotWritable, match=r"cannot be copied to .*eval .*: make room, or move the caches"):
        altered(library, []).__enter__()


def test_a_full_disk_leaves_nothing(library: Library, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("eval.copies.sqlite3.connect", full)
    with pytest.raises(LibraryNotWritable, match="disk is full"):
        altered(library, []).__enter__()
    assert left(home) == []

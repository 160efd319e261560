"""Databases of an older format: `python -m pytest tests/index/test_database.py`."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from index.database import FORMAT
from index.errors import EncoderMismatch, LibraryNotWritable
from index.library import Library
from index.paper import Paper
from index.record import COLUMNS, KEYS, MODULUS, digest, values
from index.store import Store
from tests.fakes import FakeEncoder, invented_papers

# As version 1 of the database was made: one vector a paper, of its whole text.
FORMAT_1 = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE papers (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, abstract TEXT NOT NULL, authors TEXT NOT NULL, year INTEGER,
        venue TEXT NOT NULL, url TEXT NOT NULL, code_url TEXT NOT NULL, source TEXT NOT NULL,
        title_key TEXT NOT NULL, author_key TEXT NOT NULL, venue_key TEXT NOT NULL);
    CREATE INDEX papers_by_title ON papers (title_key);
    CREATE INDEX papers_by_filter ON papers (year, venue_key, author_key);
    CREATE TABLE names (name TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX names_by_row ON names (row);
    CREATE TABLE vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL);
    PRAGMA application_id = 1346457682;
    PRAGMA user_version = 1;
"""


@pytest.fixture
def folder(tmp_path: Path, papers: list[Paper]) -> Path:
    """A library of format 1 that holds the dozen papers."""
    folder = tmp_path / "old"
    folder.mkdir()
    encoder = FakeEncoder()
    db = sqlite3.connect(folder / "papers.db")
    db.executescript(FORMAT_1)
    for paper in papers:
        filled = values(paper)
        marks = ",".join("?" * len(filled))
        row = db.execute(f"INSERT INTO papers ({COLUMNS}, {KEYS}) VALUES ({marks})", filled).lastrowid
        db.execute("INSERT INTO names VALUES (?, ?)", [paper.id, row])
        vector = encoder.encode_documents([paper.text])[0]
        db.execute("INSERT INTO vectors VALUES (?, ?)", [row, vector.astype("<f4").tobytes()])
    total = sum(map(digest, papers)) % MODULUS
    meta = {"library": "an old one", "generation": "1", "papers_hash": f"{total:016x}", "encoder": "fake"}
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return folder


def version(folder: Path) -> int:
    db = sqlite3.connect(folder / "papers.db")
    (number,) = db.execute("PRAGMA user_version").fetchone()
    db.close()
    return number


def test_an_older_format_is_brought_up_to_date_and_keeps_its_papers(folder: Path, papers: list[Paper]) -> None:
    for _ in range(2):  # the second opening finds nothing to do
        with Library.open(folder, FakeEncoder()) as library:
            assert list(library.papers()) == papers and library.get(papers[3].id) == papers[3]
            assert library.embedded_by == "fake, whole texts"
    assert version(folder) == FORMAT == 2


def test_it_is_searched_again_once_it_is_rebuilt(tmp_path: Path, folder: Path, papers: list[Paper]) -> None:
    with Library.open(folder, FakeEncoder()) as library:
        for use in (lambda: library.search("LoomNet"), lambda: library.add(papers)):
            with pytest.raises(EncoderMismatch) as told:
                use()
            assert "embedded by fake, whole texts, not by fake" in str(told.value)
            assert f"`assistant library rebuild --library {folder}`" in str(told.value)
        assert library.rebuild() == 12
        assert library.verify() == [] and library.embedded_by == "fake"
        with Library.open(tmp_path / "new", FakeEncoder()) as new:
            new.add(papers)
            assert library.search("LoomNet", 12) == new.search("LoomNet", 12)
            assert library.fingerprint == new.fingerprint


def test_a_rebuild_that_the_older_version_began_begins_anew(folder: Path) -> None:
    db = sqlite3.connect(folder / "papers.db")
    db.executescript(
        "CREATE TABLE next_vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL);"
        "INSERT INTO next_vectors SELECT * FROM vectors WHERE row < 9;"
        "INSERT INTO meta VALUES ('next_encoder', 'fake');"
    )
    db.close()
    with Library.open(folder, FakeEncoder()) as library:
        assert library.rebuild() == 12 and library.verify() == []
        assert len(library.search("networks", 12)) == 12


def test_an_older_format_that_nobody_may_write_to_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    for use in (
        lambda: Library.open(folder, FakeEncoder()),
        lambda: Store(folder / "papers.db", read_only=True),
    ):
        with pytest.raises(LibraryNotWritable, match=r"has format 1 .* open it once where it can be written") as told:
            use()
        assert "\n" not in str(told.value) and str(folder) in str(told.value) and "damaged" not in str(told.value)
    assert version(folder) == 1


def test_a_new_library_has_no_older_format(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new", FakeEncoder()) as library:
        library.add(invented_papers()[:1])
    assert version(tmp_path / "new") == FORMAT


def test_many_openings_of_an_older_library_at_once_all_succeed(folder: Path) -> None:
    errors: list[BaseException] = []
    together = threading.Barrier(6)

    def open_one() -> None:
        together.wait()
        try:
            Store(folder / "papers.db").close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and version(folder) == FORMAT

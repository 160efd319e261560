"""papers.db: what it keeps, what it refuses, and how damage is told: `python -m pytest tests/index/test_store.py`."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import database
from index.errors import LibraryCorrupt, LibraryError, LibraryNotWritable, LibraryTooNew
from index.paper import Paper
from index.passages import unpacked
from index.store import Store
from tests.fakes import invented_papers, numbered_papers

VECTORS = np.array([[0.6, 0.8], [1.0, 0.0], [0.0, 1.0]], dtype=np.float32)  # of a whole text, a title, a sentence


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "papers.db")
    yield store
    store.close()


def fill(store: Store, papers: list[Paper]) -> list[int]:
    with store.writing() as writer:
        rows = [writer.insert(paper) for paper in papers]
        writer.put_vectors(rows, [VECTORS] * len(rows))
    return rows


def damage(store: Store, *statements: str) -> None:
    with sqlite3.connect(store.file) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def one_line(error: BaseException) -> bool:
    return "\n" not in str(error) and len(str(error)) < 500


# What it refuses


def test_another_programs_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "papers.db"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    before = file.read_bytes()
    with pytest.raises(LibraryError, match="another program: choose another folder") as told:
        Store(file)
    assert type(told.value) is LibraryError and one_line(told.value)
    assert file.read_bytes() == before and os.listdir(tmp_path) == ["papers.db"]


def test_a_newer_format_is_refused_and_left_as_it_was(store: Store) -> None:
    fill(store, invented_papers())
    store.close()
    damage(store, f"PRAGMA user_version = {database.FORMAT + 1}")
    before = store.file.read_bytes()
    with pytest.raises(LibraryTooNew, match=f"has format {database.FORMAT + 1}.*upgrade the assistant") as told:
        Store(store.file)
    assert one_line(told.value) and store.file.read_bytes() == before


def test_garbage_is_called_damaged_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "papers.db"
    file.write_bytes(random.Random(1).randbytes(9_000))
    before = file.read_bytes()
    with pytest.raises(LibraryCorrupt, match=r"papers\.db is damaged") as told:
        Store(file)
    assert one_line(told.value) and file.read_bytes() == before


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.9])
def test_a_truncated_database_is_called_damaged(store: Store, share: float) -> None:
    fill(store, numbered_papers(300))
    store.close()
    content = store.file.read_bytes()
    store.file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(LibraryCorrupt, match="put a copy back in its place") as told:
        Store(store.file).check()
    assert one_line(told.value)


def test_a_damaged_last_page_is_found_and_told_in_one_line(store: Store) -> None:
    fill(store, numbered_papers(300))
    store.close()
    content = store.file.read_bytes()
    store.file.write_bytes(content[:-2_000])
    (finding,) = Store(store.file).check()
    assert "papers.db is damaged" in finding and "\n" not in finding


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta WHERE key = 'generation'",
        "UPDATE meta SET value = 'x' WHERE key = 'generation'",
        "DELETE FROM meta WHERE key = 'library'",
        "UPDATE meta SET value = 'no hash' WHERE key = 'papers_hash'",
        "DROP TABLE meta",
    ],
)
def test_a_database_without_its_notes_is_called_damaged(store: Store, statement: str) -> None:
    fill(store, invented_papers())
    damage(store, statement)
    for use in (store.stamp, store.fingerprint, store.check):
        with pytest.raises(LibraryCorrupt, match="is damaged") as told:
            use()
        assert one_line(told.value)


@pytest.mark.parametrize("authors", ["[", "7", ""])
def test_an_unreadable_record_is_called_damaged(store: Store, authors: str) -> None:
    (row, *_) = fill(store, invented_papers())
    damage(store, f"UPDATE papers SET authors = '{authors}' WHERE row = {row}")
    for use in (lambda: list(store.papers()), lambda: store.by_rows([row]), lambda: list(store.texts(store.rows()))):
        with pytest.raises(LibraryCorrupt, match=r"the authors of arxiv:3101\.00001 cannot be read"):
            use()


def test_a_path_that_is_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "papers.db").mkdir()
    with pytest.raises(LibraryNotWritable, match="cannot be written") as told:
        Store(tmp_path / "papers.db")
    assert one_line(told.value)


def test_a_full_disk_is_told_and_loses_nothing_that_was_stored(store: Store) -> None:
    fill(store, invented_papers())
    before = store.fingerprint()
    with store._database.told() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryNotWritable, match=r"No room .* free some space and repeat") as told:
        fill(store, numbered_papers(500))
    assert one_line(told.value)
    assert len(store) == 12 and store.fingerprint() == before and store.check() == []
    with store._database.told() as db:
        db.execute("PRAGMA max_page_count = 1000000")
    fill(store, numbered_papers(500))
    assert len(store) == 512 and store.check() == []


def test_a_library_that_somebody_else_writes_to_is_in_use(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    other = Store(store.file)
    with store.writing() as writer:
        writer.insert(invented_papers()[0])
        with pytest.raises(LibraryNotWritable, match="in use by another process: try again"), other.writing():
            pass
    assert len(other) == 1
    other.close()


# What it keeps


def test_papers_come_back_as_they_were_stored_and_in_their_order(store: Store) -> None:
    odd = [
        Paper("arxiv:1", "Ünïcödé ✓ \x00 \n“quotes”", "", (), None),
        Paper("doi:10.1/x?#%20", "'; DROP TABLE papers; --", "a" * 100_000, ('O\'Nil, "Q"', "[]"), -3, "$v"),
    ]
    fill(store, odd + invented_papers())
    assert list(store.papers()) == odd + invented_papers()
    assert list(store.papers(limit=1)) == odd[:1]
    assert store.find("doi:10.1/x?#%20") == (2, odd[1])


def test_a_transaction_that_fails_leaves_nothing_behind(store: Store) -> None:
    before = store.stamp(), store.fingerprint()
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        writer.insert(invented_papers()[0])
        raise ZeroDivisionError
    assert len(store) == 0 and (store.stamp(), store.fingerprint()) == before
    assert fill(store, invented_papers()[:1]) == [1]


def test_a_row_number_is_never_used_twice(store: Store) -> None:
    papers = invented_papers()
    (*_, last) = fill(store, papers)
    with store.writing() as writer:
        writer.delete(last, papers[-1])
    assert fill(store, [papers[-1]]) == [last + 1]


def test_a_changed_text_gets_a_new_row_and_changed_metadata_keeps_it(store: Store) -> None:
    old = Paper("arxiv:3199.00001", "Title", "Abstract.")
    (row,) = fill(store, [old])
    with store.writing() as writer:
        kept = writer.replace(row, old, Paper(old.id, "Title", "Abstract.", venue="Somewhere"))
    stored = store.by_rows([row])[row]
    assert kept == row and stored.venue == "Somewhere"
    with store.writing() as writer:
        fresh = writer.replace(row, stored, Paper(old.id, "Title", "Corrected abstract."))
    assert fresh > row and store.rows().tolist() == [fresh]
    assert list(store.vectors(store.rows())) == list(store.passages(store.rows().tolist(), 2)) == []


def test_the_vectors_of_a_paper_come_back_the_whole_text_apart_and_all_together(store: Store) -> None:
    (row, *_) = rows = fill(store, invented_papers())
    ((found, whole), *_) = store.vectors(np.array(rows))
    assert found == row and np.frombuffer(whole, dtype="<f4") == pytest.approx(VECTORS[0])
    ((found, blob), *others) = store.passages(rows, 2)
    assert found == row and unpacked(blob, 2) == pytest.approx(VECTORS, abs=0.005)
    assert [found for found, _ in others] == rows[1:]


@pytest.mark.parametrize("blob", [b"", b"\x00" * 6, b"\x00" * 13, "text"])
def test_vectors_of_passages_that_cannot_be_read_are_told_with_the_way_out(store: Store, blob: bytes | str) -> None:
    fill(store, invented_papers())
    with store._database.told() as db:
        db.execute("UPDATE passages SET vectors = ? WHERE row = 7", [blob])
    assert len(list(store.passages([6, 8], 2))) == 2
    with pytest.raises(LibraryCorrupt, match=r"vectors in .* are damaged: .*`assistant library rebuild --lib") as told:
        list(store.passages([6, 7, 8], 2))
    assert one_line(told.value)


def test_more_rows_than_sqlite_has_variables_are_read(store: Store) -> None:
    rows = fill(store, numbered_papers(2_000))
    assert [row for row, _ in store.texts(np.array(rows))] == rows
    assert len(store.by_rows(rows)) == len(list(store.vectors(np.array(rows)))) == 2_000
    assert store.by_rows([*rows[:2], 99_999]).keys() == set(rows[:2])


def test_a_reader_halfway_does_not_keep_its_thread_from_writing(store: Store) -> None:
    fill(store, numbered_papers(1_000))
    other = Store(store.file)
    texts = store.texts(store.rows())
    next(texts)
    fill(other, invented_papers()[:1])
    fill(store, invented_papers()[1:2])
    assert len(list(texts)) == 999 and len(store) == 1_002
    other.close()


# Opening


def test_many_openings_of_a_new_library_at_once_all_succeed(tmp_path: Path) -> None:
    for trial in range(10):
        file = tmp_path / f"{trial}.db"
        errors: list[BaseException] = []
        together = threading.Barrier(6)

        def open_one(file: Path = file, together: threading.Barrier = together) -> None:
            together.wait()
            try:
                Store(file).close()
            except BaseException as error:
                errors.append(error)  # noqa: B023 the threads end inside this round

        threads = [threading.Thread(target=open_one) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []


def test_a_file_of_no_bytes_is_taken_for_a_lost_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_MAKING_SECONDS", 0.05)
    (tmp_path / "papers.db").touch()
    with pytest.raises(LibraryCorrupt, match=r"papers\.db is empty, as no library is: put a copy back in its place"):
        Store(tmp_path / "papers.db")
    assert (tmp_path / "papers.db").stat().st_size == 0


def test_a_read_only_store_sees_what_still_stands_in_the_write_ahead_log(store: Store) -> None:
    fill(store, invented_papers())
    assert store.file.with_name("papers.db-wal").stat().st_size > 0
    reader = Store(store.file, read_only=True)
    assert len(reader) == 12
    with pytest.raises(LibraryNotWritable, match="is read-only: choose another"), reader.writing():
        pass
    reader.close()


def test_a_read_only_store_without_a_log_is_read_as_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, invented_papers())
    store.close()
    modes = []
    opened = database.Database._opened

    def as_on_a_read_only_disk(self: database.Database, mode: str) -> sqlite3.Connection:
        modes.append(mode)
        if "immutable" not in mode:
            raise sqlite3.OperationalError("unable to open database file")
        return opened(self, mode)

    monkeypatch.setattr(database.Database, "_opened", as_on_a_read_only_disk)
    reader = Store(store.file, read_only=True)
    assert len(reader) == 12 and modes == ["mode=ro", "mode=ro&immutable=1"]
    reader.close()


def test_a_library_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "100% ?mode=memory #1 é ☃"
    folder.mkdir()
    store = Store(folder / "papers.db")
    fill(store, invented_papers())
    store.close()
    assert (folder / "papers.db").stat().st_size > 0


# Checking


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DELETE FROM vectors WHERE row = 3", "1 papers have no vector"),
        ("DELETE FROM passages WHERE row = 3", "1 papers have no vectors of passages"),
        ("INSERT INTO vectors VALUES (99, x'00')", "1 vectors have no paper"),
        ("INSERT INTO passages VALUES (99, x'00')", "1 vectors of passages have no paper"),
        ("UPDATE passages SET vectors = x'000000000000' WHERE row = 3", "1 vectors of passages are incomplete"),
        ("UPDATE passages SET vectors = vectors || x'00' WHERE row = 3", "1 vectors of passages are incomplete"),
        ("UPDATE vectors SET vector = x'00' WHERE row = 3", "1 vectors have another length"),
        ("UPDATE papers SET abstract = 'Forged.' WHERE row = 3", "the papers do not add up to the stored hash"),
        ("UPDATE papers SET year = 1066 WHERE row = 3", "the papers do not add up to the stored hash"),
    ],
)
def test_what_was_tampered_with_is_found(store: Store, statement: str, finding: str) -> None:
    fill(store, invented_papers())
    assert store.check() == []
    damage(store, statement)
    assert any(line.startswith(finding) for line in store.check())

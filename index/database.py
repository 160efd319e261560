"""The SQLite file of a library: made, opened and locked, its errors told in words that name it."""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryCorrupt, LibraryError, LibraryNotWritable, LibraryTooNew

FORMAT = 2
_APPLICATION_ID = 0x50415052  # "PAPR": tells our database from any other SQLite file
_BUSY_SECONDS = 60  # a second process waits so long for its turn to write
_MAKING_SECONDS = 2  # a new database is empty so long at the most
_RETRY_SECONDS = 0.02  # between attempts at what SQLite does not wait for itself

# Apart from `vectors`, which are all read at once: these are read for a few papers at a time.
_PASSAGES = "CREATE TABLE passages (row INTEGER PRIMARY KEY, vectors BLOB NOT NULL)"
_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # A row number is never used twice: a changed text gets a new one, which tells the derived indexes.
    """CREATE TABLE papers (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, abstract TEXT NOT NULL, authors TEXT NOT NULL, year INTEGER,
        venue TEXT NOT NULL, url TEXT NOT NULL, code_url TEXT NOT NULL, source TEXT NOT NULL,
        title_key TEXT NOT NULL, author_key TEXT NOT NULL, venue_key TEXT NOT NULL)""",
    "CREATE INDEX papers_by_title ON papers (title_key)",
    # All that filters look at, so that they never touch the table, which is far wider.
    "CREATE INDEX papers_by_filter ON papers (year, venue_key, author_key)",
    # Every id a paper ever had.
    "CREATE TABLE names (name TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX names_by_row ON names (row)",
    "CREATE TABLE vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    _PASSAGES,
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)


class Database:
    """Connections to one database, one a thread; made if it is not there.

    Raises LibraryNotWritable, LibraryTooNew, LibraryCorrupt, or LibraryError for another program's file.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file = file
        self.read_only = read_only
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        _refuse_emptied(file)
        with self.told():
            pass

    @contextmanager
    def told(self) -> Iterator[sqlite3.Connection]:
        """Give the thread's connection, and tell SQLite's errors in words that name the file and the next step."""
        try:
            yield self._connect()
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # our own mistakes, not the disk's
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.file) from error

    @contextmanager
    def locked(self) -> Iterator[sqlite3.Connection]:
        """Hold the write lock for one transaction: all of it is stored, or nothing."""
        with self.told() as db:
            if self.read_only:
                raise LibraryNotWritable(f"The library {self.file.parent} is read-only: choose another with --library.")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every connection of this process."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._read_only() if self.read_only else self._opened("mode=rwc")
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def _read_only(self) -> sqlite3.Connection:
        try:
            return self._opened("mode=ro")
        except sqlite3.OperationalError:  # no write-ahead log, and none can be made: the file is all there is
            return self._opened("mode=ro&immutable=1")

    def _opened(self, mode: str) -> sqlite3.Connection:
        # A connection is used by the thread that made it; close() alone comes from elsewhere.
        db = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            if not self._is_made(db):
                _make(db)
            elif not self.read_only:
                _upgrade(db)
            if not self.read_only:
                _keep_log(db)
                db.execute("PRAGMA synchronous = FULL")
        except BaseException:
            db.close()
            raise
        return db

    def _is_made(self, db: sqlite3.Connection) -> bool:
        """Say whether the schema is there, changing nothing. Raises LibraryError where it is not ours to use."""
        db.execute("BEGIN")  # one view of all three, while another process may be making it
        application, version = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        tables = db.execute("SELECT 1 FROM sqlite_schema").fetchone()
        db.execute("COMMIT")
        if application == 0 and version == 0 and not tables:
            return False
        if application != _APPLICATION_ID:
            raise LibraryError(f"{self.file} is a database of another program: choose another folder with --library.")
        if version > FORMAT:
            raise LibraryTooNew(
                f"{self.file} has format {version}, this version reads up to {FORMAT}: "
                "upgrade the assistant to open it."
            )
        if version < FORMAT and self.read_only:
            raise LibraryNotWritable(
                f"{self.file} has format {version} and, being read-only, cannot be brought to {FORMAT}: open it once "
                "where it can be written, or open a copy with --library."
            )
        return True


def _refuse_emptied(file: Path) -> None:
    """Raise LibraryCorrupt for a file of no bytes, which may have held papers, unless another process is making it."""
    deadline = time.monotonic() + _MAKING_SECONDS
    while file.is_file() and not file.stat().st_size:
        if time.monotonic() > deadline:
            raise LibraryCorrupt(
                f"The database {file} is empty, as no library is: put a copy back in its place, or delete it to start "
                "anew; it was not changed."
            )
        time.sleep(_RETRY_SECONDS)


def _make(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    if not db.execute("SELECT 1 FROM sqlite_schema").fetchone():  # another process may have been faster
        for statement in _SCHEMA:
            db.execute(statement)
        start = [("library", uuid.uuid4().hex), ("generation", "0"), ("papers_hash", f"{0:016x}")]
        db.executemany("INSERT INTO meta VALUES (?, ?)", start)
    db.execute("COMMIT")


def _upgrade(db: sqlite3.Connection) -> None:
    """Bring a database of format 1 up to date: it has no vectors of passages until it is rebuilt."""
    if db.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
        return
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0] < FORMAT:  # another process may have been faster
        db.execute(_PASSAGES)
        db.execute("UPDATE meta SET value = value || ', whole texts' WHERE key = 'encoder'")
        db.execute("DELETE FROM meta WHERE key = 'next_encoder'")  # a rebuild that was interrupted begins anew
        db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute("COMMIT")


def _keep_log(db: sqlite3.Connection) -> None:
    """Turn on the write-ahead log, so that readers and a writer do not wait for each other."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:  # SQLite does not wait here, where another process does the same
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)


def _explained(error: sqlite3.DatabaseError, file: Path) -> LibraryError:
    text = str(error)
    folder = file.parent
    if "full" in text or "disk I/O" in text:
        return LibraryNotWritable(
            f"No room to write the library {folder} ({text}): "
            "free some space and repeat; what was reported added is kept."
        )
    if "readonly" in text or "unable to open" in text:
        return LibraryNotWritable(
            f"The library {folder} cannot be written ({text}): check its permissions or choose another with --library."
        )
    if "locked" in text or "busy" in text:
        return LibraryNotWritable(f"The library {folder} is in use by another process: try again when it has finished.")
    return LibraryCorrupt(
        f"The database {file} is damaged ({text}): "
        "put a copy back in its place, or move it away to start anew; it was not changed."
    )

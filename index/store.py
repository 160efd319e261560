"""papers.db: the one truth of a library, papers and their vectors, written in one transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors
from index.errors import LibraryCorrupt, LibraryError, LibraryNotWritable, LibraryTooNew
from index.filters import Filters
from index.paper import Paper, folded, normalised_title

FORMAT = 1
_APPLICATION_ID = 0x50415052  # "PAPR": tells our database from any other SQLite file
_BUSY_SECONDS = 60  # another process may be embedding a batch under the write lock
_COLUMNS = "id, title, abstract, authors, year, venue, url, code_url, source"
_KEYS = "title_key, author_key, venue_key"
_SQL_VARIABLES = 900  # below SQLite's oldest limit on bound values, 999

_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # A row number is never used twice: a changed text gets a new one, which tells the derived indexes.
    """CREATE TABLE papers (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, abstract TEXT NOT NULL, authors TEXT NOT NULL, year INTEGER,
        venue TEXT NOT NULL, url TEXT NOT NULL, code_url TEXT NOT NULL, source TEXT NOT NULL,
        title_key TEXT NOT NULL, author_key TEXT NOT NULL, venue_key TEXT NOT NULL)""",
    "CREATE INDEX papers_by_title ON papers (title_key)",
    "CREATE INDEX papers_by_year ON papers (year)",
    # Scanned whole for a part of a name: far narrower than the table.
    "CREATE INDEX papers_by_author ON papers (author_key)",
    "CREATE INDEX papers_by_venue ON papers (venue_key)",
    # Every id a paper ever had.
    "CREATE TABLE names (name TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX names_by_row ON names (row)",
    "CREATE TABLE vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a derived index must agree with to be searched."""

    library: str
    generation: int
    encoder: str


class Store:
    """The database of one library; safe for many threads and processes, one writer at a time."""

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file = file
        self.read_only = read_only
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        with self._told():
            self._connect()

    # Reading

    def __len__(self) -> int:
        with self._told() as db:
            return int(db.execute("SELECT count(*) FROM papers").fetchone()[0])

    def stamp(self) -> Stamp:
        """Return what derived indexes are checked against."""
        with self._told() as db:
            meta = dict(db.execute("SELECT key, value FROM meta"))
        return Stamp(meta["library"], int(meta["generation"]), meta.get("encoder", ""))

    def fingerprint(self) -> str:
        """Return 16 hex digits that are equal for libraries of the same papers and encoder, whatever the order."""
        with self._told() as db:
            meta = dict(db.execute("SELECT key, value FROM meta"))
        parts = f"{FORMAT}|{meta.get('encoder', '')}|{meta['papers_hash']}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def rows(self, filters: Filters | None = None) -> Rows:
        """Return the row numbers of the papers that pass the filters, ascending."""
        where, values = filters.where() if filters else ("1", [])
        with self._told() as db:
            found = db.execute(f"SELECT row FROM papers WHERE {where} ORDER BY row", values)
            return np.fromiter((row for (row,) in found), dtype=np.int64)

    def papers(self, filters: Filters | None = None, limit: int | None = None) -> Iterator[Paper]:
        """Yield the papers that pass the filters in the order they were added, reading as it goes."""
        where, values = filters.where() if filters else ("1", [])
        with self._told() as db:
            found = db.execute(
                f"SELECT {_COLUMNS} FROM papers WHERE {where} ORDER BY row LIMIT ?", [*values, -1 if limit is None else limit]
            )
            for record in found:
                yield _paper(record)

    def by_rows(self, rows: Sequence[int]) -> dict[int, Paper]:
        """Return the papers of these rows; rows that are gone are left out."""
        papers: dict[int, Paper] = {}
        with self._told() as db:
            for start in range(0, len(rows), _SQL_VARIABLES):
                some = [int(row) for row in rows[start : start + _SQL_VARIABLES]]
                marks = ",".join("?" * len(some))
                for row, *record in db.execute(f"SELECT row, {_COLUMNS} FROM papers WHERE row IN ({marks})", some):
                    papers[row] = _paper(record)
        return papers

    def find(self, name: str) -> tuple[int, Paper] | None:
        """Return (row, paper) of an id, also one the paper had before, or None."""
        query = f"SELECT row, {_COLUMNS} FROM papers WHERE row = (SELECT row FROM names WHERE name = ?)"
        with self._told() as db:
            found = db.execute(query, [name]).fetchone()
        return (found[0], _paper(found[1:])) if found else None

    def texts(self, rows: Rows) -> Iterator[tuple[int, str]]:
        """Yield (row, text) of these rows."""
        for row, paper in self._each(rows, f"row, {_COLUMNS}", "papers"):
            yield row, _paper(paper).text

    def vectors(self, rows: Rows) -> Iterator[tuple[int, bytes]]:
        """Yield (row, float32 bytes) of these rows."""
        for row, (vector,) in self._each(rows, "row, vector", "vectors"):
            yield row, vector

    def _each(self, rows: Rows, columns: str, table: str) -> Iterator[tuple[int, Sequence[object]]]:
        with self._told() as db:
            if len(rows) == 0:
                return
            wanted = set(rows.tolist())
            found = db.execute(f"SELECT {columns} FROM {table} WHERE row >= ? AND row <= ? ORDER BY row", [int(rows.min()), int(rows.max())])
            for row, *rest in found:
                if row in wanted:
                    yield row, rest

    def twin(self, paper: Paper) -> tuple[int, Paper] | None:
        """Return the stored record (row, paper) of the same paper, or None.

        The same id, or the same title where the two ids do not contradict each other: two arXiv ids are two
        papers, an arXiv id and a DOI may be one. An id of another scheme (a benchmark's own) is only itself.
        """
        if found := self.find(paper.id):
            return found
        with self._told() as db:
            key = normalised_title(paper.title)
            for row, *record in db.execute(f"SELECT row, {_COLUMNS} FROM papers WHERE title_key = ?", [key]):
                stored = _paper(record)
                schemes = {stored.id.partition(":")[0], paper.id.partition(":")[0]}
                if len(schemes) == 2 and schemes <= {"arxiv", "doi", "title"}:
                    return row, stored
        return None

    # Writing

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the write lock for one transaction: all of it is stored, or nothing."""
        with self._told() as db:
            if self.read_only:
                raise LibraryNotWritable(f"The library {self.file.parent} is read-only: choose another with --library.")
            db.execute("BEGIN IMMEDIATE")
            writer = Writer(db)
            try:
                yield writer
                writer.finish()
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def check(self) -> list[str]:
        """Return what is wrong with the database, one line a finding; an empty list when it is sound."""
        with self._told() as db:
            findings = [line for (line,) in db.execute("PRAGMA integrity_check") if line != "ok"]
            without = db.execute("SELECT count(*) FROM papers WHERE row NOT IN (SELECT row FROM vectors)").fetchone()[0]
            orphans = db.execute("SELECT count(*) FROM vectors WHERE row NOT IN (SELECT row FROM papers)").fetchone()[0]
            total = sum(_digest(_paper(record)) for record in db.execute(f"SELECT {_COLUMNS} FROM papers"))
            stored = db.execute("SELECT value FROM meta WHERE key = 'papers_hash'").fetchone()[0]
        if without:
            findings.append(f"{without} papers have no vector")
        if orphans:
            findings.append(f"{orphans} vectors have no paper")
        if f"{total % _MODULUS:016x}" != stored:
            findings.append("the papers do not add up to the stored hash")
        return findings

    def close(self) -> None:
        """Close every connection of this process."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    # Connections

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._open()
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def _open(self) -> sqlite3.Connection:
        # A connection is used by the thread that made it; close() alone comes from elsewhere.
        mode = "mode=ro&immutable=1" if self.read_only else "mode=rwc"
        db = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?{mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        if not self.read_only:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
        application, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if application == 0 and version == 0 and not db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            self._create(db)
        elif application != _APPLICATION_ID:
            raise LibraryError(f"{self.file} is a database of another program: choose another folder with --library.")
        elif version > FORMAT:
            raise LibraryTooNew(
                f"{self.file} has format {version}, this version reads up to {FORMAT}: upgrade the assistant to open it."
            )
        return db

    def _create(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT 1 FROM sqlite_schema").fetchone():  # another process may have been faster
            for statement in _SCHEMA:
                db.execute(statement)
            start = [("library", uuid.uuid4().hex), ("generation", "0"), ("papers_hash", f"{0:016x}")]
            db.executemany("INSERT INTO meta VALUES (?, ?)", start)
        db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[sqlite3.Connection]:
        """Give the thread's connection, and tell SQLite's errors in words that name the file and the next step."""
        try:
            yield self._connect()
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # our own mistakes, not the disk's
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.file) from error


class Writer:
    """Changes inside one transaction of a Store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._change = 0  # of the sum of the papers' digests
        self._changed = False

    def insert(self, paper: Paper) -> int:
        """Store a new paper and return its row, which is still without a vector."""
        values = [*_record(paper), *_keys(paper)]
        marks = ",".join("?" * len(values))
        row = self._db.execute(f"INSERT INTO papers ({_COLUMNS}, {_KEYS}) VALUES ({marks})", values).lastrowid
        assert row is not None
        self._db.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", [paper.id, row])
        self._count(_digest(paper))
        return row

    def replace(self, row: int, old: Paper, new: Paper) -> int:
        """Store `new` in place of `old` and return its row: another one, without a vector, if the text changed."""
        if new.text == old.text:
            self._update(row, old, new)
            return row
        names = [name for (name,) in self._db.execute("SELECT name FROM names WHERE row = ?", [row])]
        self.delete(row, old)
        fresh = self.insert(new)
        self._db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", [(name, fresh) for name in names])
        return fresh

    def put_vectors(self, rows: Iterable[int], vectors: Vectors) -> None:
        """Store the vectors of these rows."""
        self._put("vectors", rows, vectors)

    def delete(self, row: int, old: Paper) -> None:
        """Forget a paper and its vector."""
        for table in ("papers", "names", "vectors"):
            self._db.execute(f"DELETE FROM {table} WHERE row = ?", [row])
        self._count(-_digest(old))

    def set_encoder(self, fingerprint: str) -> None:
        """Say which encoder the vectors come from."""
        self.set_meta("encoder", fingerprint)
        self._changed = True

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def meta(self, key: str) -> str:
        """Return a remembered value, or an empty string."""
        found = self._db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return str(found[0]) if found else ""

    def stage(self, encoder: str) -> Rows:
        """Prepare a second set of vectors by another encoder; return the rows it still lacks, ascending."""
        if self.meta("next_encoder") != encoder:
            self._db.execute("DROP TABLE IF EXISTS next_vectors")
            self.set_meta("next_encoder", encoder)
        self._db.execute("CREATE TABLE IF NOT EXISTS next_vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL)")
        self._db.execute("DELETE FROM next_vectors WHERE row NOT IN (SELECT row FROM papers)")
        missing = self._db.execute("SELECT row FROM papers WHERE row NOT IN (SELECT row FROM next_vectors) ORDER BY row")
        return np.fromiter((row for (row,) in missing), dtype=np.int64)

    def stage_vectors(self, rows: Iterable[int], vectors: Vectors) -> None:
        """Add vectors to the second set."""
        self._put("next_vectors", rows, vectors)

    def swap(self) -> None:
        """Let the second set take the place of the first."""
        encoder = self.meta("next_encoder")
        self._db.execute("DROP TABLE vectors")
        self._db.execute("ALTER TABLE next_vectors RENAME TO vectors")
        self._db.execute("DELETE FROM meta WHERE key = 'next_encoder'")
        self.set_encoder(encoder)

    def finish(self) -> None:
        """Bring hash and generation up to date with the changes made."""
        if self._change:
            total = (int(self.meta("papers_hash"), 16) + self._change) % _MODULUS
            self.set_meta("papers_hash", f"{total:016x}")
        if self._changed:
            self.set_meta("generation", str(int(self.meta("generation")) + 1))

    def _update(self, row: int, old: Paper, new: Paper) -> None:
        assignments = ", ".join(f"{name.strip()} = ?" for name in f"{_COLUMNS}, {_KEYS}".split(","))
        self._db.execute(f"UPDATE papers SET {assignments} WHERE row = ?", [*_record(new), *_keys(new), row])
        self._db.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", [new.id, row])
        self._count(_digest(new) - _digest(old))

    def _put(self, table: str, rows: Iterable[int], vectors: Vectors) -> None:
        values = ((row, vector.astype("<f4").tobytes()) for row, vector in zip(rows, vectors, strict=True))
        self._db.executemany(f"INSERT INTO {table} VALUES (?, ?)", values)

    def _count(self, change: int) -> None:
        self._change += change
        self._changed = True


_MODULUS = 1 << 64


def _digest(paper: Paper) -> int:
    """Return 64 bits of the paper's content: their sum names a set of papers (AdHash, Bellare & Micciancio 1997)."""
    content = json.dumps(astuple(paper)[:-1], ensure_ascii=False)  # where the record came from is not content
    return int.from_bytes(hashlib.sha256(content.encode()).digest()[:8], "big")


def _record(paper: Paper) -> list[object]:
    return [
        paper.id, paper.title, paper.abstract, json.dumps(paper.authors, ensure_ascii=False), paper.year,
        paper.venue, paper.url, paper.code_url, paper.source,
    ]  # fmt: skip


def _keys(paper: Paper) -> list[str]:
    return [normalised_title(paper.title), folded(" | ".join(paper.authors)), folded(paper.venue)]


def _paper(record: Sequence[object]) -> Paper:
    identifier, title, abstract, authors, *rest = record
    return Paper(identifier, title, abstract, tuple(json.loads(str(authors))), *rest)  # type: ignore[arg-type]


def _explained(error: sqlite3.DatabaseError, file: Path) -> LibraryError:
    text = str(error)
    folder = file.parent
    if "full" in text or "disk I/O" in text:
        return LibraryNotWritable(f"No room to write the library {folder} ({text}): free some space and repeat; what was reported added is kept.")
    if "readonly" in text or "unable to open" in text:
        return LibraryNotWritable(f"The library {folder} cannot be written ({text}): check its permissions or choose another with --library.")
    if "locked" in text or "busy" in text:
        return LibraryNotWritable(f"The library {folder} is in use by another process: try again when it has finished.")
    return LibraryCorrupt(f"The database {file} is damaged ({text}): put a copy back in its place, or move it away to start anew; it was not changed.")


def batches(rows: Iterable[tuple[int, str]], size: int) -> Iterator[tuple[list[int], list[str]]]:
    """Yield (rows, texts) of `size` at a time."""
    numbers: list[int] = []
    texts: list[str] = []
    for number, text in rows:
        numbers.append(number)
        texts.append(text)
        if len(numbers) == size:
            yield numbers, texts
            numbers, texts = [], []
    if numbers:
        yield numbers, texts

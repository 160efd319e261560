"""Changes to a library's database, all inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import numpy as np

from index.encoder import Vectors
from index.paper import Paper
from index.passages import packed
from index.record import COLUMNS, KEYS, MODULUS, Rows, digest, values


class Writer:
    """Changes inside one transaction of a Store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._change = 0  # of the sum of the papers' digests
        self._changed = False

    def insert(self, paper: Paper) -> int:
        """Store a new paper and return its row, which is still without a vector."""
        filled = values(paper)
        marks = ",".join("?" * len(filled))
        row = self._db.execute(f"INSERT INTO papers ({COLUMNS}, {KEYS}) VALUES ({marks})", filled).lastrowid
        assert row is not None
        self.name(row, paper.id)
        self._count(digest(paper))
        return row

    def replace(self, row: int, old: Paper, new: Paper) -> int:
        """Store `new` in place of `old` and return its row: another one, without a vector, if the text changed."""
        if new.text == old.text:
            self._update(row, old, new)
            return row
        names = [name for (name,) in self._db.execute("SELECT name FROM names WHERE row = ?", [row])]
        self.delete(row, old)
        fresh = self.insert(new)
        for name in names:
            self.name(fresh, name)
        return fresh

    def name(self, row: int, identifier: str) -> None:
        """Let a paper be found by one more id."""
        self._db.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", [identifier, row])

    def put_vectors(self, rows: Iterable[int], vectors: Iterable[Vectors]) -> None:
        """Store the vectors of these papers, each of shape (1 + passages, dimension), that of the whole text first."""
        self._put("", rows, vectors)

    def delete(self, row: int, old: Paper) -> None:
        """Forget a paper and its vectors."""
        for table in ("papers", "names", "vectors", "passages"):
            self._db.execute(f"DELETE FROM {table} WHERE row = ?", [row])
        self._count(-digest(old))

    def set_encoder(self, fingerprint: str) -> None:
        """Say which encoder the vectors come from."""
        if self.meta("encoder") != fingerprint:
            self.set_meta("encoder", fingerprint)
            self._changed = True

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def meta(self, key: str) -> str:
        """Return a remembered value, or an empty string."""
        found = self._db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return str(found[0]) if found else ""

    # A second set of vectors, for the time of a rebuild

    @property
    def staged_for(self) -> str:
        """Fingerprint of the encoder whose second set of vectors is being made, or ""."""
        return self.meta("next_encoder")

    def stage(self, encoder: str) -> Rows:
        """Prepare a second set of vectors by another encoder; return the rows it still lacks, ascending."""
        if self.staged_for != encoder:
            for table in ("next_vectors", "next_passages"):
                self._db.execute(f"DROP TABLE IF EXISTS {table}")
            self.set_meta("next_encoder", encoder)
        for table, column in (("next_vectors", "vector"), ("next_passages", "vectors")):
            self._db.execute(f"CREATE TABLE IF NOT EXISTS {table} (row INTEGER PRIMARY KEY, {column} BLOB NOT NULL)")
            self._db.execute(f"DELETE FROM {table} WHERE row NOT IN (SELECT row FROM papers)")
        lacking = "SELECT row FROM papers WHERE row NOT IN (SELECT row FROM next_vectors) ORDER BY row"
        return np.fromiter((row for (row,) in self._db.execute(lacking)), dtype=np.int64)

    def stage_vectors(self, rows: Iterable[int], vectors: Iterable[Vectors]) -> None:
        """Add vectors to the second set."""
        self._put("next_", rows, vectors)

    def swap(self) -> None:
        """Let the second set take the place of the first."""
        encoder = self.staged_for
        for table in ("vectors", "passages"):
            self._db.execute(f"DROP TABLE {table}")
            self._db.execute(f"ALTER TABLE next_{table} RENAME TO {table}")
        self._db.execute("DELETE FROM meta WHERE key = 'next_encoder'")
        self.set_encoder(encoder)
        self._changed = True

    def finish(self) -> None:
        """Bring hash and generation up to date with the changes made."""
        if self._change:
            total = (int(self.meta("papers_hash"), 16) + self._change) % MODULUS
            self.set_meta("papers_hash", f"{total:016x}")
        if self._changed:
            self.set_meta("generation", str(int(self.meta("generation")) + 1))

    def _update(self, row: int, old: Paper, new: Paper) -> None:
        assignments = ", ".join(f"{name.strip()} = ?" for name in f"{COLUMNS}, {KEYS}".split(","))
        self._db.execute(f"UPDATE papers SET {assignments} WHERE row = ?", [*values(new), row])
        self.name(row, new.id)
        self._count(digest(new) - digest(old))

    def _put(self, prefix: str, rows: Iterable[int], vectors: Iterable[Vectors]) -> None:
        # A row may be there already: two processes may rebuild at once.
        statement = f"INSERT OR REPLACE INTO {prefix}{{}} VALUES (?, ?)"
        for row, own in zip(rows, vectors, strict=True):
            self._db.execute(statement.format("vectors"), [row, own[0].astype("<f4").tobytes()])
            self._db.execute(statement.format("passages"), [row, packed(own)])

    def _count(self, change: int) -> None:
        self._change += change
        self._changed = True

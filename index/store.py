"""papers.db: the one truth of a library, papers and their vectors, written in one transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np

from index import record
from index.database import FORMAT, Database
from index.errors import LibraryCorrupt
from index.filters import Filters
from index.paper import Paper, normalised_title, storable
from index.passages import intact
from index.record import COLUMNS, MODULUS, Rows
from index.writer import Writer

T = TypeVar("T")

Order = Literal["added", "year", "title"]
_ORDERS: dict[Order, str] = {"added": "row DESC", "year": "year DESC, row DESC", "title": "title_key, row"}

_SQL_VARIABLES = 900  # below SQLite's oldest limit on bound values, 999

_UNSOUND = {
    "papers have no vector": "papers WHERE row NOT IN (SELECT row FROM vectors)",
    "papers have no vectors of passages": "papers WHERE row NOT IN (SELECT row FROM passages)",
    "vectors have no paper": "vectors WHERE row NOT IN (SELECT row FROM papers)",
    "vectors of passages have no paper": "passages WHERE row NOT IN (SELECT row FROM papers)",
    "vectors have another length than the first": (
        "vectors WHERE length(vector) != (SELECT length(vector) FROM vectors LIMIT 1)"
    ),
    "vectors of passages are incomplete": (  # 4 bytes and one for each number, of which `vectors` has 4 bytes each
        "(SELECT length(vectors) AS held, 4 + (SELECT length(vector) FROM vectors LIMIT 1) / 4 AS one FROM passages) "
        "WHERE held < 2 * one OR held % one"
    ),
}


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
        self._database = Database(file, read_only=read_only)

    # Reading

    def __len__(self) -> int:
        with self._database.told() as db:
            return int(db.execute("SELECT count(*) FROM papers").fetchone()[0])

    def stamp(self) -> Stamp:
        """Return what derived indexes are checked against."""
        return self._meta()[0]

    def fingerprint(self) -> str:
        """Return 16 hex digits that are equal for libraries of the same papers and encoder, whatever the order."""
        stamp, papers_hash = self._meta()
        parts = f"{FORMAT}|{stamp.encoder}|{papers_hash:016x}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def contents(self) -> str:
        """Return 16 hex digits that are equal for libraries of the same papers, whatever the order and the encoder."""
        return f"{self._meta()[1]:016x}"

    def _meta(self) -> tuple[Stamp, int]:
        with self._database.told() as db:
            meta = dict(db.execute("SELECT key, value FROM meta"))
            try:
                stamp = Stamp(meta["library"], int(meta["generation"]), meta.get("encoder", ""))
                return stamp, int(meta["papers_hash"], 16)
            except (KeyError, ValueError) as error:
                raise sqlite3.DatabaseError(f"its table meta cannot be read: {error}") from error

    def rows(self, filters: Filters | None = None) -> Rows:
        """Return the row numbers of the papers that pass the filters, ascending."""
        where, values = filters.where() if filters else ("1", [])
        with self._database.told() as db:
            # One text made by SQLite: a Python object for each of a hundred thousand rows takes ten times as long.
            (joined,) = db.execute(f"SELECT group_concat(row) FROM papers WHERE {where}", values).fetchone()
        rows: Rows = np.fromstring(joined or "", dtype=np.int64, sep=",")
        rows.sort()
        return rows

    def papers(self, filters: Filters | None = None, limit: int | None = None) -> Iterator[Paper]:
        """Yield the papers that pass the filters in the order they were added, reading as it goes."""
        where, values = filters.where() if filters else ("1", [])
        with self._database.told() as db:
            found = db.execute(
                f"SELECT {COLUMNS} FROM papers WHERE {where} ORDER BY row LIMIT ?",
                [*values, -1 if limit is None else limit],
            )
            for columns in found:
                yield record.paper(columns)

    def page(self, filters: Filters, order: Order, start: int, count: int) -> tuple[list[Paper], int]:
        """Return up to `count` of the papers that pass the filters, from number `start` on, and how many pass."""
        where, values = filters.where()
        with self._database.told() as db:
            (total,) = db.execute(f"SELECT count(*) FROM papers WHERE {where}", values).fetchone()
            found = db.execute(
                f"SELECT {COLUMNS} FROM papers WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
                [*values, count, start],
            )
            return [record.paper(columns) for columns in found], int(total)

    def venues(self) -> list[str]:
        """Return the venues of the papers, each once, without case and accents."""
        with self._database.told() as db:  # from an index alone: to read each record would take seconds
            return [key for (key,) in db.execute("SELECT DISTINCT venue_key FROM papers WHERE venue_key != ''")]

    def years(self) -> tuple[int | None, int | None]:
        """Return the first and the last year of the papers, None where no record has one."""
        with self._database.told() as db:
            first, last = db.execute("SELECT min(year), max(year) FROM papers").fetchone()
            return first, last

    def by_rows(self, rows: Sequence[int]) -> dict[int, Paper]:
        """Return the papers of these rows; rows that are gone are left out."""
        return dict(self.papers_of(rows))

    def papers_of(self, rows: Sequence[int]) -> Iterator[tuple[int, Paper]]:
        """Yield (row, paper) of these rows, reading as it goes; rows that are gone are left out."""
        return self._each(rows, COLUMNS, "papers", record.paper)

    def find(self, name: str) -> tuple[int, Paper] | None:
        """Return (row, paper) of an id, also one the paper had before, or None."""
        query = f"SELECT row, {COLUMNS} FROM papers WHERE row = (SELECT row FROM names WHERE name = ?)"
        with self._database.told() as db:
            found = db.execute(query, [storable(name)]).fetchone()
            return (found[0], record.paper(found[1:])) if found else None

    def texts(self, rows: Rows) -> Iterator[tuple[int, str]]:
        """Yield (row, text) of these rows."""
        return self._each(rows.tolist(), COLUMNS, "papers", lambda columns: record.paper(columns).text)

    def vectors(self, rows: Rows) -> Iterator[tuple[int, bytes]]:
        """Yield (row, float32 bytes) of these rows."""
        return self._each(rows.tolist(), "vector", "vectors", lambda columns: columns[0] or b"")

    def passages(self, rows: Sequence[int], dimension: int) -> Iterator[tuple[int, bytes]]:
        """Yield (row, packed vectors) of these rows, that of the whole text first: see `index.passages`.

        Raises LibraryCorrupt where they are not vectors of `dimension` numbers.
        """
        for row, blob in self._each(rows, "vectors", "passages", lambda columns: columns[0]):
            if not intact(blob, dimension):
                raise self.spoilt()
            yield row, blob

    def spoilt(self) -> LibraryCorrupt:
        """Return what to raise where a stored vector cannot be read."""
        return LibraryCorrupt(
            f"The vectors in {self.file} are damaged: "
            f"make them anew with `assistant library rebuild --library {self.file.parent}`."
        )

    def _each(
        self, rows: Sequence[int], columns: str, table: str, made: Callable[[Sequence[Any]], T]
    ) -> Iterator[tuple[int, T]]:
        """Yield (row, what is made of its columns) for those of the rows that are there, ascending if `rows` is.

        No statement stays open while the caller is at work: it would keep this thread from writing as soon as
        another process has written.
        """
        for start in range(0, len(rows), _SQL_VARIABLES):
            some = rows[start : start + _SQL_VARIABLES]
            marks = ",".join("?" * len(some))
            with self._database.told() as db:
                query = f"SELECT row, {columns} FROM {table} WHERE row IN ({marks}) ORDER BY row"
                found = [(row, made(rest)) for row, *rest in db.execute(query, some)]
            yield from found

    def twin(self, paper: Paper) -> tuple[int, Paper] | None:
        """Return the stored record (row, paper) of the same paper, or None.

        The same id, or the same title where the two ids do not contradict each other: two arXiv ids are two
        papers, an arXiv id and a DOI may be one. An id of another scheme (a benchmark's own) is only itself.
        """
        if found := self.find(paper.id):
            return found
        key = normalised_title(paper.title)
        if not key:  # a title of signs alone says nothing
            return None
        with self._database.told() as db:
            for row, *columns in db.execute(f"SELECT row, {COLUMNS} FROM papers WHERE title_key = ?", [key]):
                stored = record.paper(columns)
                schemes = {stored.id.partition(":")[0], paper.id.partition(":")[0]}
                if len(schemes) == 2 and schemes <= {"arxiv", "doi", "title"}:
                    return row, stored
        return None

    # Writing

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the write lock for one transaction: all of it is stored, or nothing."""
        with self._database.locked() as db:
            writer = Writer(db)
            yield writer
            writer.finish()

    def check(self) -> list[str]:
        """Return what is wrong with the database, one line a finding; an empty list when it is sound."""
        papers_hash = self._meta()[1]
        with self._database.told() as db:
            sound = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if sound != "ok":
                return [f"{self.file} is damaged ({' '.join(sound.split())}): put a copy back in its place"]
            counts = {
                finding: db.execute(f"SELECT count(*) FROM {rows}").fetchone()[0] for finding, rows in _UNSOUND.items()
            }
            total = sum(record.digest(record.paper(columns)) for columns in db.execute(f"SELECT {COLUMNS} FROM papers"))
        findings = [f"{count} {finding}: run `assistant library rebuild`" for finding, count in counts.items() if count]
        if total % MODULUS != papers_hash:
            findings.append("the papers do not add up to the stored hash")
        return findings

    def close(self) -> None:
        """Close every connection of this process."""
        self._database.close()


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

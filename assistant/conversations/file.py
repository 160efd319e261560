"""The SQLite file of one conversation: a turn is stored whole or not at all, by one process at a time."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.conversation import Turn
from assistant.conversations.packing import packed, paper_of, paper_text, unpacked
from index.errors import BadInput, LibraryCorrupt, LibraryError, LibraryNotWritable, LibraryTooNew
from index.paper import Paper, folded, storable

SUFFIX = ".conversation"
FORMAT = 1
_APPLICATION_ID = 0x54414C4B  # "TALK": tells our files from any other SQLite file
_BUSY_SECONDS = 30  # another process holds the file for milliseconds
_OWNER_ALONE = 0o600
_FOLDER_OF_OWNER = 0o700

_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE turns (n INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, question TEXT NOT NULL, "
    "words TEXT NOT NULL, turn TEXT NOT NULL)",
    "CREATE TABLE papers (key TEXT PRIMARY KEY, paper TEXT NOT NULL) WITHOUT ROWID",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list; times are ISO 8601 in UTC."""

    id: str
    name: str
    turns: int
    begun: str
    last: str


class ConversationFile:
    """One conversation on disk. Nothing stays open between two calls, so that it may be deleted at any time.

    Everything raises LibraryCorrupt for a damaged file, LibraryTooNew for one of a newer version, LibraryNotWritable
    where it cannot be written, and BadInput where it is gone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def id(self) -> str:
        """What names it for ever."""
        return self.path.name.removesuffix(SUFFIX)

    def begin(self) -> None:
        """Make an empty file, which its owner alone may read. Nothing lists it until a turn is stored."""
        try:
            self.path.parent.mkdir(mode=_FOLDER_OF_OWNER, parents=True, exist_ok=True)
            # It may be there already: made before there was no room for the turn.
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, _OWNER_ALONE))
        except OSError as error:
            raise LibraryNotWritable(
                f"No conversation can be kept in {self.path.parent} ({error.strerror or error}): "
                "check its permissions, or ask without keeping."
            ) from error

    def append(self, turn: Turn, name: str, pinned: Sequence[Paper] = ()) -> None:
        """Store one more turn, after those that other processes have stored; with the first go name and pins."""
        with self._writing() as db:
            if not _is_made(db):
                for statement in _SCHEMA:
                    db.execute(statement)
                meta = {"name": name, "begun": _now(), "pinned": _pins(pinned)}
                db.executemany("INSERT INTO meta VALUES (?, ?)", [(key, storable(told)) for key, told in meta.items()])
            _insert(db, turn)

    def cut(self, count: int) -> None:
        """Delete the last turns."""
        with self._writing() as db:
            db.execute("DELETE FROM turns WHERE n IN (SELECT n FROM turns ORDER BY n DESC LIMIT ?)", [count])

    def rename(self, name: str) -> None:
        """Give it another name."""
        self._set("name", name)

    def pin(self, papers: Sequence[Paper]) -> None:
        """Store which papers are pinned."""
        self._set("pinned", _pins(papers))

    def delete(self) -> None:
        """Delete it for good."""
        try:
            self.path.unlink()
            self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
        except FileNotFoundError as error:
            raise _gone(self.path) from error
        except OSError as error:
            raise LibraryNotWritable(f"The conversation {self.path} cannot be deleted ({error.strerror}).") from error

    def summary(self) -> Summary | None:
        """Return what a list says of it; None where nothing was said yet."""
        with self._reading() as db:
            if not _is_made(db):
                return None
            meta = dict(db.execute("SELECT key, value FROM meta"))
            count, last = db.execute("SELECT count(*), max(at) FROM turns").fetchone()
            return Summary(self.id, meta["name"], count, meta["begun"], last or meta["begun"])

    def pinned(self) -> list[Paper]:
        """Return the papers that are pinned."""
        with self._reading() as db:
            (text,) = db.execute("SELECT value FROM meta WHERE key = 'pinned'").fetchone()
            return [paper_of(json.dumps(record)) for record in json.loads(text)]

    def turns(self, after: int = 0, limit: int | None = None) -> list[Turn]:
        """Return up to `limit` turns from the one after number `after`, oldest first."""
        return self._turns("n > ? ORDER BY n LIMIT ?", [after, -1 if limit is None else limit])

    def latest(self, count: int) -> list[Turn]:
        """Return the last turns, oldest first."""
        return self._turns("n IN (SELECT n FROM turns ORDER BY n DESC LIMIT ?) ORDER BY n", [count])

    def said(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Return (number, question) of the turns in whose question, answer or cited titles all these words occur."""
        conditions = " AND ".join("instr(words, ?)" for _ in words) or "1"
        with self._reading() as db:
            query = f"SELECT n, question FROM turns WHERE {conditions} ORDER BY n"
            return [(int(n), str(question)) for n, question in db.execute(query, [folded(word) for word in words])]

    def _turns(self, which: str, values: Sequence[object]) -> list[Turn]:
        with self._reading() as db:
            texts = [text for (text,) in db.execute(f"SELECT turn FROM turns WHERE {which}", values)]
            papers = _Papers(db)
            return [unpacked(text, papers) for text in texts]

    def _set(self, key: str, value: str) -> None:
        with self._writing() as db:
            db.execute("UPDATE meta SET value = ? WHERE key = ?", [storable(value), key])

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._opened("rw" if os.access(self.path, os.W_OK) else "ro") as db:  # a broken-off turn is rolled back
            db.execute("BEGIN")
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._opened("rw") as db:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        """Give a connection of its own, and tell what is wrong in one line that names the file."""
        if not self.path.exists():
            raise _gone(self.path)
        try:
            db = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
            )
            try:
                _check(db, self.path)
                yield db
            finally:
                db.close()  # which rolls back what was not committed
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise _explained(error, self.path) from error


class _Papers(dict[str, Paper]):
    """Papers by key, read when they are asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __missing__(self, key: str) -> Paper:
        found = self._db.execute("SELECT paper FROM papers WHERE key = ?", [key]).fetchone()
        if not found:
            raise KeyError(key)
        paper = self[key] = paper_of(found[0])
        return paper


def _insert(db: sqlite3.Connection, turn: Turn) -> None:
    text, papers = packed(turn)
    said = " ".join(
        [turn.question, turn.resolved, turn.answer.text, *(one.paper.title for one in turn.answer.citations)]
    )
    db.executemany(
        "INSERT OR IGNORE INTO papers VALUES (?, ?)", [(key, storable(paper)) for key, paper in papers.items()]
    )
    db.execute(
        "INSERT INTO turns (at, question, words, turn) VALUES (?, ?, ?, ?)",
        [_now(), storable(turn.question), storable(folded(said)), storable(text)],
    )


def _check(db: sqlite3.Connection, path: Path) -> None:
    application, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if _is_made(db) and application != _APPLICATION_ID:
        raise LibraryError(f"{path} is no conversation of ours: move it elsewhere.")
    if version > FORMAT:
        raise LibraryTooNew(
            f"The conversation {path} has format {version}, this version reads up to {FORMAT}: upgrade the assistant."
        )


def _is_made(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_schema").fetchone() is not None


def _pins(papers: Sequence[Paper]) -> str:
    return f"[{', '.join(map(paper_text, papers))}]"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _gone(path: Path) -> BadInput:
    return BadInput(
        f"The conversation {path.name.removesuffix(SUFFIX)} is no more: see `assistant conversations list`."
    )


def _explained(error: Exception, path: Path) -> LibraryError:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return LibraryNotWritable(f"No room to keep the conversation {path} ({text}): free some space and ask again.")
    if any(word in text for word in ("readonly", "unable to open", "locked", "busy")):
        return LibraryNotWritable(f"The conversation {path} cannot be written ({text}): check it and ask again.")
    return LibraryCorrupt(
        f"The conversation {path} is damaged ({text}): put a copy back or move it away; the others are unhurt."
    )

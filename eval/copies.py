"""A copy of a library in which some papers are other ones."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.home import cache_dir
from index.errors import LibraryNotWritable
from index.library import Library
from index.paper import Paper
from index.reranker import Reranker

_FORGOTTEN_SECONDS = 86_400  # a copy that old was left by a process that was killed


@contextmanager
def altered(library: Library, papers: Sequence[Paper], reranker: Reranker | None = None) -> Iterator[Library]:
    """Give a copy of the library in which these papers stand in place of those of the same id; it is then deleted.

    Only they are embedded again; `reranker` serves the copy, whatever serves the library. Raises LibraryNotWritable
    where there is no room.
    """
    folder = _copied(library.path / "papers.db")
    try:
        with Library.open(folder, library.encoder, reranker=reranker) as copy:
            copy.remove([paper.id for paper in papers])
            copy.add(papers)
            yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(database: Path) -> Path:
    """Return a new folder with the database as it is at this moment, also while another process writes it."""
    place = cache_dir() / "eval"
    folder = None
    try:
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        folder = Path(tempfile.mkdtemp(prefix="altered-", dir=place))
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source:
            with closing(sqlite3.connect(folder / database.name)) as target:
                source.backup(target)
    except (OSError, sqlite3.Error) as error:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise LibraryNotWritable(
            f"The library cannot be copied to {place} ({error}): make room, or move the caches with ASSISTANT_HOME."
        ) from error
    return folder


def _sweep(place: Path) -> None:
    for left in place.glob("altered-*"):
        if time.time() - left.stat().st_mtime > _FORGOTTEN_SECONDS:
            shutil.rmtree(left, ignore_errors=True)

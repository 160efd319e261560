"""What a run that is not finished has found, kept in a file so that it goes on where it was interrupted."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

import assistant
import eval
import index
import prompts
from index.errors import ResearchError

_PACKAGES = (assistant, eval, index, prompts)
_FORGOTTEN_SECONDS = 30 * 86_400  # after so long nobody takes an interrupted run up again

T = TypeVar("T")


class Unfinished(Generic[T]):
    """What was found by system and query, answers or rankings, each on disk as soon as it is kept."""

    def __init__(self, file: Path, kind: type[T]) -> None:
        self._file = file
        self._line = TypeAdapter(tuple[str, str, kind])  # type: ignore[valid-type]  # one that is known at run time
        self._kept: dict[tuple[str, str], T] = dict(self._read()) if file.exists() else {}
        self._append("")  # ends a line that broke off, and says at once where nothing can be written

    def find(self, system: str, query: str) -> T | None:
        """Return what the system found for the query, where that is known already."""
        return self._kept.get((system, query))

    def keep(self, system: str, query: str, found: T) -> None:
        """Add what was found. Raises ResearchError where it cannot be written."""
        self._kept[system, query] = found
        with _told(self._file):
            self._append(json.dumps(self._line.dump_python((system, query, found), mode="json")))  # takes half letters

    def _read(self) -> Iterator[tuple[tuple[str, str], T]]:
        """Yield what was kept; a line that broke off is nothing."""
        for line in self._file.read_bytes().splitlines():
            try:
                system, query, found = self._line.validate_python(json.loads(line))
            except ValueError:
                continue
            yield (system, query), found

    def _append(self, line: str) -> None:
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(f"{line}\n")
            lines.flush()
            os.fsync(lines.fileno())


@contextmanager
def resumed(folder: Path, kind: type[T], made_of: Sequence[Any]) -> Iterator[Unfinished[T]]:
    """Give what an interrupted run of the same queries, papers, models and program left in the folder.

    What was found is of the `kind`, a dataclass; `made_of` are JSON values that tell runs apart. Once all is done
    the file goes, so that every report is of what was found for it. Raises ResearchError where the same run is
    under way, or the folder cannot be written.
    """
    key = hashlib.sha256(json.dumps([kind.__name__, made_of, _program()], sort_keys=True).encode()).hexdigest()[:16]
    file = folder / f"unfinished-{key}.jsonl"
    lock = FileLock(file.with_suffix(".lock"))
    with _told(file):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        lock.acquire(timeout=0)
    try:
        with _told(file):
            kept = Unfinished(file, kind)
        yield kept
        file.unlink(missing_ok=True)
    finally:
        lock.release()
        with suppress(OSError):  # another process has just taken it
            Path(lock.lock_file).unlink(missing_ok=True)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except Timeout as error:
        raise ResearchError("The same evaluation is under way in another process: wait until it ends.") from error
    except OSError as error:
        raise ResearchError(
            f"{file} cannot be written ({error.strerror}): make room, or move the caches with ASSISTANT_HOME."
        ) from error


def _sweep(folder: Path) -> None:
    for file in folder.glob("unfinished-*.*"):
        if time.time() - file.stat().st_mtime > _FORGOTTEN_SECONDS:
            file.unlink(missing_ok=True)


@cache  # asked for by each system of an evaluation, and what runs does not change
def _program() -> str:
    """Return a hash of the program's own files: what another version found is not mixed in."""
    total = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted(Path(package.__path__[0]).rglob("*")):
            if path.suffix in (".py", ".txt"):
                total.update(path.read_bytes())
    return total.hexdigest()

"""The answers of a run that is not finished, kept in a file so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

import assistant
import eval
import index
import prompts
from eval.scoring import Judged
from index.errors import ResearchError

_PACKAGES = (assistant, eval, index, prompts)
_FORGOTTEN_SECONDS = 30 * 86_400  # after so long nobody takes an interrupted run up again
_LINE = TypeAdapter(tuple[str, str, Judged])  # name of the respondent, id of the question, answer


class Unfinished:
    """Judged answers by respondent and question, each on disk as soon as it is kept."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = dict(_read(file)) if file.exists() else {}
        self._append("")  # ends a line that broke off, and says at once where nothing can be written

    def find(self, respondent: str, question: str) -> Judged | None:
        """Return the answer where there is one already."""
        return self._kept.get((respondent, question))

    def keep(self, respondent: str, question: str, answer: Judged) -> None:
        """Add an answer. Raises ResearchError where it cannot be written."""
        self._kept[respondent, question] = answer
        with _told(self._file):
            self._append(_LINE.dump_json((respondent, question, answer)).decode())

    def _append(self, line: str) -> None:
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(f"{line}\n")
            lines.flush()
            os.fsync(lines.fileno())


@contextmanager
def resumed(folder: Path, made_of: Sequence[Any]) -> Iterator[Unfinished]:
    """Give what an interrupted run of the same questions, papers, models and program left in the folder.

    `made_of` are JSON values that tell runs apart. Once all is done the file goes, so that every report is
    of answers given for it. Raises ResearchError where the same run is under way, or the folder cannot be written.
    """
    key = hashlib.sha256(json.dumps([made_of, _program()], sort_keys=True).encode()).hexdigest()[:16]
    file = folder / f"answers-{key}.jsonl"
    lock = FileLock(file.with_suffix(".lock"))
    with _told(file):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        lock.acquire(timeout=0)
    try:
        with _told(file):
            kept = Unfinished(file)
        yield kept
        file.unlink(missing_ok=True)
    finally:
        lock.release()


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


def _read(file: Path) -> Iterator[tuple[tuple[str, str], Judged]]:
    """Yield what was kept; a line that broke off is no answer."""
    for line in file.read_bytes().splitlines():
        try:
            respondent, question, answer = _LINE.validate_json(line)
        except ValueError:
            continue
        yield (respondent, question), answer


def _sweep(folder: Path) -> None:
    for file in folder.glob("answers-*.*"):
        if time.time() - file.stat().st_mtime > _FORGOTTEN_SECONDS:
            file.unlink(missing_ok=True)


def _program() -> str:
    """Return a hash of the program's own files: answers of another version are not mixed into a report."""
    total = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted(Path(package.__path__[0]).rglob("*")):
            if path.suffix in (".py", ".txt"):
                total.update(path.read_bytes())
    return total.hexdigest()

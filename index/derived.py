"""Files derived from the store: how they are replaced, and the note that says whether they may be trusted."""

from __future__ import annotations

import json
import os
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from index.store import Stamp

_READ_BYTES = 1 << 20
_STALE_SECONDS = 3600  # after so long what a killed process left beside a file is swept up


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Give a name to write to, which takes the place of `file` when all is written, and leaves nothing if not."""
    for leftover in file.parent.glob(f"{file.name}.*.new"):
        if time.time() - leftover.stat().st_mtime > _STALE_SECONDS:
            leftover.unlink(missing_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        yield aside
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def write_note(note: Path, layout: int, stamp: Stamp, files: Iterable[Path]) -> None:
    """Write down what the files were made from and what they hold. Raises OSError."""
    told = {"layout": layout, "stamp": asdict(stamp), "files": _checksums(files)}
    with replacing(note) as aside:
        aside.write_text(json.dumps(told), encoding="utf-8")


def read_note(note: Path, layout: int, files: Iterable[Path]) -> Stamp | None:
    """Return what the files were made from; None where one is absent or damaged, or they are of another layout."""
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        if told["layout"] != layout or told["files"] != _checksums(files):
            return None
        return Stamp(**told["stamp"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _checksums(files: Iterable[Path]) -> dict[str, int]:
    return {file.name: _checksum(file) for file in files}


def _checksum(file: Path) -> int:
    total = 0
    with file.open("rb") as data:
        while chunk := data.read(_READ_BYTES):
            total = zlib.crc32(chunk, total)
    return total

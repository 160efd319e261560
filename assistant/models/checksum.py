"""SHA-256 of large files, computed once and remembered until the file changes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from assistant.home import cache_dir


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    facts = path.stat()
    stamp = [facts.st_size, facts.st_mtime_ns]
    stamp_file = cache_dir() / "checksums" / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]}.json"
    if remembered := _remembered(stamp_file, stamp):
        return remembered
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    _remember(stamp_file, stamp, digest)
    return digest


def _remembered(stamp_file: Path, stamp: list[int]) -> str | None:
    try:
        stored = json.loads(stamp_file.read_text(encoding="utf-8"))
        return str(stored["sha256"]) if stored["stamp"] == stamp else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(stamp_file: Path, stamp: list[int], digest: str) -> None:
    try:
        stamp_file.parent.mkdir(parents=True, exist_ok=True)
        stamp_file.write_text(json.dumps({"stamp": stamp, "sha256": digest}), encoding="utf-8")
    except OSError:  # a cache that cannot be written costs a second each time, no more
        pass

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from assistant.models.checksum import sha256


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "weights"
    path.write_bytes(b"first")
    return path


def test_the_checksum_is_that_of_the_bytes(file: Path):
    assert sha256(file) == hashlib.sha256(b"first").hexdigest()


def test_a_file_is_read_once_until_its_size_or_time_changes(file: Path):
    before, facts = sha256(file), file.stat()
    file.write_bytes(b"other")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert sha256(file) == before
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1))
    assert sha256(file) == hashlib.sha256(b"other").hexdigest()


def test_a_damaged_memory_of_checksums_is_ignored(file: Path, home: Path):
    sha256(file)
    for stamp in (home / "cache" / "checksums").iterdir():
        stamp.write_text("{")
    assert sha256(file) == hashlib.sha256(b"first").hexdigest()


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(file: Path, home: Path):
    home.mkdir()
    (home / "cache").write_text("in the way")
    assert sha256(file) == hashlib.sha256(b"first").hexdigest()

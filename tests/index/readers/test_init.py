"""Formats told apart by content, and what cannot be read: `python -m pytest tests/index/readers/test_init.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from index.errors import UnreadableSource
from index.paper import Paper
from index.readers import Rejected, read

ABSTRACT = "We build small nets from blocks that anyone can draw, and say how far they go. " * 5
FORMATS = {
    "json lines": '{"title": "Small Nets"}\n',
    "json array": '\n[\n  {"title": "Small Nets"}\n]',
    "csv": "Title,Year\nSmall Nets,2024\n",
    "bibtex": "@article{ash, title={Small Nets}}",
    "ris": "TY  - JOUR\nTI  - Small Nets\nER  - \n",
    "daily papers": f"Daily Papers\n\nSmall Nets\n\n{ABSTRACT}\n",
}


@pytest.mark.parametrize("suffix", ["", ".txt", ".csv", ".json"])
@pytest.mark.parametrize("text", FORMATS.values(), ids=list(FORMATS))
def test_the_format_is_told_by_the_content_whatever_the_name(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"papers{suffix}"
    path.write_text(text)
    (paper,) = read(str(path))
    assert isinstance(paper, Paper) and (paper.title, paper.source) == ("Small Nets", path.name)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "is a binary file"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "is a PDF"),
        (
            b"Dear diary,\nno papers today.\n",
            "is in no format that is understood. Give one of: JSON Lines, RIS, BibTeX",
        ),
        (b"@dataclass(frozen=True)\nclass A: ...\n", "is in no format"),
        (b"<!DOCTYPE html><html></html>", "is in no format"),
        (b"\x1f\x8b\x08\x00 no gzip after all", "cannot be read"),
        (b"\xfd7zXZ\x00garbage", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line_that_names_it(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "papers"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableSource) as caught:
        read(path)
    assert str(path) in str(caught.value) and message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_folders_pipes_and_impossible_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="is a folder"):
        read(tmp_path)
    for name in ("x" * 10_000, "a\x00b\nc", "a\nb"):
        with pytest.raises(UnreadableSource) as caught:
            read(name)
        assert "\n" not in str(caught.value) and len(str(caught.value)) < 500
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableSource, match="not a regular file"):
            read(tmp_path / "pipe")


def test_good_records_of_a_half_broken_file_come_in_place(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_text('{"title": "First"}\n{"title": \n{"title": "Second"}\n')
    assert [type(record) for record in read(path)] == [Paper, Rejected, Paper]


@pytest.mark.slow
def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "papers.bib"
    with path.open("w") as file:
        for n in range(1000):
            file.write(f"@article{{a{n}, title={{Net {n}}}, abstract={{{'word ' * 500}}}}}\n")
    next(read(path))  # what is imported on first use is not counted
    size = path.stat().st_size
    tracemalloc.start()
    count = sum(1 for _ in read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1000 and peak < size / 3


def test_importing_the_package_loads_no_format_library() -> None:
    code = "import sys, index.readers; print([m for m in ('httpx', 'bibtexparser', 'rispy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Text files as numbered lines: `python -m pytest tests/index/readers/test_lines.py`."""

from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from index.paper import Paper
from index.readers import Rejected, lines, read
from index.readers.lines import open_lines

TEXT = "first línea\nsecond – “line”\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 big", "windows", "crlf", "cr"],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress, bz2.compress], ids=["plain", "gz", "xz", "bz2"])
def test_every_encoding_and_compression_gives_the_same_lines(
    tmp_path: Path, content: bytes, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(pack(content))
    text = open_lines(path)
    assert "".join(text) == text.head == TEXT
    assert text.number == 2
    text.close()


def test_a_broken_archive_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    path = tmp_path / "papers.gz"
    rows = "".join(f'{{"title": "Net {n * 7919 % 10_007}"}}\n' for n in range(20_000))
    packed = gzip.compress(rows.encode())
    path.write_bytes(packed[: len(packed) * 3 // 4])
    records = list(read(path))
    assert sum(isinstance(record, Paper) for record in records) > 5_000
    damage = [record for record in records if isinstance(record, Rejected)]
    assert "the file is damaged from here on" in damage[-1].reason and damage[-1].line is not None


def test_a_line_beyond_reason_is_rejected_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 100)
    path = tmp_path / "papers"
    path.write_text('{"title": "First"}\n{"title": "' + "x" * 950 + '"}\n{"title": "Third"}\n')
    assert list(read(path))[1] == Rejected("papers", 2, "the line is longer than 100 characters")
    assert [record.title for record in read(path) if isinstance(record, Paper)] == ["First", "Third"]


def test_stray_control_characters_do_not_make_a_file_binary(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_text('{"title": "Small Nets"}\n' * 9 + "\x00\x01\n")
    assert sum(isinstance(record, Paper) for record in read(path)) == 9


def test_a_name_in_another_encoding_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.jsonl"  # the byte E9, as older systems wrote it
    try:
        path.write_text('{"title": "Small Nets"}\n')
    except OSError:
        pytest.skip("no file can have such a name here")
    (paper,) = read(path)
    assert isinstance(paper, Paper) and paper.source == "caf?.jsonl"

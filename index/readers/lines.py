"""A text file as numbered lines: compression and encoding undone, memory bounded whatever its size."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TextIO, cast

from index.errors import UnreadableSource
from index.paper import storable
from index.readers.rejected import Rejected

LONGEST = 10_000_000  # characters of a line or record; a longer one is no paper
_HEAD = 16_384  # characters: what a format is recognised by
_LONGEST_SHOWN = 300  # characters of a path in a message
_MOST_CONTROL = 0.02  # of the head; a few stray control characters do not make a file binary
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, UnicodeError)
_COMPRESSED: dict[bytes, Callable[[IO[bytes]], object]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"BZh": bz2.BZ2File,
}


def _legacy(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 in the Windows encoding that older exports use."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("index-cp1252", _legacy)


class Lines:
    """The lines of one file, once, each with its end of line; `number` is that of the last one given.

    `head` holds the first characters, by which a format is recognised; `source` is the file's name. What
    cannot be read (a line beyond any reason, a file that breaks off) goes to `rejected`, not to the reader.
    """

    def __init__(self, stream: TextIO, source: str, head: str) -> None:
        self._stream = stream
        self.source = source
        self.head = head
        self.number = 0
        self.rejected: list[Rejected] = []

    def __iter__(self) -> Iterator[str]:
        while line := self._read(self._stream.readline, LONGEST):
            self.number += 1
            if _unfinished(line):
                self._reject(self.number, f"the line is longer than {LONGEST:,} characters")
                while _unfinished(line):
                    line = self._read(self._stream.readline, LONGEST)
                continue
            yield line

    def chunk(self, size: int) -> str:
        """Return up to `size` further characters, "" at the end; counting lines is then the caller's."""
        return self._read(self._stream.read, size)

    def take_rejected(self) -> list[Rejected]:
        """Return what was rejected since the last call."""
        taken, self.rejected = self.rejected, []
        return taken

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _read(self, read: Callable[[int], str], size: int) -> str:
        try:
            return read(size)
        except _DAMAGE as error:
            self._reject(self.number + 1, f"the file is damaged from here on: {_told(error)}")
            return ""

    def _reject(self, line: int, reason: str) -> None:
        self.rejected.append(Rejected(self.source, line, reason))


def open_lines(path: Path) -> Lines:
    """Return the lines of the file; gzip, xz and bzip2 are read as what they hold.

    Raises UnreadableSource for what is missing, no regular file, empty, binary or cannot be opened.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableSource(f"{shown(path)} is a folder, not a file. Name the files in it.")
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableSource(f"{shown(path)} is not a regular file. Save its content to a file first.")
        with _text(path) as stream:
            head = stream.read(_HEAD)
        _refuse_no_text(path, head)
        return Lines(_text(path), storable(path.name), head)
    except FileNotFoundError:
        raise UnreadableSource(f"{shown(path)}: no such file. Check the path.") from None
    except (*_DAMAGE, ValueError) as error:  # ValueError: a name that no file can have
        raise UnreadableSource(
            f"{shown(path)} cannot be read: {_told(error)}. Check the file or fetch it again."
        ) from error


def shown(path: Path) -> str:
    """Return the path for a message of one line."""
    text = str(path) if str(path).isprintable() else repr(str(path))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _text(path: Path) -> TextIO:
    file = path.open("rb")
    magic = file.read(6)
    file.seek(0)
    data: IO[bytes] = file
    for mark, opened in _COMPRESSED.items():
        if magic.startswith(mark):
            data = cast(IO[bytes], opened(file))
            magic = data.read(4)
            data.seek(0)
    utf16 = magic.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding, errors = ("utf-16", "replace") if utf16 else ("utf-8-sig", "index-cp1252")
    return io.TextIOWrapper(data, encoding=encoding, errors=errors)


def _refuse_no_text(path: Path, head: str) -> None:
    if not head.strip():
        raise UnreadableSource(f"{shown(path)} is empty. Check the file.")
    if head.startswith("%PDF-"):
        raise UnreadableSource(
            f"{shown(path)} is a PDF; lists of papers are read here, not full texts. Export its reference."
        )
    if len(_CONTROL.findall(head)) > _MOST_CONTROL * len(head):
        raise UnreadableSource(f"{shown(path)} is a binary file. Export its papers as text, for example BibTeX or CSV.")


def _unfinished(line: str) -> bool:
    return len(line) == LONGEST and line[-1] != "\n"


def _told(error: BaseException) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)

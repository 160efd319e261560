"""Papers from files and from arXiv: `read` gives them one by one, whatever the format and the size.

A reader is a module with `NAME`, `recognises(head)` and `read(lines, source)`. Formats are told apart by content.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnreadableSource
from index.paper import Paper
from index.readers.rejected import Rejected

if TYPE_CHECKING:
    from index.readers.lines import Lines

__all__ = ["Rejected", "read"]


def read(source: str | Path) -> Iterator[Paper | Rejected]:
    """Return the papers of a file, or of arXiv ids ("2201.03545, arxiv:1803.03635", an abs or pdf URL), one by one.

    Files may be compressed (gzip, xz, bzip2) and larger than memory. A record that gives no paper comes as Rejected,
    in its place. Raises UnreadableSource for what cannot be read at all, SourceUnreachable where arXiv
    does not answer.
    """
    # Imported here, because the libraries of the formats cost a question 0.2 s that has no use for them.
    from index.readers import arxiv, bibtex, daily_papers, jsonl, ris, table
    from index.readers.lines import open_lines, shown

    if not _exists(source) and arxiv.names_ids(str(source)):
        return arxiv.fetch([(None, str(source))], "arXiv")
    path = Path(source)
    lines = open_lines(path)
    readers = (jsonl, ris, bibtex, arxiv, table, daily_papers)  # the most distinctive first
    for reader in readers:
        if reader.recognises(lines.head):
            return _with_damage(reader.read(lines, lines.source), lines)
    lines.close()
    formats = ", ".join(reader.NAME for reader in readers)
    raise UnreadableSource(f"{shown(path)} is in no format that is understood. Give one of: {formats}.")


def _exists(source: str | Path) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):  # too long or too odd for a path
        return False


def _with_damage(records: Iterator[Paper | Rejected], lines: Lines) -> Iterator[Paper | Rejected]:
    """Yield the records and, where they occurred, the lines that never reached the reader; then close the file."""
    try:
        for record in records:
            yield from lines.take_rejected()
            yield record
        yield from lines.take_rejected()
    finally:
        lines.close()

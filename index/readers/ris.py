"""RIS, as EndNote, Scopus, Springer and most publishers export it: `TY  -` to `ER  -`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from index.paper import Paper
from index.readers.lines import LONGEST, Lines
from index.readers.record import Unusable, paper
from index.readers.rejected import Rejected

NAME = "RIS"
_TAG = re.compile(r"\s?([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|\s*)$", re.DOTALL)  # one blank or two, as exports please
_KEYS = {
    "title": ("title", "primary_title", "short_title"),
    "abstract": ("abstract", "notes_abstract"),
    "authors": ("authors", "first_authors"),
    "year": ("year", "publication_year", "date"),
    "venue": ("journal_name", "secondary_title", "alternate_title3", "alternate_title2"),
    "url": ("urls",),
    "doi": ("doi",),
}


def recognises(head: str) -> bool:
    """Say whether a reference begins (`TY  - JOUR`) at the start of a line."""
    return re.search(r"^\s?TY {1,2}- ?\w", head, re.MULTILINE) is not None


def read(lines: Lines, source: str) -> Iterator[Paper | Rejected]:
    """Yield a paper a reference; one without a title is rejected with the line it begins on."""
    for line, text in _references(lines):
        try:
            yield paper(_fields(text), source)
        except Unusable as reason:
            yield Rejected(source, line, str(reason))


def _references(lines: Lines) -> Iterator[tuple[int, str]]:
    """Yield the text of each reference and its first line; a lost `ER` ends where the next `TY` begins."""
    start, kept, size = 0, list[str](), 0
    for line in lines:
        tag = _TAG.match(line.rstrip())
        if tag and tag.group(1) in ("TY", "ER"):
            if start:
                yield start, "\n".join([*kept, "ER  - "])
            start, kept, size = (lines.number if tag.group(1) == "TY" else 0), [], 0
        size += len(line)
        if start and size <= LONGEST:
            kept.append(f"{tag.group(1)}  - {tag.group(2) or ''}" if tag else line.strip())
    if start:
        yield start, "\n".join([*kept, "ER  - "])


def _fields(text: str) -> dict[str, Any]:
    try:
        references = rispy.loads(text)
    except Exception as error:  # a foreign library on foreign text: one bad record must not stop the others
        raise Unusable(f"it is no RIS reference: {' '.join(str(error).split())}") from error
    reference = references[0] if references else {}
    fields = {name: next((reference[key] for key in keys if reference.get(key)), None) for name, keys in _KEYS.items()}
    fields["url"] = fields["url"][0] if fields["url"] else None
    return fields

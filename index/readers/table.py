"""Tables with a header: CSV, TSV and semicolons, as Zotero, Scopus, Web of Science and spreadsheets export them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from index.paper import Paper
from index.readers.lines import Lines
from index.readers.record import Unusable, paper
from index.readers.rejected import Rejected

NAME = "CSV or TSV"
_LONGEST_CELL = 1_000_000  # characters; longer means a quote that is never closed
_SEPARATORS = ",\t;|"
_COLUMNS = {
    "title": "title|article title|document title|paper title|ti",
    "abstract": "abstract|summary|abstract note|abstracts|ab",
    "authors": "authors|author|author(s)|author full names|author names|creators|af|au",
    "year": "year|publication year|pub year|date published|publication date|date|py",
    "venue": "venue|journal|source title|publication title|conference|booktitle|source|so",
    "url": "url|link|links|pdf link",
    "code_url": "code url|code|repository|github",
    "doi": "doi|di",
    "arxiv": "arxiv|arxiv id|eprint",
    "id": "id",
}
_FIELD = {name: (field, rank) for field, names in _COLUMNS.items() for rank, name in enumerate(names.split("|"))}

Places = dict[str, list[int]]  # of a field: its columns, the best first


def recognises(head: str) -> bool:
    """Say whether the first line names a title column and at least one other that is known."""
    header = next((line for line in head.splitlines() if _is_header(line)), "")
    places = _places(_columns(header, _separator(header)))
    return "title" in places and len(places) > 1


def read(lines: Lines, source: str) -> Iterator[Paper | Rejected]:
    """Yield a paper a row; a row that does not fit the header or makes no paper is rejected with its line."""
    text = iter(lines)
    header = next((line for line in text if _is_header(line)), "")
    separator = _separator(header)
    columns = _columns(header, separator)
    places = _places(columns)
    for line, row in _rows(lines, text, separator):
        try:
            yield paper(_fields(places, len(columns), row), source)
        except Unusable as reason:
            yield Rejected(source, line, str(reason))


def _rows(lines: Lines, text: Iterator[str], separator: str) -> Iterator[tuple[int, list[str] | Unusable]]:
    """Yield each row with the line it begins on."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(text, delimiter=separator)
    while True:
        line = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Unusable(f"it is no row of the table: {error}")
            continue
        if any(cell.strip() for cell in row):
            yield line, row


def _is_header(line: str) -> bool:
    return bool(line.strip()) and not re.fullmatch(r"\s*sep=.\s*", line, re.IGNORECASE)  # Excel names the separator


def _columns(header: str, separator: str) -> list[str]:
    return next(csv.reader([header.rstrip("\r\n")], delimiter=separator), [])


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=lambda separator: len(_places(_columns(header, separator))))


def _places(columns: list[str]) -> Places:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, column in enumerate(columns):
        name = " ".join(re.sub(r"[_-]", " ", column).casefold().split())
        if name in _FIELD:
            field, rank = _FIELD[name]
            found.setdefault(field, []).append((rank, number))
    return {field: [number for _, number in sorted(places)] for field, places in found.items()}


def _fields(places: Places, width: int, row: list[str] | Unusable) -> dict[str, str]:
    if isinstance(row, Unusable):
        raise row
    if any(cell.strip() for cell in row[width:]):
        raise Unusable(f"it has {len(row)} columns where the header has {width}")
    if len(row) < width and any("\n" in cell for cell in row):
        raise Unusable(f"it has {len(row)} columns where the header has {width}; a quote may not be closed")
    cells = [cell.strip() for cell in row] + [""] * width
    fields = {field: next((cells[n] for n in numbers if cells[n]), "") for field, numbers in places.items()}
    if fields.get("id", "").isdigit():  # a row number says nothing in another table
        del fields["id"]
    return fields

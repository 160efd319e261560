"""JSON Lines and JSON arrays: our own fields, BEIR's `corpus.jsonl`, the arXiv metadata snapshot, Semantic Scholar."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.paper import Paper
from index.readers.lines import LONGEST, Lines
from index.readers.record import Unusable, paper, year
from index.readers.rejected import Rejected

NAME = "JSON Lines"
_CHUNK = 65_536
_BETWEEN = re.compile(r"[\s,\[\]]*")  # the records of an array
_NEXT_RECORD = re.compile(r"\n\s*(?=\{)")  # where reading goes on behind a broken record
_ARXIV_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_TITLE_LENGTH = 100  # characters, of a title taken from the text of a document that has none
_KEYS = {
    "title": ("title", "Title"),
    "abstract": ("abstract", "text", "summary", "Abstract"),
    "authors": ("authors_parsed", "authors", "author", "Authors"),
    "year": ("year", "publication_year", "published", "date", "Year"),
    "venue": ("venue", "journal-ref", "journal_ref", "journal", "booktitle", "Venue"),
    "url": ("url", "URL", "link", "pdf_url"),
    "code_url": ("code_url", "github", "repository"),
    "doi": ("doi", "DOI"),
    "arxiv": ("arxiv_id", "arxiv", "eprint"),
}


def recognises(head: str) -> bool:
    """Say whether the text begins as a JSON object or an array of objects."""
    return re.match(r'\s*(?:\{\s*["}]|\[\s*[{\]])', head) is not None


def read(lines: Lines, source: str) -> Iterator[Paper | Rejected]:
    """Yield a paper a record; one that is no JSON, no object or no paper is rejected with its line."""
    first_line = lines.head.lstrip().partition("\n")[0].rstrip()
    records = _values(lines) if first_line == "{" or first_line.startswith("[") else _lines(lines)
    for line, record in records:
        try:
            yield paper(_fields(record), source)
        except Unusable as reason:
            yield Rejected(source, line, str(reason))


def _lines(lines: Lines) -> Iterator[tuple[int, Any]]:
    for line in lines:
        if text := line.strip().rstrip(","):
            try:
                yield lines.number, json.loads(text)
            except (ValueError, RecursionError) as error:
                yield lines.number, _broken(error)


def _values(lines: Lines) -> Iterator[tuple[int, Any]]:
    """Yield each value of an array, or of a file of indented objects, with the line it begins on."""
    decoder = json.JSONDecoder()
    text, start, line = "", 0, 1
    while True:
        between = _BETWEEN.match(text, start)
        end = between.end() if between else start
        line += text.count("\n", start, end)
        start = end
        if start == len(text):
            text, start = lines.chunk(_CHUNK), 0
            if not text:
                return
            continue
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            unread = len(text) - start
            if unread < LONGEST and _breaks_off(error, text) and (more := lines.chunk(max(_CHUNK, unread))):
                text, start = text[start:] + more, 0
                continue
            following = _NEXT_RECORD.search(text, start + 1)
            value, end = _broken(error), following.end() if following else len(text)
        yield line, value
        line += text.count("\n", start, end)
        start = end


def _breaks_off(error: Exception, text: str) -> bool:
    """Say whether the error may only mean that the end of the record has not been read yet."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= len(text) - len("\\ud83d\\ude0")


def _broken(error: Exception) -> Unusable:
    if isinstance(error, json.JSONDecodeError):
        return Unusable(f"it is no JSON: {error.msg} at character {error.colno}")
    return Unusable(f"it is no JSON that can be read: {error or 'nested too deep'}")


def _fields(record: Any) -> dict[str, Any]:
    if isinstance(record, Unusable):
        raise record
    if not isinstance(record, Mapping):
        raise Unusable("it is no JSON object")
    if isinstance(record.get("metadata"), Mapping):  # BEIR puts there what its format has no key for
        record = {**record["metadata"], **record}
    fields = {name: next((record[key] for key in keys if record.get(key)), None) for name, keys in _KEYS.items()}
    other_ids = record.get("externalIds")
    if isinstance(other_ids, Mapping):  # Semantic Scholar
        fields["arxiv"] = fields["arxiv"] or other_ids.get("ArXiv")
        fields["doi"] = fields["doi"] or other_ids.get("DOI")
    given = record.get("id")
    if isinstance(given, str) and _ARXIV_ID.fullmatch(given):
        fields["arxiv"] = given
    else:
        fields["id"] = given
    if record.get("_id") is not None:
        fields["id"] = record["_id"]
        fields["title"] = fields["title"] or _opening(fields["abstract"])
    fields["year"] = fields["year"] or _first_version(record.get("versions"))
    return fields


def _first_version(versions: Any) -> int | None:
    """Return the year of `[{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}, …]`."""
    first = versions[0] if isinstance(versions, list) and versions else None
    return year(first.get("created")) if isinstance(first, Mapping) else None


def _opening(text: Any) -> str:
    """Return the first words of a document without a title; BEIR has such documents."""
    return text.strip()[:_TITLE_LENGTH].rpartition(" ")[0] if isinstance(text, str) else ""

"""The one way from the fields of a record, whatever its format, to a Paper."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from index.paper import Paper, arxiv_id, doi, paper_id
from index.readers.names import names
from index.text import clean

# Characters; beyond them a field is no such thing but the sign of a broken file.
LIMITS = {"title": 2_000, "abstract": 100_000, "authors": 200_000, "venue": 2_000}
_YEAR = re.compile(r"(?<!\d)(?:1[89]\d\d|20\d\d|2100)(?!\d)")
_ARXIV_NAME = re.compile(r"arxiv[:\s/]+(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(\d{4}\.\d{4,5})", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]{3,2000}", re.IGNORECASE)
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/[\w.-]+/[\w.-]*\w", re.IGNORECASE)
_NO_ABSTRACT = frozenset(["[no abstract available]", "no abstract available", "no abstract", "n/a", "none", "null"])
_LONGEST_ID = 200


class Unusable(ValueError):
    """A record that makes no paper; the message says why."""


def paper(fields: Mapping[str, Any], source: str) -> Paper:
    """Return the paper of the fields title, abstract, authors, year, venue, url, code_url, arxiv, doi and id, cleaned.

    An `id` is kept as it is where it looks like one; else it follows from arXiv id, DOI or title. Raises Unusable
    for a record without a title, or with a field of an impossible size or kind.
    """
    title = _text(fields, "title")
    if not any(c.isalnum() for c in title):
        raise Unusable("it has no title")
    abstract = _text(fields, "abstract")
    venue = _text(fields, "venue")
    url = web_address(fields.get("url"))
    arxiv = _arxiv(fields, url, venue)
    name = doi(str(fields.get("doi") or "")) or (doi(url) if "doi.org/" in url else None) or ""
    return Paper(
        id=kept_id(fields.get("id")) or paper_id(title, arxiv, name),
        title=title,
        abstract="" if abstract.casefold() in _NO_ABSTRACT else abstract,
        authors=_authors(fields.get("authors")),
        year=year(fields.get("year")) or arxiv_year(arxiv),
        venue=venue,
        url=url or (f"https://arxiv.org/abs/{arxiv}" if arxiv else f"https://doi.org/{name}" if name else ""),
        code_url=web_address(fields.get("code_url")) or _repository(abstract),
        source=source,
    )


def year(value: Any) -> int | None:
    """Return the year (1800 to 2100) that a number or text such as "2024-05-01" or "May 2024" names, else None."""
    match = _YEAR.search(str(value)) if isinstance(value, (str, int, float)) else None
    return int(match.group()) if match else None


def arxiv_year(arxiv: str) -> int | None:
    """Return the year in which the arXiv id was given: `2201.03545` -> 2022, `hep-th/9901001` -> 1999."""
    match = re.search(r"(?:^|/)(\d\d)(?:0[1-9]|1[0-2])", arxiv)
    if not match:
        return None
    short = int(match.group(1))
    return 1900 + short if "/" in arxiv and short > 90 else 2000 + short


def kept_id(value: Any) -> str:
    """Return the id that a record brings if it can serve as one, else ""."""
    given = str(value).strip() if isinstance(value, (str, int)) else ""
    fits = 0 < len(given) <= _LONGEST_ID and given.isprintable() and not any(c.isspace() for c in given)
    return given if fits else ""


def web_address(value: Any) -> str:
    """Return the http(s) address, or "" for anything else: what is shown as a link must be one."""
    match = _WEB_ADDRESS.fullmatch(value.strip()) if isinstance(value, str) else None
    return match.group() if match and match.group().isprintable() else ""


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        value = " ".join(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if not isinstance(value, (str, int, float)):
        raise Unusable(f"its {name} is no text")
    return clean(_sized(str(value), name))


def _sized(text: str, name: str) -> str:
    if len(text) > LIMITS[name]:
        raise Unusable(f"its {name} has {len(text):,} characters, more than {LIMITS[name]:,}")
    return text


def _authors(value: Any) -> tuple[str, ...]:
    _sized(value if isinstance(value, str) else "", "authors")
    return names(value)


def _arxiv(fields: Mapping[str, Any], url: str, venue: str) -> str:
    """Return the bare arXiv id that the record names anywhere, else ""."""
    named = _ARXIV_DOI.search(str(fields.get("doi") or "")) or _ARXIV_NAME.search(venue)
    return (
        arxiv_id(str(fields.get("arxiv") or ""))
        or (arxiv_id(url) if "arxiv.org/" in url.lower() else None)
        or (arxiv_id(named.group(1)) if named else None)
        or ""
    )


def _repository(abstract: str) -> str:
    match = _REPOSITORY.search(abstract)
    return match.group() if match else ""

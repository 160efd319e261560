"""A paper as a reference manager knows it: names in their parts, identifiers by their kind, every text on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bibtexparser.middlewares.names import parse_single_name_into_parts

from assistant.line import one_line
from index.paper import Paper, arxiv_id, doi
from index.readers.record import web_address

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_NO_PERSON = re.compile(r"[{}\\,\"~&]|\band\b", re.IGNORECASE)  # taken apart such a name would be another
_UNSAFE = re.compile(r"[\s{}\\]")  # of an identifier, which formats hold as it is


@dataclass(frozen=True, slots=True)
class Name:
    """An author; one that is no person's name, or of one word, is all family."""

    family: str
    given: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What is written of a paper; "" and None for what is not known."""

    title: str
    authors: tuple[Name, ...]
    year: int | None
    venue: str
    url: str
    doi: str
    arxiv: str


def reference(paper: Paper) -> Reference:
    """Return what is known of the paper, cleaned of what would break a line."""
    scheme, _, rest = paper.id.partition(":")
    url = web_address(paper.url)
    number = (doi(rest) if scheme == "doi" else doi(url) if "doi.org/" in url.lower() else None) or ""
    arxiv = (arxiv_id(rest) if scheme == "arxiv" else arxiv_id(url) if "arxiv.org/" in url.lower() else None) or ""
    return Reference(
        title=one_line(paper.title),
        authors=tuple(name(author) for author in map(one_line, paper.authors) if author),
        year=paper.year,
        venue=one_line(paper.venue),
        url=url,
        doi="" if _UNSAFE.search(number) or not number.isprintable() else number,
        arxiv=arxiv,
    )


def name(author: str) -> Name:
    """Return the parts of "Ludwig van Beethoven Jr.": the family is "van Beethoven"."""
    if _NO_PERSON.search(author):
        return Name(author)
    *words, last = author.split()
    suffix = last if len(words) > 1 and _SUFFIX.fullmatch(last) else ""
    parts = parse_single_name_into_parts(" ".join(words) if suffix else author, strict=False)
    given, family = " ".join(parts.first), " ".join([*parts.von, *parts.last])
    return Name(family, given, suffix) if given else Name(author)

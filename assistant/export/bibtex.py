"""BibTeX of papers, in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from assistant.export.reference import Name, Reference, reference
from index.paper import Paper, folded

# By name where BibTeX, which counts braces whatever stands before them, would lose count.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\^{}",
        "~": r"\~{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)
_LIGATURE = re.compile(r"([-`'])(?=\1)")  # LaTeX makes one sign of two dashes or quotes
_KEY_LETTERS = 24  # of a family name or a word of the title in a key
_SMALL_WORDS = frozenset("a an and at by do does for from how in is of on or the to what why with".split())


def bibtex(papers: Sequence[Paper]) -> str:
    """Return an entry for each paper, under keys such as `liu2022convnet`, all different."""
    keys: set[str] = set()
    entries = [_entry(reference(paper), keys) for paper in papers]
    return str(write_string(Library(entries)))


def _entry(told: Reference, keys: set[str]) -> Entry:
    key = _key(told, keys)
    keys.add(key)
    fields = [Field(name, value) for name, value in _fields(told) if value]
    return Entry("article" if told.venue else "misc", key, fields)


def _fields(told: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_escaped(told.title)}}}"  # in braces, because styles would take the capitals away
    yield "author", " and ".join(map(_name, told.authors))
    yield "journal", _escaped(told.venue)
    yield "year", str(told.year or "")
    yield "doi", told.doi  # this and the address are read as they stand, not as LaTeX
    yield "url", told.url
    yield "eprint", told.arxiv
    yield "archiveprefix", "arXiv" if told.arxiv else ""


def _name(author: Name) -> str:
    if not author.given:
        return f"{{{_escaped(author.family)}}}"
    return ", ".join(_escaped(part) for part in (author.family, author.suffix, author.given) if part)


def _escaped(text: str) -> str:
    return _LIGATURE.sub(r"\1{}", text.translate(_ESCAPES))


def _key(told: Reference, taken: set[str]) -> str:
    """Return family, year and first telling word, numbered from 2 where that is taken."""
    words = [_plain(word) for word in told.title.split()]
    word = next((word for word in words if word and word not in _SMALL_WORDS), "")
    family = _plain(told.authors[0].family) if told.authors else ""
    base = f"{family}{told.year or ''}{word}" or "paper"
    key, n = base, 1
    while key in taken:
        n += 1
        key = f"{base}-{n}"
    return key


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(text))[:_KEY_LETTERS]

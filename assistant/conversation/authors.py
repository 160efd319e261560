"""Which papers a question means by the names of their authors: "what did Quill et al. use?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.filters import Filters
from index.library import Library
from index.paper import Paper, normalised_title, surname

_WORD = r"(?:[a-zA-Z]{1,3}['’])?[^\W\d_](?:[\w-]|['’](?!s\b)){1,40}"
_NAME = r"(?:[a-zA-Z]{1,3}['’])?[A-ZÀ-ÖØ-Þ](?:[\w-]|['’](?!s\b)){1,40}"
_FIRST = re.compile(
    rf"\b({_WORD})(?:,? (?:and|&) {_WORD})?,? et al\b"
    rf"|\b({_NAME}) (?:and|&) (?:(?:his|her|their) )?(?:colleagues|co-?workers|co-?authors|others|team)\b"
    rf"|\b({_NAME})['’]s? (?:team|group|lab|paper|work|method|approach|study|model|thesis|review)\b"
)
_TOGETHER = re.compile(rf"\b({_NAME}) (?:and|&) ({_NAME})")
_BY = re.compile(rf"\b(?:[Bb]y|[Ff]rom) (?:{_NAME} )?({_NAME})")
_DOING = re.compile(rf"\b(?:[Dd]o|[Dd]oes|[Dd]id|[Hh]as|[Hh]ave) (?:{_NAME} )?({_NAME})(?= \w)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_MANY = 50  # papers with an author of that name: of more nobody could say which is meant
_FEW = 3
_REMEMBERED = 2_048  # papers whose authors are kept ready


@dataclass(frozen=True, slots=True)
class _Said:
    """Surnames that are all of one paper's authors; `first`: the first of them is its first author."""

    surnames: tuple[str, ...]
    first: bool = False


def written_by(question: str, known: Sequence[Paper], library: Library | None) -> list[Paper]:
    """Return the papers whose authors the question names: of those shown before, else of the library; empty if none.

    Nothing is returned where more than a few fit.
    """
    year = _YEAR.search(question)
    for said in _said(question):
        for papers in (known, _of_library(said, library)):
            fitting = _fitting(said, papers, int(year.group()) if year else None)
            if 0 < len(fitting) <= _FEW:
                return fitting
    return []


def _said(question: str) -> Iterator[_Said]:
    for match in _FIRST.finditer(question):
        yield _Said((next(filter(None, match.groups())),), first=True)
    for match in _TOGETHER.finditer(question):
        yield _Said(match.groups())
    for pattern in (_BY, _DOING):
        for match in pattern.finditer(question):
            yield _Said(match.groups())


def _of_library(said: _Said, library: Library | None) -> list[Paper]:
    return list(library.papers(Filters(author=said.surnames[0]), limit=_MANY)) if library else []


def _fitting(said: _Said, papers: Sequence[Paper], year: int | None) -> list[Paper]:
    asked = [normalised_title(name) for name in said.surnames]
    found = []
    for paper in papers:
        authors = _surnames(paper)
        if all(name in authors for name in asked):
            found.append((paper, authors[0] == asked[0]))
    if said.first and any(leads for _, leads in found):
        found = [one for one in found if one[1]]
    of_year = [one for one in found if one[0].year == year]
    return [paper for paper, _ in of_year or found]


@lru_cache(maxsize=_REMEMBERED)
def _surnames(paper: Paper) -> tuple[str, ...]:
    return tuple(normalised_title(surname(author)) for author in paper.authors)

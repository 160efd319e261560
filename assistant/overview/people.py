"""Which authors a question names."""

from __future__ import annotations

import re

from index.filters import Filters
from index.library import Library
from index.paper import folded

_NAME_WORD = r"[A-Z\u00c0-\u017f][\w’'.-]*"
_PERSON = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|de|da|del|der|den|van|von|la|le|al|bin|ten))*"
_PEOPLE = rf"({_PERSON}(?:(?:,? and |, ){_PERSON})*)"
_THING = r"(?:papers?|works?|stud(?:y|ies)|articles?|publications?|everything|all|anything|something|what)"
# The first are certain to name an author; the last only where the library knows one of that name.
_AUTHORED = (
    rf"\b(?:did|has|have) {_PEOPLE} (?:\w+ )?(?:write|wrote|written|publish|published|author|authored|co-?author|"
    r"co-?authored|do|done)\b",
    rf"\b(?:(?:co-?)?(?:written|authored)|published) by {_PEOPLE}",
    rf"\b{_THING}(?: (?:is|are|there|you have|do you have|we have|from|was|were))* by {_PEOPLE}",
    rf"\b{_PEOPLE}['’]s? (?=papers?\b|works?\b|publications?\b)",
    rf"\b(?:is|are|was|were) {_PEOPLE} (?:an? )?(?:co-?)?authors? of",
    rf"\bby {_PEOPLE}",
)
_CERTAIN = 5
_LOWER = re.compile(r"\bby ((?:[^\W\d_][\w’'.-]* ?){2,4})[?.!]*$")  # typed without capitals

_WORDS = re.compile(r"[^\W_]+")


def authors(question: str, library: Library) -> tuple[tuple[str, ...], str]:
    """Return the authors that the question names, and the question without them."""
    for place, pattern in enumerate(_AUTHORED):
        for match in re.finditer(pattern, question):
            names = tuple(re.split(r",? and |, ", match.group(1).rstrip(".")))
            if place < _CERTAIN or all(_known(name, library) for name in names):
                return names, f"{question[: match.start()]} {_kept(match)} {question[match.end() :]}"
    typed = _LOWER.search(question)
    if typed and _known(typed.group(1), library):
        return (typed.group(1).strip(),), question[: typed.start()]
    return (), question


def same_person(asked: str, author: str) -> bool:
    """Say whether a name may be this author's: the surname alone, or with given names or their initials."""
    said, own = _WORDS.findall(folded(asked)), _WORDS.findall(folded(author))
    if not said or not own or said[-1] != own[-1]:
        return False
    if len(said) > 1 and said[0][0] != own[0][0]:
        return False
    given = iter(own[:-1])
    return all(any(_same_name(name, other) for other in given) for name in said[:-1])


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _kept(match: re.Match[str]) -> str:
    """Return the words before "by": they say that papers are asked for."""
    words: str = match.group()
    return words.rpartition(" by ")[0]


def surname(name: str) -> str:
    """Return the last word of a name, by which the library looks for it."""
    words: list[str] = _WORDS.findall(name)
    return words[-1] if words else name


def _known(name: str, library: Library) -> bool:
    found = library.papers(Filters(author=surname(name)))
    return any(same_person(name, author) for paper in found for author in paper.authors)

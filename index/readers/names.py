"""Author lists as exports write them, turned into "Given Family" names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from index.text import clean

_LONGEST = 200  # characters of one name
_NOTE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]|\s*<[^<>]*>")  # "(MIT)", "(1)", an e-mail address
_AND = re.compile(r"\s+(?:and|&)\s+")
_INITIALS_LAST = re.compile(r"([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’-]+)*) ((?:[A-Z]\.[ -]?)+)")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_NOBODY = frozenset(["", "et al.", "et al", "others", "anonymous"])


def names(authors: Any) -> tuple[str, ...]:
    """Return the names, in order, of a text ("Ash, Kim; Lee, Jo", "Kim Ash and Jo Lee") or a list of them.

    A list may hold texts, `{"name": …}`, `{"given": …, "family": …}` or `[family, given, suffix]`.
    """
    if isinstance(authors, str):
        found: Iterable[str] = _split(clean(_NOTE.sub("", authors)))
    elif isinstance(authors, Iterable) and not isinstance(authors, Mapping):
        found = [_one(author) for author in authors]
    else:
        return ()
    return tuple(name for name in found if name.casefold() not in _NOBODY and len(name) <= _LONGEST)


def given_first(name: str) -> str:
    """Return "Kim Ash" for "Ash, Kim" and "K. Ash" for "Ash K."; any other name as it is."""
    family, *others = [part.strip() for part in name.split(",")]
    if others:
        suffixes = [part for part in others if _SUFFIX.fullmatch(part)]
        return " ".join([*(part for part in others if part not in suffixes), family, *suffixes]).strip()
    initials_last = _INITIALS_LAST.fullmatch(name)
    return f"{initials_last.group(2).strip()} {initials_last.group(1)}" if initials_last else name.strip()


def _one(author: Any) -> str:
    if isinstance(author, Mapping):
        parts = [author.get("given") or author.get("first") or "", author.get("family") or author.get("last") or ""]
        author = author.get("name") or " ".join(str(part) for part in parts)
    elif isinstance(author, (list, tuple)):  # [family, given, suffix] of the arXiv metadata
        family, given, suffix = ([str(part) for part in author] + ["", "", ""])[:3]
        author = f"{given} {family} {suffix}"
    return given_first(clean(str(author))) if author else ""


def _split(authors: str) -> list[str]:
    if ";" in authors:
        return [given_first(part) for part in authors.split(";")]
    people = _AND.split(authors)
    if len(people) > 1 and all(person.count(",") == 1 for person in people):  # "Ash, Kim and Lee, Jo"
        return [given_first(person) for person in people]
    parts = [part.strip() for person in people for part in person.split(",")]
    if len(parts) == 2 and len(people) == 1 and " " not in parts[0]:  # one person: "Ash, Kim"
        return [given_first(authors)]
    return _with_suffixes([given_first(part) for part in parts])


def _with_suffixes(people: list[str]) -> list[str]:
    """Return the list with "Jr." put back behind its name."""
    joined: list[str] = []
    for person in people:
        if joined and _SUFFIX.fullmatch(person):
            joined[-1] += f" {person}"
        else:
            joined.append(person)
    return joined

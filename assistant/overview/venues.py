"""Which venue a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.library import Library
from index.paper import folded

_PLACE_WORD = r"(?:[A-Z][\w&+-]*|\d{4}|of|and|on|in|for|the)"
# What stands before a venue, and whether nothing but a venue can follow.
_PUBLISHED = (
    (r"\b(?:published|appeared|appear|presented|accepted|came out|printed|shown) (?:at|in|by)", True),
    (r"\b(?:at|in|from|of)", False),
)
_PLACE = rf"(?: the)? ([A-Z][\w&+-]*(?: {_PLACE_WORD})*)"
_PLACED = re.compile(
    rf"\b([A-Z][\w&+-]*(?: {_PLACE_WORD})*?) "
    r"(?=(?:conference |workshop |journal )?(?:papers?|articles?|publications?)\b)"
)
_SMALL = frozenset(("of", "and", "on", "in", "for", "the"))
_WORDS = re.compile(r"[^\W_]+")


def venue(question: str, library: Library) -> tuple[str, str]:
    """Return the venue that the question names, as far as the library's venues hold it, and the rest.

    After "published in" and the like a name is a venue even where the library knows none of that name.
    """
    known = library.venues()
    for lead, certain in _PUBLISHED:
        for match in re.finditer(f"{lead}{_PLACE}", question):
            phrases = list(_shorter(match.group(1)))
            found = next(((phrase, name) for phrase in phrases if (name := _as_known(phrase, known))), None)
            if found or certain:
                phrase, name = found or (phrases[0], phrases[0])
                return name, question[: match.start()] + question[match.start(1) + len(phrase) :]
    for match in _PLACED.finditer(question):
        words = match.group(1).split()
        for phrase in (" ".join(words[start:]) for start in range(len(words))):
            if name := _as_known(phrase, known):
                return name, question.replace(phrase, "", 1)
    return "", question


def held_at(asked: str, venue: str) -> bool:
    """Say whether the venue holds the words asked for, in their order, whatever case and accents."""
    return f" {' '.join(_WORDS.findall(folded(asked)))} " in f" {' '.join(_WORDS.findall(folded(venue)))} "


def _shorter(phrase: str) -> Iterator[str]:
    """Yield the phrase and its beginnings, the longest first, none of which ends in a small word."""
    words = phrase.split()
    for end in range(len(words), 0, -1):
        if words[end - 1] not in _SMALL:
            yield " ".join(words[:end])


def _as_known(phrase: str, known: Sequence[str]) -> str:
    """Return the venue as the library's venues have it, "" where none does.

    Two words or an acronym may be part of a longer name, and an acronym may stand for its initials; one plain word
    ("Vision") must be all of it.
    """
    acronym = sum(c.isupper() for c in phrase) > 1
    plain = folded(phrase)
    part = acronym or len([word for word in phrase.split() if not word.isdigit()]) > 1
    if (part and any(held_at(phrase, venue) for venue in known)) or plain in known:
        return phrase
    return next((venue for venue in known if acronym and plain == _initials(venue)), "")


def _initials(venue: str) -> str:
    return "".join(word[0] for word in _WORDS.findall(venue) if word not in _SMALL)

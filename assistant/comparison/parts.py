"""What a question asks of each paper, where it asks something else of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.aliases import says
from assistant.subject import Subject, without_names, without_others
from index.terms import terms

# Where one request ends and the next begins: "…, and what …", "…; …", "…: …", "… while …".
_ASKS = r"(?:how|what|which|whose|whom|who|where|when|why|by|on|in|than|with|that|of|is|are|does|do)\b"
_SEAM = re.compile(
    rf"[;:?.!]\s+|,?\s+(?:and|while|whereas|but|or)\s+(?={_ASKS})|,\s+(?=(?:how|what|which|whose|than)\b)|,?\s+while\s+",
    re.I,
)
_PLACES = (
    re.compile(r"\bthe (?:first|former)(?: (?:one|paper|method|model))?(?!\s+\w+ing\b)\b", re.I),
    re.compile(r"\bthe (?:second|latter|other)(?: (?:one|paper|method|model))?\b", re.I),
)
# What is no request without the rest of the question: "and that of TCNCA", "and what in wide nets".
_ELLIPTIC = re.compile(r"^(?:that|those|than|(?:what|which|how)(?: \w+)? (?:in|of|about|for|with)\b)", re.I)


def asked_of_each(question: str, named: Sequence[Subject]) -> list[str]:
    """Return what the question asks of each of the papers, in their order.

    Its own part, after an opening that speaks of none, where that stands on its own feet; else the whole without the
    names of the others.
    """
    parts = [_pointed(part, named) for part in _SEAM.split(question)]
    holders = [[one.paper.id for one in named if _speaks_of(part, one)] for part in parts]
    return [_asked_of(one, question, parts, holders, named) for one in named]


def nameless(question: str, named: Sequence[Subject]) -> str:
    """Return the question without the names of the papers."""
    return without_names(question, sorted({name for one in named for name in one.names}, key=len, reverse=True))


def _asked_of(
    one: Subject, question: str, parts: Sequence[str], holders: Sequence[list[str]], named: Sequence[Subject]
) -> str:
    own = [part for part, held in zip(parts, holders, strict=True) if held == [one.paper.id]]
    opening = [parts[0]] if own and not holders[0] else []
    said = ", ".join([*opening, *own])
    if own and not _ELLIPTIC.match(own[0]) and terms(without_names(said, one.names)):
        return said.strip(" ,") + "?" * (not said.endswith("?"))
    return without_others(question, one, named)


def _speaks_of(part: str, one: Subject) -> bool:
    return any(says(part, name) for name in one.names)


def _pointed(part: str, named: Sequence[Subject]) -> str:
    """Put the names of two papers in the place of "the first" and "the latter"."""
    if len(named) == len(_PLACES):
        for one, place in zip(named, _PLACES, strict=True):
            part = one.names[0].join(place.split(part))
    return part

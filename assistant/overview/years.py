"""Which years a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

Years = tuple[int | None, int | None]  # the first and the last that are allowed, None where there is no such bound

_YEAR = r"((?:19|20)\d\d)(?![\d-]|s\b)"
# Each with what it makes of the first and the last year that it holds.
_SPANS: tuple[tuple[str, Callable[[int, int], Years]], ...] = (
    (rf"(?:between|from) {_YEAR} (?:and|to|until|through) {_YEAR}", lambda a, b: (a, b)),
    (rf"((?:19|20)\d\d) ?[-–] ?{_YEAR}", lambda a, b: (a, b)),
    (rf"(?:in|from|of|during) {_YEAR} (?:or|and) {_YEAR}", lambda a, b: (min(a, b), max(a, b))),
    (rf"from {_YEAR} on(?:wards?)?", lambda a, _: (a, None)),
    (rf"(?:since|starting (?:in|from)) {_YEAR}", lambda a, _: (a, None)),
    (rf"{_YEAR} (?:or|and) (?:later|newer|after)", lambda a, _: (a, None)),
    (rf"(?:later|newer) than {_YEAR}|after {_YEAR}", lambda a, _: (a + 1, None)),
    (rf"{_YEAR} (?:or|and) (?:earlier|older|before)", lambda a, _: (None, a)),
    (rf"(?:until|up to|through|by the end of) {_YEAR}", lambda a, _: (None, a)),
    (rf"(?:earlier|older) than {_YEAR}|(?:from )?before {_YEAR}", lambda a, _: (None, a - 1)),
    (rf"(?:in|from|of|during) {_YEAR}|{_YEAR}(?= (?:papers|works|studies|articles))", lambda a, _: (a, a)),
)
_RECENT = re.compile(r"\b(?:in|from|of|over|during|within) the (?:last|past) (?:(\w+) )?years?\b", re.I)
_NOW = re.compile(r"\b(?:from |of |in )?(this|last) year(?:'s)?\b", re.I)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def years(question: str) -> tuple[Years, str]:
    """Return the first and the last year that the question allows, and the question without them."""
    for pattern, span in _SPANS:
        if match := re.search(rf"\b(?:{pattern})", question, re.I):
            years = [int(year) for year in match.groups() if year]
            return span(years[0], years[-1]), _without(question, match)
    this = datetime.now().astimezone().year
    if match := _RECENT.search(question):
        count = match.group(1) or "1"
        number = int(count) if count.isdigit() else _COUNTS.get(count.lower(), 1)
        return (this - number, None), _without(question, match)
    if match := _NOW.search(question):
        year = this - (match.group(1).lower() == "last")
        return (year, year), _without(question, match)
    return (None, None), question


def told(span: Years) -> list[str]:
    """Return the years in words, none where any will do."""
    first, last = span
    if first is None and last is None:
        return []
    if first == last:
        return [f"of {first}"]
    if last is None:
        return [f"since {first}"]
    return [f"until {last}"] if first is None else [f"of {first} to {last}"]


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"

"""What a question demands of the records of papers: years, venue, authors, code. Read by rules, and exact."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.overview.people import authors, same_person, surname
from assistant.overview.venues import held_at, venue
from assistant.overview.years import told, years
from index.filters import Filters
from index.library import Library
from index.paper import Paper

_CODE = re.compile(
    r"\b(?:that |which )?(?:(?:comes?|published?|ha[sv]e|having|provides?|offers?|releases?|shares?|are|is)(?: \w+)? )?"
    r"(?:with |their |its |public(?:ly)? |open[- ]source |available )*(?:source )?(?:code|implementations?)"
    r"(?:(?: is| are)?(?: publicly| freely| openly)? (?:available|released|online|public))?\b",
    re.I,
)
_SAYS_CODE = re.compile(r"\bgithub\.com/|\bcode\b[^.]{0,60}\b(?:available|released|public)", re.I)

_NEVER = -9999  # a year of no paper


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the records must say: `filters` for the library, and the rest, which `hold` checks.

    `said` are the conditions in words, for the answer; `rest` is the question without them.
    """

    filters: Filters = field(default_factory=Filters)
    authors: tuple[str, ...] = ()
    venue: str = ""
    code: bool = False
    said: tuple[str, ...] = ()
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.filters or self.authors or self.venue or self.code)

    def hold(self, paper: Paper) -> bool:
        """Say whether the record is as demanded: whole names, where `filters` look for any part of one."""
        return (
            all(any(same_person(asked, author) for author in paper.authors) for asked in self.authors)
            and (not self.venue or held_at(self.venue, paper.venue))
            and (not self.code or has_code(paper))
        )


def conditions(question: str, library: Library) -> Conditions:
    """Return what the question demands of the records, as far as this library's authors and venues tell it apart."""
    people, rest = authors(question, library)
    place, rest = venue(rest, library)
    span, rest = years(rest)
    code = _CODE.search(rest)
    if code:
        rest = f"{rest[: code.start()]} {rest[code.end() :]}"
    said = [*(f"by {name}" for name in people), *([f"at {place}"] if place else []), *told(span)]
    return Conditions(
        filters=Filters(*span, place, surname(people[0]) if people else ""),
        authors=people,
        venue=place,
        code=code is not None,
        said=(*said, *(["with code"] if code else [])),
        rest=" ".join(rest.split()),
    )


def both(asked: Filters, given: Filters) -> Filters:
    """Return the filters that a question asks for on top of those it was asked with.

    A part of a name that both have is that of `given`: what the question asks of names `Conditions.hold` checks.
    """
    first = max((year for year in (asked.year_from, given.year_from) if year is not None), default=None)
    last = min((year for year in (asked.year_to, given.year_to) if year is not None), default=None)
    if first is not None and last is not None and first > last:
        first = last = _NEVER
    return Filters(first, last, given.venue or asked.venue, given.author or asked.author, given.ids)


def has_code(paper: Paper) -> bool:
    """Say whether the record or the abstract tells where code is to be had."""
    return bool(paper.code_url) or _SAYS_CODE.search(paper.abstract) is not None

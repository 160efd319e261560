"""What is asked of the whole library, read off the words of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.conversation import Resolved
from assistant.overview.conditions import Conditions, both, conditions
from assistant.overview.wording import content
from assistant.question import PAPERS
from assistant.subject import subjects
from index.filters import Filters
from index.hit import Hit
from index.library import Library
from index.paper import Paper

_LONGEST = 500  # characters: who asks for papers needs no more


class Kind(StrEnum):
    """What the answer is."""

    LIST = "list"  # every paper that is as demanded
    COUNT = "count"  # how many, and which
    NEWEST = "newest"
    OLDEST = "oldest"
    CONTENTS = "contents"  # what the library is about
    AUTHORS = "authors"  # who wrote a paper
    DATE = "date"  # when it was published
    PLACE = "place"  # where


RECORDS = frozenset((Kind.AUTHORS, Kind.DATE, Kind.PLACE))  # of one paper, or of those a conversation is about

_HERE = r"(?:in here|here|(?:in )?(?:this|the|my|your|our) (?:library|collection)|in (?:it|store))"
_CONTENTS = re.compile(
    rf"^\W*(?:what(?:['’]s| is| are| do (?:you|we|i) have| have (?:you|we|i) got)(?: all)? {_HERE}"
    rf"|what {PAPERS} (?:do (?:you|we|i) have|are (?:there|{_HERE}))(?: {_HERE})?"
    rf"|(?:what|which) (?:topics|subjects|themes|fields|areas)\b.{{0,60}}"
    rf"|what (?:is|are) (?:(?:this|the|my|your|our) (?:library|collection)|(?:these|the|all|my)(?: the)? papers) about"
    rf"|(?:(?:give|show) me |i want )?an? (?:overview|summary|map) of (?:this|the|my|your|our|all)"
    rf"(?: the)? (?:library|collection|papers|topics)"
    rf"|(?:list|show)(?: me)?(?: all)?(?: the| my| your)? {PAPERS})(?: {_HERE})?\W*$",
    re.I,
)
_ONE = r"(?:papers?|work|publications?|article|stud(?:y|ies))"
_OUT = r"\b(?:published?|written|appear(?:ed)?|come out|released|presented|printed)\b"
_FEW = r"(?:[\w.:-]+ ){0,3}?"  # words between "which" and "papers"
_HAVE = r"(?:(?:else )?(?:do|have) (?:you|we|i) (?:have|got)|(?:else )?is there)"
_KINDS = (
    (
        Kind.AUTHORS,
        r"\bwho (?:wrote|authored|co-?authored|published|(?:is|are|were|was) the (?:co-?)?authors?)\b"
        r"|\b(?:names?|list|what are|tell me) (?:of )?the (?:co-?)?authors? of\b",
    ),
    (Kind.DATE, rf"\bwhen (?:was|were|did|has|had)\b.*{_OUT}|\b(?:what|which) year\b.*{_OUT}"),
    (
        Kind.PLACE,
        rf"\bwhere (?:was|were|did|has|is)\b.*{_OUT}"
        r"|\b(?:what|which) (?:conference|journal|venue|workshop|proceedings)\b",
    ),
    (Kind.NEWEST, rf"\b(?:newest|latest|most recent)\b(?: [\w-]+){{0,3}} {_ONE}\b"),
    (Kind.OLDEST, rf"\b(?:oldest|earliest)\b(?: [\w-]+){{0,3}} {_ONE}\b"),
    (
        Kind.COUNT,
        rf"\bhow many (?:of )?(?:the |these |those |our |my )?{_FEW}{PAPERS}\b"
        r"|^\W*how many (?:since|after|before|between|from|in|by|at|until) ",
    ),
    (
        Kind.LIST,
        rf"\b(?:which|what) (?:(?:of|are) )?(?:(?:the|these|those|all|my|our) )*{_FEW}{PAPERS}\b"
        rf"|\b(?:list|find|show|name|give)\b(?: (?:me|us|out|every|all|the|of|any|my|\d+))* {_FEW}{PAPERS}\b"
        r"|\b(?:list|find|show|name|give)\b(?: me| us)? (?:everything|anything|all)\b"
        rf"|\b(?:any|are there) (?:[\w-]+ ){{0,2}}{PAPERS}\b"
        rf"|^\W*{PAPERS} (?:by|from|at|of|on|about|since|before|after|that|which|with)\b"
        rf"|\bwhat {_HAVE} (?:by|from|at|since|before|after|on|about)\b"
        r"|\bwhat (?:did|has|have) [A-Z].* (?:write|written|wrote|published?|author(?:ed)?)\b",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _KINDS)
_ANOTHER_QUESTION = re.compile(r"\bof (?:the two|both|them|these two)\b|^\W*(?:how (?!many)|why\b)", re.I)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the library: papers whose records fulfil `conditions`, and which are `about` something.

    `about` is in the question's own words, "" where any content will do.
    """

    kind: Kind
    conditions: Conditions
    about: str = ""


def requested_of(resolved: Resolved, asked: str, library: Library) -> Request | None:
    """Return what a question in its conversation asks of the whole library, None where it asks something else.

    One that points back at papers ("which of them", "it") is about these alone, unless it asks for their records.
    """
    request = requested(resolved.question, library)
    pointed = bool(resolved.papers) and resolved.question != asked
    return None if request and pointed and request.kind not in RECORDS else request


def papers_meant(resolved: Resolved, hits: Sequence[Hit]) -> tuple[Paper, ...]:
    """Return the papers whose records are asked for: those pointed back at, else those that the question names."""
    named = subjects(resolved.question, [hit.paper for hit in hits])
    return resolved.papers or tuple(one.paper for one in named)


def within(request: Request, filters: Filters | None) -> Request:
    """Return the request with the person's own filters on top of what the question demands."""
    if not filters:
        return request
    conditions = request.conditions
    return replace(request, conditions=replace(conditions, filters=both(conditions.filters, filters)))


def requested(question: str, library: Library) -> Request | None:
    """Return what the question asks of the whole library, None where it asks something else."""
    if len(question) > _LONGEST:
        return None
    if _CONTENTS.search(question):
        return Request(Kind.CONTENTS, Conditions())
    kind = next((kind for kind, pattern in _PATTERNS if pattern.search(question)), None)
    if kind is None or (kind not in RECORDS and _ANOTHER_QUESTION.search(question)):
        return None
    if kind in RECORDS:
        return Request(kind, Conditions())
    demanded = conditions(question, library)
    about = content(demanded.rest)
    if not about and not demanded and kind in (Kind.LIST, Kind.COUNT):
        return Request(Kind.CONTENTS, demanded)
    return Request(kind, demanded, about)

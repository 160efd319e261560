"""Papers that a question lists beside those that are known to be compared, in words of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.comparison.absent import absent
from assistant.comparison.described import Fitting, endings, readings
from assistant.models.judge import Judge
from assistant.question import asks_papers
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library

_SENTENCE = re.compile(r"(?<=[.?!;])\s+")  # what stands behind a colon is asked of the list before it
_LISTED = re.compile(r",? (?:and|or|with|versus|vs\.?|to|&) |, ", re.I)
_INTRODUCING = re.compile(
    r"(?:(?:with|to|and|or|the|a|one|ones|paper|work|study|method|model|approach|system|of|on|about|that|for)\b\W*)*",
    re.I,
)
_SURE = 0.0  # `Described.worth` from which the judge is asked
_MOST = 4  # parts of a question that are read so: who lists more names them


def further(
    question: str, known: Sequence[Subject], library: Library, filters: Filters | None, judge: Judge | None
) -> list[Subject]:
    """Return the papers that stand in one list with known ones ("A, B and the paper on C"), each surely described."""
    if asks_papers(question):
        return []
    fitting, strange = Fitting(library, filters, judge), absent(question, known, library, filters)
    found = list[Subject]()
    looked = 0
    for sentence in _SENTENCE.split(question):
        before: str | None = None  # what is said behind the last item of a list, None where there is none
        parts = _LISTED.split(sentence)
        for n, part in enumerate(parts):
            behind = _behind(part, known)
            own = not any(name in part for name in strange)
            if behind is None and own and looked < _MOST and (texts := _may_describe(parts, n, before, known)):
                looked += 1
                side = fitting.side(texts, (*known, *found))
                if side and side.worth >= _SURE and fitting.is_sure(side):
                    found.append(side.about)
                    behind = _behind(part, [side.about])
            before = behind
    return found


def _may_describe(parts: Sequence[str], n: int, before: str | None, known: Sequence[Subject]) -> list[str]:
    """Return what may describe a paper in the part of this number: right behind an item of a list, or before one."""
    told = readings(_up_to_known(parts[n:], known)) if before == "" else []
    follows = n + 1 < len(parts) and _begins(parts[n + 1], known)
    return told or (endings(parts[n]) if follows else [])


def _up_to_known(parts: Sequence[str], known: Sequence[Subject]) -> str:
    """Return what is said before the next known paper: a description may itself hold an "and"."""
    return " and ".join(takewhile(lambda part: not _places(part, known), parts))


def _behind(part: str, known: Sequence[Subject]) -> str | None:
    """Return what the part says behind the name of a known paper, None where it names none."""
    told = [part[end:].strip(" .?!") for _, end in _places(part, known)]
    return min(told, key=len, default=None)


def _begins(part: str, known: Sequence[Subject]) -> bool:
    """Say whether the part begins with the name of a known paper, or with words that introduce it."""
    return any(_INTRODUCING.fullmatch(part[:start].strip()) for start, _ in _places(part, known))


def _places(part: str, known: Sequence[Subject]) -> list[tuple[int, int]]:
    names = (re.escape(name) for one in known for name in one.names)
    return [match.span() for name in names for match in re.finditer(rf"(?<!\w){name}(?!\w)", part, re.I)]

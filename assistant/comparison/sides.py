"""The two papers that a question sets side by side, where it describes one of them or both in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from assistant.aliases import says
from assistant.facts import spelled_names
from assistant.models.judge import Judge
from assistant.overview.fit import Fit, fits
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.method import BM25
from index.terms import terms

_ASKS = r"(?:how|what|which|whose|whom|who|where|when|why)"
_OF_TWO = re.compile(
    "|".join(
        (
            r"(?:^|[.:;?!,] )both\b",  # "Both A and B …"
            r"\band\b[^.?!;:]*(?<! in)(?<! of)(?<! for)(?<! inside)(?<! and)(?<! with)(?<! from) (?:both|each)\b"
            r"(?! other\b)",  # "A and B each …"
            r"\b(?:do|does|did|is|are|was|were|has|have|by|of|in|for|from|with|on|at) (?:each|either|the two)\b"
            r"(?=\W*$|[,?.;:]| (?:of (?:them|these|those|the two)|one|case|paper|study|work|method|model|system)\b)",
            r"\b(?:do|does|did|is|has) each (?=[a-z]+(?: |\?))|\bdo the two\b",  # "What does each use?"
            r"\bthe (?:one|first|former)\b.*\bthe (?:other|second|latter)\b",
            r"\bcompar|\bcontrast|\bversus\b|\bvs\b|\bdiffers? from\b|\bhow\b.*\bdiffers?\b|\bdifferences? between\b",
            r"^(?:is|are|does|do)\b.*\bor\b",  # "Is A or B …"
            rf"(?:^|[:,;.] )(?:\w+ ){{0,2}}{_ASKS}\b.*(?:;|\band\b|\bwhile\b) (?:\w+ ){{0,3}}?{_ASKS}\b"
            r"(?! (?:they|it|them|this|that)\b)",  # "What does A …, and what does B …"
        )
    ),
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.?!;:])\s+")
_SEAM = re.compile(r",? (?:and|with|or|versus|vs\.?|from|than|while|whereas) |, ", re.I)
_JOINING = frozenset(
    "the a an in by of on for do does did are is was were with to both between from that than how what which compare "
    "compared contrast".split()
)
_PREDICATE = re.compile(r"\b(?:both|each|do|does|did|are|is|was|were|have|has|had|can|compare|differ)\b.*", re.I)
_REQUEST = re.compile(rf"^(?:\w+ ){{0,2}}?{_ASKS}\b.*?\b(?:do|does|did|are|is|was|were|have|has|had|can)\b", re.I)
_MOST_SEAMS = 5  # of a question
_LONGEST = 14  # words of a description
_READINGS = 8  # of a side: what is described may end before the side does
_FITTED = 12  # papers closest to the words, of which one may be what they describe
_FITS = 0.0  # log-odds from which one does: surer than where a person asks for it, for who compares knows what is there
_AHEAD = 2.0  # log-odds by which it must fit better than any other
_CLEARLY = 6.0  # by which it surely does
_SHORTEST = 3  # letters of a name that may single a paper out
_HOLDERS = 2  # papers that use a name: where only one does, the name may mean it


@dataclass(frozen=True, slots=True)
class _Side:
    """The paper that a side of a question means, by these words, and how far it is ahead of others; inf for a name."""

    about: Subject
    ahead: float


def side_by_side(
    question: str, named: Sequence[Subject], library: Library, filters: Filters | None, judge: Judge | None
) -> list[Subject]:
    """Return the two papers that the question sets side by side, by name or as it describes them; none for others.

    The papers that it names are among them, and each of the others fits its words surely, and clearly better than any
    other does.
    """
    if not _OF_TWO.search(question) or len(named) > 1:
        return []
    best: list[_Side] = []
    for left, right in _seams(question):
        found = [_meant(one, named, library, filters) for one in (_endings(left), _beginnings(right))]
        sides = [side for side in found if side]
        if len({side.about.paper.id for side in sides}) > 1 and _least(sides) > _least(best):
            best = sides
        if _least(best) >= _CLEARLY:
            break
    if _least(best) < 0 or not {one.paper.id for one in named} <= {side.about.paper.id for side in best}:
        return []
    return [side.about for side in best] if all(_is_sure(side, library, filters, judge) for side in best) else []


def _seams(question: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each word that may join two papers, in its sentence."""
    pairs = (
        (sentence[: seam.start()], sentence[seam.end() :])
        for sentence in _SENTENCE.split(question)
        for seam in _SEAM.finditer(sentence)
    )
    for _, pair in zip(range(_MOST_SEAMS), pairs, strict=False):
        yield pair


def _endings(text: str) -> list[str]:
    """Return what may describe a paper at the end of a text: all, and what follows each joining word."""
    text = text.rpartition(", ")[2]  # "in general, do A"
    words = list(re.finditer(r"\S+", text))[-_LONGEST:]
    starts = [words[0].start() if words else 0, *(one.end() for one in words if _joins(one.group()))]
    return _distinct(text[start:] for start in starts)[-_READINGS:]


def _beginnings(text: str) -> list[str]:
    """Return what may describe a paper at the beginning of a text: up to what is said of it, and the words before."""
    said = _PREDICATE.sub("", _REQUEST.sub("", text.partition(", ")[0]))
    words = list(re.finditer(r"\S+", said))[:_LONGEST]
    ends = [one.end() for one in words if not _joins(one.group())]
    return _distinct(said[:end] for end in reversed(ends))[:_READINGS]


def _distinct(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(found for text in texts if (found := text.strip(" ,.;:?!"))))


def _joins(word: str) -> bool:
    return word.lower().strip(",") in _JOINING


def _meant(
    readings: Sequence[str], named: Sequence[Subject], library: Library, filters: Filters | None
) -> _Side | None:
    """Return the paper that one of the readings means: by name, or because it fits the words most clearly."""
    if not readings:
        return None
    for one in (*named, *_user(readings[0], library, filters)):
        if any(says(reading, name) for reading in readings for name in one.names):
            return _Side(one, inf)
    found = [(reading, fit) for reading in readings if (fit := _fitting(reading, library, filters, None))]
    if not found:
        return None
    reading, (best, ahead) = max(found, key=lambda one: _worth(*one[1]))
    if best.hit.paper.id in {one.paper.id for one in named}:  # which is named elsewhere: this is a part of it
        return None
    return _Side(Subject(best.hit.paper, (reading,)), _worth(best, ahead))


def _user(described: str, library: Library, filters: Filters | None) -> list[Subject]:
    """Return the one paper that uses a name that is in these words."""
    for name in spelled_names(described):
        hits = library.search(name, _HOLDERS, filters, BM25)
        holders = [hit.paper for hit in hits if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", hit.paper.text)]
        if len(holders) == 1 and len(name) >= _SHORTEST:
            return [Subject(holders[0], (name,))]
    return []


def _worth(best: Fit, ahead: float) -> float:
    return min(ahead, best.odds + _AHEAD)


def _fitting(
    described: str, library: Library, filters: Filters | None, judge: Judge | None
) -> tuple[Fit, float] | None:
    """Return the paper that the words fit best, and the log-odds by which it is ahead of the next."""
    if not terms(described):
        return None
    found = fits(f"Which paper is about {described}?", library.search(described, _FITTED, filters), judge)
    return (found[0], found[0].odds - max((one.odds for one in found[1:]), default=-inf)) if found else None


def _is_sure(side: _Side, library: Library, filters: Filters | None, judge: Judge | None) -> bool:
    """Say whether the paper is named, or fits its words surely once the judge has read it."""
    if side.ahead == inf:
        return True
    found = _fitting(side.about.names[0], library, filters, judge)
    if not found:
        return False
    best, ahead = found
    return best.hit.paper.id == side.about.paper.id and best.odds >= _FITS and ahead >= _AHEAD


def _least(sides: Sequence[_Side]) -> float:
    return min((side.ahead for side in sides), default=-inf)

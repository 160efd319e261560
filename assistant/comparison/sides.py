"""The two papers that a question sets side by side, where it describes one of them or both in words of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from assistant.aliases import says
from assistant.facts import names
from assistant.models.judge import Judge
from assistant.overview.fit import fits, glanced
from assistant.question import asks_papers
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.terms import terms

_ASKS = r"(?:how|what|which|whose|whom|who|where|when|why)"
_DOES = r"(?:do|does|did|is|are|was|were|has|have|had|can)"
_MORE = (
    r"(?:more|less|fewer|better|worse|faster|slower|larger|bigger|smaller|higher|lower|cheaper|stronger|weaker|longer|"
    r"shorter|simpler|quicker|easier|newer|older)"
)
_NOT_OF = "".join(
    f"(?<! {word})" for word in "in of for inside and with from at on by to per over through after".split()
)
_ONE = r"(?: (?:one|paper|study|work|method|model|system))?"
_OF_TWO = re.compile(
    "|".join(
        (
            rf"(?:^|[.:;?!,] |\b{_DOES} )both\b",  # "Both A and B …"
            rf"\band\b[^.?!;:]{{1,200}}?{_NOT_OF} (?:both|each)\b(?! other\b)",  # "A and B each …"
            rf"\b(?:{_DOES}|by|of|in|for|from|with|on|at) (?:each|either|the two)\b"
            r"(?=\W*$|[,?.;:]| (?:of (?:them|these|those|the two)|one|case|paper|study|work|method|model|system)\b)",
            rf"\b{_DOES} each (?=[a-z]+(?: |\?))|\bdo the two\b",  # "What does each use?"
            rf"\bthe (?:one|first|former){_ONE}(?= {_DOES}\b|[,?]).*\bthe (?:other|second|latter)\b",
            r"\bone\b.*[,;] (?:and )?(?:one|another|the other)\b",  # "one paper does A, another B"
            r"\bcompar(?:e|es|ed|ing|ison)\b|^contrast\b|\bcontrast between\b|\bversus\b|\bvs\b|\bhave in common\b",
            r"\bdiffers? from\b|\bhow\b.*\bdiffers?\b|\bdifferent from\b|\bdifferences?\b.*\bbetween\b|\bdistinguish",
            rf"^{_DOES}\b.*\bthan\b|\b{_MORE}\b.*\bor\b|\bor\b.*\b{_MORE}\b",  # "Is A more … than B?", "… A or B?"
            rf"(?:^|[:,;.] )(?:\w+ ){{0,2}}{_ASKS}\b.*(?:;|\band\b|\bwhile\b) (?:\w+ ){{0,3}}?{_ASKS}\b"
            r"(?!.*\b(?:it|its|they|their|them|this|that)\b)",  # "What does A …, and what does B …"
        )
    ),
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.?!;:])\s+")
_SEAM = re.compile(r",? (?:and|with|or|versus|vs\.?|from|than|while|whereas|against|&) |, ", re.I)
_COMPARED = re.compile(r",? (?:and|with|to|against|&) |, ", re.I)  # "Compare A to B": elsewhere "to" joins nothing
_COMPARE = re.compile(r"\bcompar", re.I)
_JOINING = frozenset(
    "the a an in by of on for do does did are is was were with to both between from that than how what which compare "
    "compared contrast one another".split()
)
_PREDICATE = re.compile(rf"\b(?:both|each|compare|differ|{_DOES}|(?:the )?{_MORE})\b.*", re.I)
_REQUEST = re.compile(rf"^(?:\w+ ){{0,2}}?{_ASKS}\b.*?\b{_DOES}\b", re.I)
_ASKING = re.compile(rf"(?:\w+ ){{0,2}}?{_ASKS}\b", re.I)
_SENTENCE_END = re.compile(r"[.?!].*")
_LEFT_OVER = re.compile(r"\s(?:differs?|both|each|compare)$", re.I)
_LONGEST_QUESTION = 600  # characters: what is longer sets no two papers side by side
_MOST_SEAMS = 5  # of a question
_LONGEST = 14  # words of a description
_READINGS = 8  # of a side: what is described may end before the side does
_FEWEST = 2  # words of a description that is no name: "kernels" describes many papers, or none
_FITTED = 12  # papers closest to the words, of which one may be what they describe
_CONFIRMED = 5  # of them that the judge reads: a twentieth of a second each
_FITS = 0.0  # log-odds from which one does: surer than where a person asks for it, for who compares knows what is there
_AHEAD = 2.0  # log-odds by which it must fit better than any other
_CLEAR = 6.0  # `_Side.worth` of two sides behind which no other seam is looked at


@dataclass(frozen=True, slots=True)
class _Side:
    """The paper that a side of a question means, by these words, and how clear that is, in log-odds; inf for a name."""

    about: Subject
    worth: float


class _Fitting:
    """Which papers fit descriptions."""

    def __init__(self, library: Library, filters: Filters | None, judge: Judge | None) -> None:
        self._library, self._filters, self._judge = library, filters, judge

    def side(self, texts: Sequence[str], named: Sequence[Subject]) -> _Side | None:
        """Return the paper that these texts mean, by the clearest of them; None where none means any.

        Each counts as much as it is clear: a few words that happen to fit another paper are outvoted.
        """
        for one in named:
            if any(says(text, name) for text in texts for name in one.names):
                return _Side(one, inf)
        read = [found for text in texts if (found := self._read(text))]
        said = defaultdict[str, float](float)
        for found in read:
            said[found.about.paper.id] += max(found.worth, 0.0)
        best = max(read, key=lambda found: (said[found.about.paper.id], found.worth), default=None)
        # What is named elsewhere is not described here: this is a part of it.
        return None if best and best.about.paper.id in {one.paper.id for one in named} else best

    def _read(self, text: str) -> _Side | None:
        if len(terms(text)) < _FEWEST and not names(text):
            return None
        hits = self._library.search(text, _FITTED, self._filters)
        if not hits:
            return None
        odds = glanced(_asked(text), hits)  # no sentence is looked for: most readings mean nothing
        best = int(odds.argmax())
        worth = min(_ahead(odds.tolist()), float(odds[best]) + _AHEAD)
        return _Side(Subject(hits[best].paper, (text,), sure=False), worth)

    def is_sure(self, side: _Side) -> bool:
        """Say whether the paper is named, or fits its words surely once the judge has read it."""
        if side.worth == inf:
            return True
        text = side.about.names[0]
        found = fits(_asked(text), self._library.search(text, _CONFIRMED, self._filters), self._judge)
        same = bool(found) and found[0].hit.paper.id == side.about.paper.id
        return same and found[0].odds >= _FITS and _ahead([one.odds for one in found]) >= _AHEAD


def side_by_side(
    question: str, named: Sequence[Subject], library: Library, filters: Filters | None, judge: Judge | None
) -> list[Subject]:
    """Return the two papers that the question sets side by side, by name or as it describes them; none for others.

    The one that it names, where it does, is among them; any other fits its words, and clearly better than the next.
    """
    if len(question) > _LONGEST_QUESTION or asks_papers(question) or not _OF_TWO.search(question):
        return []
    fitting = _Fitting(library, filters, judge)
    best: list[_Side] = []
    for left, right in _seams(question):
        one = fitting.side(_endings(left), named)
        other = fitting.side(_readings(right), named) if one else None
        if one and other and one.about.paper.id != other.about.paper.id and _least([one, other]) > _least(best):
            best = [one, other]
        if _least(best) >= _CLEAR:
            break
    if _least(best) < 0 or not {one.paper.id for one in named} <= {side.about.paper.id for side in best}:
        return []
    return [side.about for side in best] if all(map(fitting.is_sure, best)) else []


def _seams(question: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each word that may join two papers; first in the sentence that says so."""
    sentences = sorted(_SENTENCE.split(question), key=lambda one: _OF_TWO.search(one) is None)
    pairs = (
        (sentence[: seam.start()], sentence[seam.end() :])
        for sentence in sentences
        for seam in (_COMPARED if _COMPARE.search(sentence) else _SEAM).finditer(sentence)
    )
    for _, pair in zip(range(_MOST_SEAMS), pairs, strict=False):
        yield pair


def _endings(text: str) -> list[str]:
    """Return what may describe a paper at the end of a text, the shortest first: what follows each joining word."""
    text = _LEFT_OVER.sub("", text.rpartition(", ")[2])  # "in general, do A"
    words = list(re.finditer(r"\S+", text))[-_LONGEST:]
    starts = [words[0].start() if words else 0, *(one.end() for one in words if _joins(one.group()))]
    return _distinct(text[start:] for start in reversed(starts))


def _beginnings(text: str) -> list[str]:
    """Return what may describe a paper at the beginning of a text, the shortest first: up to what is said of it."""
    text = _PREDICATE.sub("", _REQUEST.sub("", text.partition(", ")[0]))
    words = list(re.finditer(r"\S+", text))[:_LONGEST]
    return _distinct(text[: one.end()] for one in words if not _joins(one.group()))


def _readings(text: str) -> list[str]:
    """Return what may describe a paper behind a seam: at the beginning, or at the end of a request of its own."""
    own = _ASKING.match(text)
    return [*_beginnings(text), *(_endings(_SENTENCE_END.sub("", text)) if own else [])]


def _distinct(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(found for text in texts if (found := text.strip(" ,.;:?!"))))[:_READINGS]


def _joins(word: str) -> bool:
    return word.lower().strip(",") in _JOINING


def _asked(text: str) -> str:
    return f"Which paper is about {text}?"


def _ahead(odds: Sequence[float]) -> float:
    """Return the log-odds by which the best fits better than the next; inf where there is one alone."""
    best, *others = sorted(odds, reverse=True)
    return best - max(others, default=-inf)


def _least(sides: Sequence[_Side]) -> float:
    return min((side.worth for side in sides), default=-inf)

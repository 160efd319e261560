"""The paper that a part of a question describes, in words of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from assistant.aliases import aliases, says
from assistant.facts import names, names_agree, spelled_names
from assistant.models.judge import Judge
from assistant.overview.fit import fits, glanced
from assistant.subject import Subject, without_names
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from index.terms import terms

ASKS = r"(?:how|what|which|whose|whom|who|where|when|why)"
DOES = r"(?:do|does|did|is|are|was|were|has|have|had|can)"
MORE = (
    r"(?:more|less|fewer|better|worse|faster|slower|larger|bigger|smaller|higher|lower|cheaper|stronger|weaker|longer|"
    r"shorter|simpler|quicker|easier|newer|older)"
)
_JOINING = frozenset(
    "the a an in by of on for do does did are is was were with to both between from that than how what which compare "
    "compared contrast one another".split()
)
_PREDICATE = re.compile(rf"\b(?:both|each|compare|differ|{DOES}|(?:the )?{MORE})\b.*", re.I)
_REQUEST = re.compile(rf"^(?:\w+ ){{0,2}}?{ASKS}\b.*?\b{DOES}\b", re.I)
_ASKING = re.compile(rf"(?:\w+ ){{0,2}}?{ASKS}\b", re.I)
_SENTENCE_END = re.compile(r"[.?!](?=\s|$).*")
_LEFT_OVER = re.compile(r"\s(?:differs?|both|each|compare)$", re.I)
_LONGEST = 14  # words of a description
_READINGS = 8  # of a side: what is described may end before the side does
_FEWEST = 2  # words of a description that is no name: "kernels" describes many papers, or none
_FITTED = 12  # papers closest to the words, of which one may be what they describe
_CONFIRMED = 5  # of them that the judge reads: a twentieth of a second each
_FITS = 0.0  # log-odds from which one does: surer than where a person asks for it, for who compares knows what is there
_AHEAD = 2.0  # log-odds by which it must fit better than any other


@dataclass(frozen=True, slots=True)
class Described:
    """The paper that a side of a question means, by these words, and how clear that is, in log-odds; inf for a name."""

    about: Subject
    worth: float


class Fitting:
    """Which papers fit descriptions."""

    def __init__(self, library: Library, filters: Filters | None, judge: Judge | None) -> None:
        self._library, self._filters, self._judge = library, filters, judge

    def side(self, texts: Sequence[str], named: Sequence[Subject]) -> Described | None:
        """Return the paper that these texts mean, by the clearest of them; None where none means any.

        Each counts as much as it is clear: a few words that happen to fit another paper are outvoted.
        """
        for one in named:
            if any(says(text, name) for text in texts for name in one.names):
                return Described(one, inf)
        read = [found for text in texts if (found := self._read(text))]
        said = defaultdict[str, float](float)
        for found in read:
            said[found.about.paper.id] += max(found.worth, 0.0)
        best = max(read, key=lambda found: (said[found.about.paper.id], found.worth), default=None)
        # What is named elsewhere is not described here: this is a part of it.
        return None if best and best.about.paper.id in {one.paper.id for one in named} else best

    def _read(self, text: str) -> Described | None:
        if len(terms(text)) < _FEWEST and not names(text):
            return None
        hits = self._library.search(text, _FITTED, self._filters)
        if not hits:
            return None
        odds = glanced(_asked(text), hits)  # no sentence is looked for: most readings mean nothing
        best = int(odds.argmax())
        if not _may_mean(text, hits[best].paper):
            return None
        worth = min(_ahead(odds.tolist()), float(odds[best]) + _AHEAD)
        return Described(Subject(hits[best].paper, (text,), sure=False), worth)

    def is_sure(self, side: Described) -> bool:
        """Say whether the paper is named, or fits its words surely once the judge has read it."""
        if side.worth == inf:
            return True
        text = side.about.names[0]
        found = fits(_asked(text), self._library.search(text, _CONFIRMED, self._filters), self._judge)
        same = bool(found) and found[0].hit.paper.id == side.about.paper.id
        return same and found[0].odds >= _FITS and _ahead([one.odds for one in found]) >= _AHEAD


def endings(text: str) -> list[str]:
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


def readings(text: str) -> list[str]:
    """Return what may describe a paper behind a seam: at the beginning, or at the end of a request of its own."""
    own = _ASKING.match(text)
    return [*_beginnings(text), *(endings(_SENTENCE_END.sub("", text)) if own else [])]


def _distinct(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(found for text in texts if (found := text.strip(" ,.;:?!"))))[:_READINGS]


def _may_mean(text: str, paper: Paper) -> bool:
    """Say whether the paper holds the names in a text; where the text is no more than a name, as its own."""
    called = spelled_names(text)
    if terms(without_names(text, called)):
        return names_agree(text, paper.text)
    return not called or any(says(own, name) for own in (paper.title, *aliases(paper)) for name in called)


def _joins(word: str) -> bool:
    return word.lower().strip(",") in _JOINING


def _asked(text: str) -> str:
    return f"Which paper is about {text}?"


def _ahead(odds: Sequence[float]) -> float:
    """Return the log-odds by which the best fits better than the next; inf where there is one alone."""
    best, *others = sorted(odds, reverse=True)
    return best - max(others, default=-inf)

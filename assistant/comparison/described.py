"""Papers that a question describes, by words of their titles or by what they are about, where it does not name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.judge import Judge
from assistant.overview.fit import fits
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.terms import terms

_READ = 5  # papers closest to the words
_FITTED = 12  # papers closest to the words, of which one may be what they describe
_FITS = 0.0  # log-odds from which one does: surer than where a person asks for it, for who compares knows what is there
_AHEAD = 2.0  # log-odds by which it must fit better than any other
_FEWEST = 2  # words that question and title share: "gradient noise", "the filter design study"
_WORD = re.compile(r"[^\W_][\w'’-]*")


def described(part: str, library: Library, filters: Filters | None) -> list[Subject]:
    """Return the paper whose title shares two words with this part of a question, and more than any other's does."""
    asked = set(terms(part))
    if len(asked) < _FEWEST:
        return []
    papers = [hit.paper for hit in library.search(part, _READ, filters)]
    shared = sorted(((asked & set(terms(paper.title)), paper) for paper in papers), key=lambda one: -len(one[0]))
    if not shared or len(shared[0][0]) < _FEWEST or (len(shared) > 1 and len(shared[1][0]) == len(shared[0][0])):
        return []
    words, paper = shared[0]
    return [Subject(paper, (_phrase(part, words),))]


def meant(part: str, library: Library, filters: Filters | None, judge: Judge | None) -> list[Subject]:
    """Return the paper that this part of a question describes by what it is about: it fits, and none nearly as well."""
    if len(set(terms(part))) < _FEWEST:
        return []
    found = fits(f"Which paper is about {part}?", library.search(part, _FITTED, filters), judge)
    if not found or found[0].odds < _FITS or any(one.odds > found[0].odds - _AHEAD for one in found[1:2]):
        return []
    return [Subject(found[0].hit.paper, (part,))]


def _phrase(part: str, shared: Sequence[str] | set[str]) -> str:
    """Return the longest run of words of the part that are among those shared with the title."""
    runs, start, end = [], None, 0
    for match in _WORD.finditer(part):
        if set(terms(match.group())) & set(shared):
            start, end = (match.start() if start is None else start), match.end()
            runs.append(part[start:end])
        else:
            start = None
    return max(runs, key=len, default=part)

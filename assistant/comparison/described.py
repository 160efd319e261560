"""Papers that a question describes by words of their titles, where it does not name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.terms import terms

_READ = 5  # papers closest to the words
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

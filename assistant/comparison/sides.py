"""The two papers that a question sets side by side, where it describes one of them or both in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from assistant.comparison.absent import absent
from assistant.comparison.described import ASKS, DOES, MORE, Described, Fitting, endings, readings
from assistant.models.judge import Judge
from assistant.question import asks_papers
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library

_NOT_OF = "".join(
    f"(?<! {word})" for word in "in of for inside and with from at on by to per over through after".split()
)
_ONE = r"(?: (?:one|paper|study|work|method|model|system))?"
_OF_TWO = re.compile(
    "|".join(
        (
            rf"(?:^|[.:;?!,] |\b{DOES} )both\b",  # "Both A and B …"
            rf"\band\b[^.?!;:]{{1,200}}?{_NOT_OF} (?:both|each)\b(?! other\b)",  # "A and B each …"
            rf"\b(?:{DOES}|by|of|in|for|from|with|on|at) (?:each|either|the two)\b"
            r"(?=\W*$|[,?.;:]| (?:of (?:them|these|those|the two)|one|case|paper|study|work|method|model|system)\b)",
            rf"\b{DOES} each (?=[a-z]+(?: |\?))|\bdo the two\b",  # "What does each use?"
            rf"\bthe (?:one|first|former){_ONE}(?= {DOES}\b|[,?]).*\bthe (?:other|second|latter)\b",
            r"\bone\b.*[,;] (?:and )?(?:one|another|the other)\b",  # "one paper does A, another B"
            r"\bcompar(?:e|es|ed|ing|ison)\b|^contrast\b|\bcontrast between\b|\bversus\b|\bvs\b|\bhave in common\b",
            r"\bdiffers? from\b|\bhow\b.*\bdiffers?\b|\bdifferent from\b|\bdifferences?\b.*\bbetween\b|\bdistinguish",
            rf"^{DOES}\b.*\bthan\b|\b{MORE}\b.*\bor\b|\bor\b.*\b{MORE}\b",  # "Is A more … than B?", "… A or B?"
            rf"(?:^|[:,;.] )(?:\w+ ){{0,2}}{ASKS}\b.*(?:;|\band\b|\bwhile\b) (?:\w+ ){{0,3}}?{ASKS}\b"
            r"(?!.*\b(?:it|its|they|their|them|this|that)\b)",  # "What does A …, and what does B …"
        )
    ),
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.?!;:])\s+")
_SEAM = re.compile(r",? (?:and|with|or|versus|vs\.?|from|than|while|whereas|against|&) |, ", re.I)
_COMPARED = re.compile(r",? (?:and|with|to|against|&) |, ", re.I)  # "Compare A to B": elsewhere "to" joins nothing
_COMPARE = re.compile(r"\bcompar", re.I)
_LONGEST_QUESTION = 600  # characters: what is longer sets no two papers side by side
_MOST_SEAMS = 5  # of a question
_CLEAR = 6.0  # `Described.worth` of two sides behind which no other seam is looked at


def side_by_side(
    question: str, named: Sequence[Subject], library: Library, filters: Filters | None, judge: Judge | None
) -> list[Subject]:
    """Return the two papers that the question sets side by side, by name or as it describes them; none for others.

    The one that it names, where it does, is among them; any other fits its words, and clearly better than the next.
    """
    if len(question) > _LONGEST_QUESTION or asks_papers(question) or not _OF_TWO.search(question):
        return []
    fitting, strange = Fitting(library, filters, judge), absent(question, named, library, filters)
    best: list[Described] = []
    for left, right in _seams(question):
        if any(name in left or name in right for name in strange):  # what is said of it describes no other paper
            continue
        one = fitting.side(endings(left), named)
        other = fitting.side(readings(right), named) if one else None
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


def _least(sides: Sequence[Described]) -> float:
    return min((side.worth for side in sides), default=-inf)

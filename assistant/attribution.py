"""Which figure belongs to what, where a sentence holds several."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from assistant.facts import Number, figures, holds, names, numbers
from assistant.question import measures
from assistant.sequence import Token, neighbours, sequence
from index.terms import terms

# Where one figure's business ends and another's begins.
_SEAM = re.compile(r"[;:()]|,(?!\d)|\b(?:and|with|while|whereas|but|versus|vs|against|compared)\b", re.I)

_IN_NAME = re.compile(r"(?<=[A-Za-z])[-−]\d[\w.]*")  # the 50 of "ResNet-50" and the 1 of "top-1" are no figures

# "1st" and the year in "COCO 2017" may be left out beside another figure.
_LOOSE = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b|(?<=[A-Z\d] )((?:19|20)\d\d)\b")

_MEASURED = frozenset(("map", "ap", "iou", "acc", "top-1", "top-5", "flops"))

_COUNTED = 3  # words behind a figure that may be what it counts: "24 trainable network parameters"
_COUNTED_BEFORE = 4  # "an accuracy of 83.6%" for "83.6% accuracy"


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sentence: its figures, and the words around them."""

    figures: frozenset[Number]
    loose: frozenset[str]  # values of those figures that may be left out
    terms: frozenset[str]
    telling: frozenset[str]  # terms of names, and those with digits such as "top1": they tell figures apart


def figures_belong(claim: str, evidence: str) -> bool:
    """Say whether each figure of the claim is told of the same thing as in the evidence.

    Evidence of one figure decides nothing here. Of several, the words of the claim must fit the stretch of the
    evidence in which the figure stands better than any stretch in which another one does, and hold no name that
    belongs to another figure alone. Where two figures share a stretch the claim must hold both, but for ordinals and
    the years in names. Strict rather than clever: what is refused here is shown as a quote.
    """
    parts = [part for part in map(_part, _SEAM.split(evidence)) if part.figures]
    said = numbers(_IN_NAME.sub("", claim))
    if not said or len({figure.value for part in parts for figure in part.figures}) < 2:
        return True
    spoken = frozenset(terms(claim))
    values = {figure.value for figure in said}
    return all(_fits(value, spoken, values, parts) for value in values)


def elsewhere(question: str, text: str) -> list[tuple[int, int]]:
    """Return the stretches of the text with figures that are told of other names than the question asks of.

    "54.3% on ADE20K", asked of Cityscapes, beside "84.3% on Cityscapes". A name counts where it follows the figure.
    """
    seams = list(_SEAM.finditer(text))
    spans = zip([0, *(seam.end() for seam in seams)], [*(seam.start() for seam in seams), len(text)], strict=True)
    named = {span: told for span in spans if (told := _followed_by(text[slice(*span)]))}
    asked = {span: {name for name in told if holds(question, name)} for span, told in named.items()}
    return [
        span for span, told in named.items() if told - asked[span] and any(asked[span] < one for one in asked.values())
    ]


def _followed_by(stretch: str) -> set[str]:
    """Return the names behind the last figure of a stretch, but for measures, which are told once for several."""
    last = max((figure.end for figure in figures(_IN_NAME.sub(_blank, stretch))), default=len(stretch))
    return names(f"of {stretch[last:].strip()}") - _MEASURED - measures(stretch)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def figures_count_alike(claim: str, evidence: str) -> bool:
    """Say whether each figure of the claim counts what it counts in the evidence, as often and in the same order.

    "3 days" is not "3 hours"; "from 21 to 38" is not "from 38 to 21". Figures may change places with what they count.
    """
    said, held = sequence(_IN_NAME.sub("", claim)), sequence(_IN_NAME.sub("", evidence))
    if Counter(token.value for token in said if token.value) - Counter(token.value for token in held if token.value):
        return False  # one more often than there: another's place was taken
    places = [place for place, token in enumerate(said) if token.value]
    if not all(_counts_alike(said, place, held) for place in places):
        return False
    return all(
        _in_order(said[one].value, said[other].value, held)
        or (_anchored(said, one, held) and _anchored(said, other, held))
        for one, other in pairwise(places)
    )


def _counts_alike(said: list[Token], place: int, held: list[Token]) -> bool:
    counted = said[place + 1] if place + 1 < len(said) else None
    if counted is None or not counted.touches:
        return True
    return any(
        counted.terms & (neighbours(held, other, _COUNTED, 1) | neighbours(held, other, _COUNTED_BEFORE, -1))
        for other in _places(held, said[place].value)
    )


def _in_order(first: str, second: str, held: list[Token]) -> bool:
    ones, others = _places(held, first), _places(held, second)
    return first == second or any(one < other for one in ones for other in others)


def _anchored(said: list[Token], place: int, held: list[Token]) -> bool:
    """Say whether the figure stands beside a word that is beside it, and beside no other, in the evidence."""
    beside = neighbours(said, place, 2, 1) or neighbours(said, place, 2, -1)
    own, foreign = set[str](), set[str]()
    for other, token in enumerate(held):
        if token.value:
            near = neighbours(held, other, _COUNTED, 1) or neighbours(held, other, _COUNTED, -1)
            (own if token.value == said[place].value else foreign).update(near)
    return bool(beside & (own - foreign))


def _places(held: list[Token], value: str) -> list[int]:
    return [place for place, token in enumerate(held) if token.value == value]


def _fits(value: str, spoken: frozenset[str], values: set[str], parts: list[_Part]) -> bool:
    own = [part for part in parts if value in {figure.value for figure in part.figures}]
    others = [part for part in parts if part not in own and not {figure.value for figure in part.figures} <= values]
    if not own or any({figure.value for figure in part.figures} - part.loose - values for part in own):
        return False
    at_home = frozenset().union(*(part.terms for part in own))
    for other in others:
        foreign = spoken & (other.terms - at_home)
        if foreign & other.telling or len(foreign) > len(spoken & at_home):
            return False
    return True


def _part(text: str) -> _Part:
    found = frozenset(terms(text))
    named = frozenset(term for name in names(text) for term in terms(name))
    figures = frozenset(numbers(_IN_NAME.sub("", text)))
    bare = {figure.value for figure in figures}
    telling = named | {term for term in found if any(c.isdigit() for c in term) and any(c.isalpha() for c in term)}
    loose = frozenset(value for pair in _LOOSE.findall(text) for value in pair if value)
    return _Part(figures, loose, found - bare, telling - bare)

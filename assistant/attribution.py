"""Which figure belongs to what, where a sentence holds several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.facts import Number, names, numbers
from index.terms import terms

# Where one figure's business ends and another's begins.
_SEAM = re.compile(r"[;:()]|,(?!\d)|\b(?:and|with|while|whereas|but|versus|vs|against|compared)\b", re.I)

_IN_NAME = re.compile(r"(?<=[A-Za-z])[-−]\d[\w.]*")  # the 50 of "ResNet-50" and the 1 of "top-1" are no figures


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sentence: its figures, and the words around them."""

    figures: frozenset[Number]
    terms: frozenset[str]
    telling: frozenset[str]  # terms of names, and those with digits such as "top1": they tell figures apart


def figures_belong(claim: str, evidence: str) -> bool:
    """Say whether each figure of the claim is told of the same thing as in the evidence.

    Evidence of one figure decides nothing here. Of several, the words of the claim must fit the stretch of the
    evidence in which the figure stands better than any stretch in which another one does, and hold no name that
    belongs to another figure alone. Where two figures share a stretch the claim must hold both. Strict rather than
    clever: what is refused here is shown as a quote.
    """
    parts = [part for part in map(_part, _SEAM.split(evidence)) if part.figures]
    said = numbers(_IN_NAME.sub("", claim))
    if not said or len({figure.value for part in parts for figure in part.figures}) < 2:
        return True
    spoken = frozenset(terms(claim))
    values = {figure.value for figure in said}
    return all(_fits(value, spoken, values, parts) for value in values)


def _fits(value: str, spoken: frozenset[str], values: set[str], parts: list[_Part]) -> bool:
    own = [part for part in parts if value in {figure.value for figure in part.figures}]
    others = [part for part in parts if part not in own and not {figure.value for figure in part.figures} <= values]
    if not own or any({figure.value for figure in part.figures} - values for part in own):
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
    return _Part(figures, found - bare, telling - bare)

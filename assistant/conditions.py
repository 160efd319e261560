"""Under which condition a sentence says what it says: "On GPUs, …", "With as many tokens, …"."""

from __future__ import annotations

import re

from assistant.verbs import FINITE
from index.terms import terms

# "While others need labels, …" and "While it has been …, …" set off what follows and are no condition of it.
_CONTRAST = (
    r"while (?:(?:others?|many|most|some|such|several|numerous|existing|current|previous|prior|earlier|recent|"
    r"conventional|traditional)\b|(?!\w+ing\b)[^,;:]*\b(?:(?:has|have) (?:been|shown|achieved|become|made)|often|"
    r"typically|usually|widely|promising|remarkable|impressive|popular)\b)|in addition to (?:its|this|these|being)\b"
)
_LEADING = re.compile(
    rf"^(?!{_CONTRAST})(?:on|in|with|without|for|under|at|when|while|if|given|after|before|among|within|unlike|even)\b"
    r"[^,;:]{1,200},",
    re.I,
)
_NONE = frozenset(
    terms(
        "on in with without for under at when while if given after before among within even used this these that the a "
        "work paper study article experiments experiment example instance addition particular contrast fact summary "
        "short general practice end turn our its we result results extensive mind one other hand"
    )
)
_CASE = re.compile(r"\b(when|whenever|once|if|unless)\b([^,;:]+)", re.I)
_SUPPOSED = re.compile(r"^(?:when|if|given|unless|unlike|after|before|without)\b", re.I)
_FEWEST = 2  # terms of a case that show that it is told


def condition_kept(claim: str, evidence: str) -> bool:
    """Say whether the claim holds what the evidence puts before its first comma as the condition of the rest.

    Nor may it state as a fact what there is only a case: "threads are wet" of "it fails when threads are wet".
    """
    leading = _LEADING.match(evidence)
    return (leading is None or _holds(claim, leading[0])) and not _states_case(claim, evidence)


def restored(claim: str, evidence: str) -> str:
    """Return the claim behind the condition of the evidence, where it has lost that and begins as what follows it."""
    leading = _LEADING.match(evidence)
    if leading is None or _holds(claim, leading[0]):
        return claim
    first, follows = claim.split(maxsplit=1)[:1], evidence[leading.end() :].split(maxsplit=1)[:1]
    if not first or first[0].lower() != "".join(follows).lower():
        return claim
    return f"{leading[0]} {follows[0]}{claim.lstrip()[len(first[0]) :]}"


def _holds(claim: str, leading: str) -> bool:
    supposed = _SUPPOSED.match(leading)
    return (set(terms(leading)) - _NONE) <= set(terms(claim)) and (
        supposed is None or supposed[0].lower() in claim.lower().split()
    )


def _states_case(claim: str, evidence: str) -> bool:
    said, opened = set(terms(claim)), claim.lower().split()
    for word, case in _CASE.findall(evidence):
        other = evidence.replace(case, " ")
        told = (set(terms(case)) - set(terms(other)) - _NONE) & said
        if FINITE.search(case) and word.lower() not in opened and len(told) >= _FEWEST:
            return True
    return False

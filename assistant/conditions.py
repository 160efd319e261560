"""Under which condition a sentence says what it says: "On GPUs, …", "With as many tokens, …"."""

from __future__ import annotations

import re

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


def condition_kept(claim: str, evidence: str) -> bool:
    """Say whether the claim holds what the evidence puts before its first comma as the condition of the rest."""
    leading = _LEADING.match(evidence)
    return leading is None or (set(terms(leading[0])) - _NONE) <= set(terms(claim))

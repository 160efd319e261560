"""What a claim adds to the words of its evidence, leaves out of them, or turns round."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from assistant.facts import figures
from assistant.opposites import OPPOSITES, SMALL
from assistant.sequence import Token, neighbours, sequence
from index.terms import terms

# A claim may say these in words of its own: they tell who says it, and nothing of what is said.
_TELLING = frozenset(
    terms("according report reports state states stated abstract article researchers namely therefore thus")
)
# One of a line may stand for another of it, and for nothing else.
_ALIKE = [
    frozenset(terms(line))
    for line in (
        "achieve achieves achieved attain attains reach reaches reached obtain obtains yield yields score scores",
        "propose proposes proposed present presents introduce introduces develop develops describe describes",
        "use uses used using utilise utilises employ employs leverage leverages",
        "show shows shown demonstrate demonstrates find finds found observe observes prove proves report reports",
        "method methods approach approaches framework model models system systems technique algorithm network",
        "outperform outperforms surpass surpasses exceed exceeds beat beats",
        "improve improves improved boost boosts enhance enhances",
        "reduce reduces reduced lower lowers cut cuts decrease decreases",
        "need needs require requires",
        "allow allows enable enables permit permits",
        "result results finding findings",
        "dataset datasets benchmark benchmarks",
        "contain contains hold holds comprise comprises consist consists",
    )
]
_SAME_WORD = 5  # letters that two words share from the first on: "classification", "classifies"
_HEDGE = re.compile(
    r"\b(?:whether|if|may|might|could|would|should|unless|hypothes[ie]\w*|conjecture\w*|assum(?:e|es|ed|ing|ption|"
    r"ptions)|suppos\w+|possibl[ey]|potential(?:ly)?|hardly|rarely|partial(?:ly)?|in theory|in principle|unclear|"
    r"(?:helps?|helped|tends?|tended|aims?|seeks?|attempts?|tries) to)\b",
    re.I,
)
_SEAM = re.compile(r"[,;:()]|\.(?!\d)")
# What tells two sides apart, whichever words the sides have.
_PIVOT = re.compile(
    r"\b(?:outperform|surpass|beat|exceed|dominat|replac|precede|follow|caus|lead|imply|implie|reduc|improv|require|"
    r"contain|generaliz|generalis|prefer|defeat|match|rival)\w*|\bthan\b|\b(?:over|versus|vs|instead of)\b",
    re.I,
)
_NEAR_PIVOT = 6  # terms on each side that may be what is compared


def foreign(claim: str, evidence: str) -> set[str]:
    """Return the terms of the claim that the evidence does not hold, in no form of the word, and that say something.

    Figures are left out: they are compared as numbers.
    """
    held = set(terms(evidence))
    held.update([term.lstrip("0123456789.") for term in held])  # what is left of "3D" without its figure
    known = held.union(_TELLING, *(line for line in _ALIKE if line & held))
    said = set(terms(_without_figures(claim))) - known
    return {term for term in said if not any(_same(term, other) for other in held)}


def repeats(claim: str, evidence: str) -> bool:
    """Say whether the claim says a word of the evidence more often than the evidence does: it goes round in circles."""
    said, held = Counter(terms(claim)), Counter(terms(evidence))
    return any(count > held[term] > 0 for term, count in said.items())


def substituted(claim: str, evidence: str) -> bool:
    """Say whether one word of the claim took the place of another: its neighbours are those of a word left out."""
    strange, said = foreign(claim, evidence), set(terms(claim))
    ours, theirs = ([token.terms for token in sequence(text) if token.terms] for text in (claim, evidence))
    between = [
        (ours[n - 1] if n else None, ours[n + 1] if n + 1 < len(ours) else None)
        for n, told in enumerate(ours)
        if told & strange
    ]
    return any(
        _fits(before, theirs[n - 1] if n else None) and _fits(behind, theirs[n + 1] if n + 1 < len(theirs) else None)
        for before, behind in between
        for n, told in enumerate(theirs)
        if not told & said
    )


def _fits(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    return bool(one & other) if one and other else one is other


def hedged_alike(claim: str, evidence: str) -> bool:
    """Say whether the claim keeps every "may", "whether" and "if" of the clauses that it takes its words from."""
    said = set(terms(claim))
    kept = {match.group().lower() for match in _HEDGE.finditer(claim)}
    for match in _HEDGE.finditer(evidence):
        behind = _SEAM.split(evidence[match.end() :], maxsplit=1)[0]
        if match.group().lower() not in kept and set(terms(behind)[:3]) & said:
            return False
    return True


def turned(claim: str, evidence: str) -> bool:
    """Say whether the claim lets two sides change places ("A beats B" for "B beats A"), by order or by voice."""
    held = _pivots(evidence)
    for one in _pivots(claim):
        told = [_reversed(one, other) for other in held if other.word == one.word]
        if told and any(told) and False not in told:
            return True
    return False


def directions_agree(claim: str, evidence: str) -> bool:
    """Say whether "higher", "before" and their like are said of the same things.

    Where the evidence holds a word and its opposite both must have the neighbours that they have there.
    """
    said, held = sequence(claim), sequence(evidence)
    known, told = (Counter(term for token in tokens for term in token.terms) for tokens in (held, said))
    for place, token in enumerate(said):
        for term in token.terms & OPPOSITES.keys():
            both = any(other in known for other in OPPOSITES[term])
            if term not in known and (term in SMALL or both):
                return False
            if both and (told[term] > known[term] or not _beside_the_same(said, place, held, term)):
                return False
    return True


def _beside_the_same(said: list[Token], place: int, held: list[Token], term: str) -> bool:
    before, behind = (neighbours(said, place, 1, step) for step in (-1, 1))
    there = [other for other, token in enumerate(held) if term in token.terms]
    return not (before or behind) or any(
        behind & neighbours(held, other, 1, 1) or (not behind and before & neighbours(held, other, 1, -1))
        for other in there
    )


@dataclass(frozen=True, slots=True)
class _Pivot:
    """A comparison or an action, what stands near it on either side, and whether it is in the passive voice."""

    word: str
    before: frozenset[str]
    behind: frozenset[str]
    passive: bool


def _pivots(text: str) -> list[_Pivot]:
    found = []
    for match in _PIVOT.finditer(text):
        before = _SEAM.split(text[: match.start()])[-1]
        behind = _SEAM.split(text[match.end() :], maxsplit=1)[0]
        word = (terms(match.group()) or [match.group().lower()])[0]
        near = frozenset(terms(before)[-_NEAR_PIVOT:]), frozenset(terms(behind)[:_NEAR_PIVOT])
        passive = bool(re.match(r"\s+by\b", text[match.end() :], re.I))
        found.append(_Pivot(word, near[0] - near[1], near[1] - near[0], passive))
    return found


def _reversed(one: _Pivot, other: _Pivot) -> bool | None:
    """Say whether the two tell the opposite; None where they tell of different things."""
    straight = len(one.before & other.before) + len(one.behind & other.behind)
    crossed = len(one.before & other.behind) + len(one.behind & other.before)
    if straight == crossed:
        return None
    return (crossed > straight) is (one.passive is other.passive)


def _same(term: str, other: str) -> bool:
    return (
        term[:_SAME_WORD] == other[:_SAME_WORD]
        and len(term) > _SAME_WORD
        and not {term, other} & OPPOSITES.keys()
        and not (term + other).count("less")
    )


def _without_figures(text: str) -> str:
    kept, end = [], 0
    for figure in figures(text):
        kept.append(text[end : figure.start])
        end = max(end, figure.end)
    return " ".join([*kept, text[end:]])

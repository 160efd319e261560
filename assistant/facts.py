"""What a sentence claims that can be checked letter by letter: numbers, names, negation and direction."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?<![\w.])[-−]?(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(%|percent\b|per cent\b|×|x\b|times\b|fold\b|k\b|thousand\b|m\b|million\b|b\b|billion\b)?",
    re.I,
)
_UNITS = {
    "percent": "%", "per cent": "%", "x": "×", "times": "×", "fold": "×",
    "thousand": "k", "million": "m", "billion": "b",
}  # fmt: skip
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
    if word != "one"  # "the first one", "one can show": seldom a count
}
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\b", re.I)
# A name has a capital beyond its first letter, or a digit beside a letter: ConvNeXt, COCO, ADE20K, g^nConv.
_NAME = re.compile(r"\b(?=\w*[A-Za-z])(?:\w*[A-Z]\w*[A-Z]\w*|\w+[A-Z]\w*|[A-Za-z]+\d\w*|\d+[A-Za-z]\w*)(?:[-+^]\w+)*\+{0,2}")
_CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")  # in mid-sentence: Swin, Adam, Cityscapes
_NEGATION = re.compile(r"\b(?:not?|never|none|neither|nor|without|cannot|fails?|lacks?|unable)\b|n['’]t\b", re.I)
_DIRECTIONS = [
    ({"higher", "increase", "increases", "increased", "improve", "improves", "improved", "gain", "gains", "rise", "larger", "greater"},
     {"lower", "decrease", "decreases", "decreased", "reduce", "reduces", "reduced", "drop", "drops", "degradation", "smaller"}),
    ({"faster", "quicker", "speed-up", "speedup"}, {"slower", "slowdown"}),
    ({"better", "outperform", "outperforms", "outperformed", "surpass", "surpasses", "superior", "beats", "exceeds"},
     {"worse", "underperform", "underperforms", "inferior", "outperformed by", "behind"}),
    ({"more"}, {"fewer", "less"}),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as written, without thousands separators, and its unit in one spelling ("" if bare)."""

    value: str
    unit: str = ""


def numbers(text: str) -> set[Number]:
    """Return the figures of a text; "three" counts as 3, "87.8 percent" as 87.8 %."""
    found = set()
    for match in _NUMBER.finditer(text):
        unit = (match.group(2) or "").lower()
        found.add(Number(_canonical(match.group(1)), _UNITS.get(unit, unit)))
    found.update(Number(_NUMBER_WORDS[match.group(1).lower()]) for match in _WORD_NUMBER.finditer(text))
    return found


def names(text: str) -> set[str]:
    """Return the names of systems, datasets and measures in a text, lower-cased."""
    found = {match.group().lower() for match in _NAME.finditer(text) if not match.group().isdigit()}
    return found | {match.group().lower() for match in _CAPITALISED.finditer(text)}


def numbers_agree(claim: str, evidence: str) -> bool:
    """Say whether every figure of the claim stands in the evidence, with the same unit where the claim gives one."""
    held = numbers(evidence)
    values = {number.value for number in held}
    return all(number in held if number.unit else number.value in values for number in numbers(claim))


def names_agree(claim: str, evidence: str) -> bool:
    """Say whether every name of the claim stands in the evidence."""
    held = _letters(evidence)
    return all(_letters(name) in held for name in names(claim))


def polarity_agrees(claim: str, evidence: str) -> bool:
    """Say whether claim and evidence are both negated or both not, and no direction is turned round."""
    if bool(_NEGATION.search(claim)) != bool(_NEGATION.search(evidence)):
        return False
    said, held = set(claim.lower().split()), set(evidence.lower().split())
    for up, down in _DIRECTIONS:
        for one, other in ((up, down), (down, up)):
            if said & one and not held & one and held & other:
                return False
    return True


def _canonical(number: str) -> str:
    plain = number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())

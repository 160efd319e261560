"""What a sentence claims that can be checked letter by letter: numbers, names, negation and direction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.terms import terms, words

_UNIT = r"(%|percent\b|per cent\b|×|x\b|times\b|fold\b|k\b|thousand\b|m\b|million\b|b\b|billion\b)?"
_NUMBER = re.compile(rf"(?<![\w.])([-−]?)(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*|\.\d+)\s*{_UNIT}", re.I)
_UNITS = {
    "percent": "%", "per cent": "%", "x": "×", "times": "×", "fold": "×",
    "thousand": "k", "million": "m", "billion": "b",
}  # fmt: skip
_COUNTS = (  # without "one": "the first one", "one can show" are seldom a count
    "two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
_HEDGE = re.compile(
    r"\b(?:more|less|fewer|greater) than\s+[\d.]|\b(?:over|under|about|around|nearly|almost|approximately|at least|"
    r"at most|up to|below|above)\s+[+-]?[\d.]|[<>≤≥~∼≈]\s*\d",
    re.I,
)
_NUMBER_WORDS = {
    **{word: str(value) for value, word in enumerate(_COUNTS, start=2)},
    **{word: str(value * 10) for value, word in enumerate(_TENS, start=2)},
    "dozen": "12",
}
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\b\s*{_UNIT}", re.I)
_FACTORS = {
    "half": "0.5", "halves": "0.5", "halved": "0.5", "halving": "0.5",
    "twice": "2", "double": "2", "doubles": "2", "doubled": "2", "doubling": "2",
    "thrice": "3", "triple": "3", "triples": "3", "tripled": "3", "tripling": "3",
}  # fmt: skip
_FACTOR = re.compile(rf"\b({'|'.join(_FACTORS)})\b", re.I)
# A name has a capital beyond its first letter, or a digit beside a letter: ConvNeXt, COCO, ADE20K, g^nConv.
_NAME = re.compile(
    r"\b(?:\w\^)?(?=\w*[A-Za-z])(?:\w*[A-Z]\w*[A-Z]\w*|\w+[A-Z]\w*|[A-Za-z]+\d\w*|\d+[A-Za-z]\w*)(?:[-+^]\w+|\.\d+)*\+{0,2}"
)
_CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")  # in mid-sentence: Swin, Adam, Cityscapes
_NEGATION = re.compile(r"\b(?:not?|never|none|neither|nor|without|cannot|fails? to|lacks?|unable to)\b|n['’]t\b", re.I)
_REACH_OF_DENIAL = 4  # terms after a negation that it may be about
_HEART_OF_DENIAL = 2  # those it is surely about
_DIRECTIONS = [
    ({"higher", "increase", "increases", "increased", "improve", "improves", "improved", "gain", "gains", "rise",
      "larger", "greater"},
     {"lower", "decrease", "decreases", "decreased", "reduce", "reduces", "reduced", "drop", "drops", "degradation",
      "smaller"}),
    ({"faster", "quicker", "speed-up", "speedup"}, {"slower", "slowdown"}),
    ({"better", "outperform", "outperforms", "outperformed", "surpass", "surpasses", "superior", "beats", "exceeds"},
     {"worse", "underperform", "underperforms", "inferior", "behind"}),
    ({"more"}, {"fewer", "less"}),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as written, without thousands separators, and its unit in one spelling ("" if bare).

    A sign belongs to the value: "-5".
    """

    value: str
    unit: str = ""


def numbers(text: str) -> set[Number]:
    """Return the figures of a text; "three" counts as 3, "twice" as 2 ×, "87.8 percent" as 87.8 %."""
    found = set()
    for sign, value, unit in _NUMBER.findall(text):
        found.add(Number(("-" if sign else "") + _canonical(value), _spelled(unit)))
    for word, unit in _WORD_NUMBER.findall(text):
        found.add(Number(_NUMBER_WORDS[word.lower()], _spelled(unit)))
    found.update(Number(_FACTORS[word.lower()], "×") for word in _FACTOR.findall(text))
    return found


def names(text: str) -> set[str]:
    """Return the names of systems, datasets and measures in a text, lower-cased."""
    found = {match.group().lower() for match in _NAME.finditer(text) if not match.group().isdigit()}
    return found | {match.group().lower() for match in _CAPITALISED.finditer(text)}


def numbers_agree(claim: str, evidence: str) -> bool:
    """Say whether every figure of the claim stands in the evidence, with unit and sign where the claim gives them.

    A hedge ("more than", "up to") must stand in both or in neither.
    """
    held = {form for number in numbers(evidence) for form in _forms(number)}
    said = numbers(claim)
    return all(number in held for number in said) and (not said or _hedged(claim) == _hedged(evidence))


def _hedged(text: str) -> bool:
    return _HEDGE.search(text) is not None


def names_agree(claim: str, evidence: str) -> bool:
    """Say whether every name of the claim stands in the evidence, whole: "ResNet-5" is not in "ResNet-50"."""
    return all(holds(evidence, name) for name in names(claim))


def holds(text: str, name: str) -> bool:
    """Say whether the name stands in the text, whole, in any case and however its parts are joined."""
    return _spelling(name.lower()).search(text.lower()) is not None


def polarity_agrees(claim: str, evidence: str) -> bool:
    """Say whether the claim denies what the evidence denies, affirms the rest, and turns no direction round."""
    denied, held = _denied(claim), _denied(evidence)
    if any(group and group[0] not in {term for other in held for term in other} for group in denied):
        return False
    affirmed = set(terms(claim)) - {term for group in denied for term in group}
    if any(term in affirmed for group in held for term in group[:_HEART_OF_DENIAL]):
        return False
    return not _turned_round(claim, evidence)


def _denied(text: str) -> list[list[str]]:
    """Return the terms that follow each negation, up to the end of its clause."""
    found = []
    for match in _NEGATION.finditer(text):
        clause = re.split(r"[,;:.()]", text[match.end() :], maxsplit=1)[0]
        found.append(terms(clause)[:_REACH_OF_DENIAL])
    return found


def _turned_round(claim: str, evidence: str) -> bool:
    """Say whether the claim says higher where the evidence says lower, or the like."""
    said, held = set(words(claim)), set(words(evidence))
    return any(
        said & one and not held & one and held & other
        for up, down in _DIRECTIONS
        for one, other in ((up, down), (down, up))
    )


def _canonical(number: str) -> str:
    plain = number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if plain.count(".") == 1 else plain


def _spelled(unit: str) -> str:
    return _UNITS.get(unit.lower(), unit.lower())


def _forms(number: Number) -> set[Number]:
    """Return the ways in which a claim may repeat the number: with or without its unit and its sign."""
    values = {number.value, number.value.lstrip("-")}
    return {Number(value, unit) for value in values for unit in {number.unit, ""}}


def _spelling(name: str) -> re.Pattern[str]:
    """Match the letters of a name, however they are joined, that neither begin nor end inside a word or number."""
    letters = re.sub(r"[^a-z0-9]", "", name).removesuffix("s")
    if not letters:
        return re.compile("")
    before = r"(?<![a-z])" if letters[0].isalpha() else r"(?<!\d)"
    after = r"s?(?![a-z])" if letters[-1].isalpha() else r"s?(?!\d|\.\d)"
    return re.compile(before + r"[^a-z0-9]{0,2}".join(letters) + after)

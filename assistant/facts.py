"""What a sentence claims that can be checked letter by letter: numbers, names, negation and direction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from index.terms import terms, words

_UNIT = r"(\\?%|percent\b|per cent\b|×|x\b|times\b|fold\b|k\b|thousand\b|m\b|million\b|b\b|billion\b)?"
_NUMBER = re.compile(rf"(?<![\w.])([-−]?)(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*|\.\d+)\s*{_UNIT}", re.I)
_UNITS = {
    "\\%": "%", "percent": "%", "per cent": "%", "x": "×", "times": "×", "fold": "×",
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
_ACRONYM = re.compile(r"[a-z]{3,6}")  # shorter ones are the initials of any words
_WORD_TAIL = re.compile(r"(?:-[a-z]{4,})+$")  # "BERT-based" and "HIV-positive" hold a name and a word
_CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")  # in mid-sentence: Swin, Adam, Cityscapes
_NEGATION = re.compile(
    r"\b(?:no|not(?! only\b)|never|none|neither|nor|without|cannot|fails? to|lacks?|unable to)\b|n['’]t\b", re.I
)
# How a paper speaks of what it brings.
_ITSELF = re.compile(
    r"\b(?:we|our|ours|us|it|its|they|their)\b|^(?:the|this|these)\b|\b(?:this|the (?:proposed|resulting|new))\s+\w+|"
    r"\bthe\s+(?:method|model|approach|framework|system|network|algorithm|detector|architecture)\b",
    re.I,
)
# "We found that": who found it takes no part in what was found.
_FINDING = re.compile(
    r"\b(?:here,? )?(?:we|our (?:results|data|findings|study|work)|it|this study|these (?:results|data|findings))"
    r"(?: \w+ly| also| have| has| was| here)? (?:show|find|found|demonstrat|observ|report|suggest|reveal|indicat|"
    r"identif|conclud|confirm|examin|investigat|measur|assess|stud|provid|used|compar|describ|establish)\w*",
    re.I,
)
_OPENING = 4  # words of a sentence, where its subject stands
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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its place in a text: `text[start:end]` is the number as written, with its unit."""

    number: Number
    start: int
    end: int


def figures(text: str) -> list[Figure]:
    """Return the figures of a text in order; "three" counts as 3, "twice" as 2 ×, "87.8 percent" as 87.8 %."""
    found = []
    for match in _NUMBER.finditer(text):
        sign, value, unit = match.groups()
        found.append(_figure(match, ("-" if sign else "") + _canonical(value), _spelled(unit or "")))
    for match in _WORD_NUMBER.finditer(text):
        found.append(_figure(match, _NUMBER_WORDS[match.group(1).lower()], _spelled(match.group(2) or "")))
    found.extend(_figure(match, _FACTORS[match.group(1).lower()], "×") for match in _FACTOR.finditer(text))
    return sorted(found, key=lambda figure: figure.start)


def _figure(match: re.Match[str], value: str, unit: str) -> Figure:
    return Figure(Number(value, unit), match.start(), match.end())


def numbers(text: str) -> set[Number]:
    """Return what the figures of a text say, each once."""
    return {figure.number for figure in figures(text)}


def names(text: str) -> set[str]:
    """Return the names of systems, datasets and measures in a text, lower-cased."""
    found = {_WORD_TAIL.sub("", match.group()).lower() for match in _NAME.finditer(text) if not match.group().isdigit()}
    return found | {match.group().lower() for match in _CAPITALISED.finditer(text)}


def spelled_names(text: str) -> list[str]:
    """Return the names of a text as it spells them, in order."""
    places = {text.lower().find(name): len(name) for name in names(text)}
    return [text[start : start + length] for start, length in sorted(places.items()) if start >= 0]


def numbers_agree(claim: str, evidence: str) -> bool:
    """Say whether every figure of the claim stands in the evidence, with unit and sign where the claim gives them.

    A hedge ("more than", "up to") must stand before it in both or in neither.
    """
    said, told = figures(claim), figures(evidence)
    held = {form for figure in told for form in _forms(figure.number)}
    ours, theirs = _hedges(claim, said), _hedges(evidence, told)
    return all(
        number in held and ours[_size(number)] & theirs[_size(number)] for number in {figure.number for figure in said}
    )


def _hedges(text: str, told: Iterable[Figure]) -> dict[str, set[bool]]:
    """Return for the size of each figure whether a hedge stands before it: it may cover more than the next figure."""
    first = min((hedge.start() for hedge in _HEDGE.finditer(text)), default=len(text))
    found = defaultdict[str, set[bool]](set)
    for figure in told:
        found[_size(figure.number)].add(figure.start >= first)
    return found


def _size(number: Number) -> str:
    return number.value.lstrip("-")


def names_agree(claim: str, evidence: str) -> bool:
    """Say whether every name of the claim stands in the evidence, whole: "ResNet-5" is not in "ResNet-50".

    An acronym also stands where the words that it is short for do.
    """
    return not _strange_names(claim, evidence)


def holds(text: str, name: str) -> bool:
    """Say whether the name stands in the text, whole, in any case and however its parts are joined."""
    return _spelling(name.lower()).search(text.lower()) is not None


def _strange_names(claim: str, evidence: str) -> list[str]:
    held = evidence.lower()
    initials = "".join(word[0] for word in re.findall(r"[a-z0-9]+", held))
    return [
        name
        for name in names(claim)
        if not _spelling(name).search(held) and not (_ACRONYM.fullmatch(name) and name.removesuffix("s") in initials)
    ]


def polarity_agrees(claim: str, evidence: str) -> bool:
    """Say whether the claim denies what the evidence denies, affirms the rest, and turns no direction round."""
    denied, held = _denied(claim), _denied(evidence)
    if len(denied) > len(held):  # one more "not", wherever it stands
        return False
    # "without significant cost" does not say "without cost".
    if any(group and group[0] not in {other[0] for other in held if other} for group in denied):
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
    values = {number.value, _size(number)}
    return {Number(value, unit) for value in values for unit in {number.unit, ""}}


def own_name_agrees(claim: str, evidence: str, own: str) -> bool:
    """Say whether every name of the claim stands in the evidence, or is its paper's `own` and stands there for "we".

    "LoomNet beats it" may be said where the evidence says "our model beats it", and not where it says nothing of
    itself or the claim keeps all of that.
    """
    strange = _strange_names(claim, evidence)
    if not strange:
        return True
    of_paper = names_agree(" ".join(f"x {name}" for name in _in_case(claim, strange)), own)
    return of_paper and named_for_itself(claim, evidence)


def named_for_itself(claim: str, evidence: str) -> bool:
    """Say whether a name that the claim has more than the evidence can stand for its "we", "it" or "our method"."""
    return _less_of_itself(claim, _FINDING.sub("", evidence)) and _opening_names(evidence) <= names(claim)


def _opening_names(evidence: str) -> set[str]:
    """Return the names in the first words: of what has a name of its own the sentence says it, not of the paper."""
    return names(" ".join(evidence.split()[:_OPENING]))


def names_unmixed(claim: str, evidence: str, title: str) -> bool:
    """Say whether no name of the claim can have taken the place of another, or of "we", in the evidence.

    Less strict than `names_agree`: what the evidence does not name at all the claim may name, and what its paper's
    title does.
    """
    if not _strange_names(claim, f"{title} {evidence}"):
        return True
    return names(evidence) <= names(claim) and not _less_of_itself(claim, _FINDING.sub("", evidence))


def _less_of_itself(claim: str, evidence: str) -> bool:
    """Say whether the evidence speaks more often of "we" or "our method" than the claim."""
    return len(_ITSELF.findall(claim)) < len(_ITSELF.findall(evidence))


def _in_case(claim: str, wanted: list[str]) -> list[str]:
    """Return the names as the claim writes them."""
    found = [claim.lower().find(name) for name in wanted]
    return [claim[place : place + len(name)] for place, name in zip(found, wanted, strict=True)]


def _spelling(name: str) -> re.Pattern[str]:
    """Match the letters of a name, however they are joined, that neither begin nor end inside a word or number."""
    letters = re.sub(r"[^a-z0-9]", "", name).removesuffix("s")
    if not letters:
        return re.compile("")
    before = r"(?<![a-z])" if letters[0].isalpha() else r"(?<!\d)"
    after = r"s?(?![a-z])" if letters[-1].isalpha() else r"s?(?!\d|\.\d)"
    return re.compile(before + r"[^a-z0-9]{0,2}".join(letters) + after)

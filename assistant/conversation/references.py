"""The words that point back: "it", "they", "both", "the second one", "there"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import islice

_THING = (
    r"(?:one|paper|method|model|approach|system|technique|network|architecture|work|study|framework|algorithm|"
    r"thesis|review|survey|dataset|data set|benchmark)\b"
)
# What a paper has: "who are the authors?" asks for those of what was shown.
_ITS_OWN = (
    r"(?:authors?|(?:source )?code|abstract|title|main (?:idea|results?|findings?|contributions?)|contributions?|"
    r"conclusions?|limitations?|key idea)\b"
)
_THINGS = (
    r"(?:ones|papers|methods|models|approaches|systems|techniques|networks|architectures|works|studies|frameworks|"
    r"algorithms)\b"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "both": 2, "either": 2, "neither": 2}
_COUNT = r"(?:two|three|four|five)"
_PLACES = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "latter": -1, "last": -1,
}  # fmt: skip
_ORDINAL = re.compile(rf"\bthe ({'|'.join(_PLACES)}|middle)\b(?: of them| of these| of those| of the {_COUNT})?", re.I)
_NUMBERED = re.compile(r"\b(?:the )?(?:papers?|number|no\.|#)\s?([1-9])\b(?!\s*(?:%|percent))", re.I)
_OTHER = re.compile(rf"\bthe other (?:one|paper|{_THING})|\bthe other\b(?=\s*(?:[?.!,:;]|$))", re.I)
_BEFORE = re.compile(rf"\bthe previous {_THING}|\bthe {_THING} before\b(?! that)", re.I)
# "the second one" and "the second?" point back; "the second stage" and "the first time" do not.
_STANDS_ALONE = re.compile(rf"\s+{_THING}|\s*(?:[?.!,:;]|$)|\s+(?:and|or)\b", re.I)
_NEXT_THING = re.compile(rf"\s+{_THING}", re.I)
_REACH = 12  # letters before an ordinal in which "does" may stand
_AUXILIARY = re.compile(r"\b(?:do|does|did|can|could|will|would|should)\s+$", re.I)
_PART = re.compile(
    r"\s+(?:few|two|three|\w+ing|layers?|stages?|steps?|phases?|times?|epochs?|parts?|half|branch(?:es)?|blocks?|terms?|"
    r"versions?|places?|rows?|columns?|orders?|tokens?|words?|dimensions?|class(?:es)?|iterations?|experiments?|tasks?|"
    r"modules?|components?|heads?|levels?|moments?|questions?|sentences?|sections?|figures?|tables?|years?|authors?)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"(?:^which(?: ones?\b(?! of)|(?= (?:is|was|are|has|have|needs?|uses?|performs?|works?|reaches|gets|runs?)\b))"
    r"|\beach(?=\s*(?:[?.!]|$)))"
    rf"|\b(?:(?P<both>both|neither|either)(?: of (?:them|these|those|the (?:two|{_THINGS})))?"
    r"(?! [\w-]+ (?:and|nor|or)\b)"
    rf"|(?:(?:each|all|any|none|some|most|one|two|first|second) )?(?:one )?of (?:them|these|those)\b(?: {_COUNT}\b)?"
    rf"(?: {_THINGS})?"
    rf"|(?:all |all the |the |these |those |all of the )(?P<count>{_COUNT})\b(?: {_THINGS}|(?=\s*(?:[?.!,:;]|$))"
    r"|(?= (?:\w+ )?(?:compare|differ|have|has|do|does|use|agree|relate|share|reach|need|rank)\b))"
    rf"|of (?:the|these|those) (?P<of>{_COUNT})\b(?! (?:\w*sets?|layers|stages|losses|branches|tasks|metrics|values)\b)"
    rf"|(?:all |of )?(?:the|these|those|all) {_THINGS}"
    r"|(?:(?<=\bdo )|(?<=\bare )|(?<=\bdid )|(?<=\bof )|(?<=\brank )|(?<=\bcompare )|(?<=\bhave )|(?<=\bwere ))"
    r"(?:these|those)\b"
    r"|(?:these|those)\b(?=\s*(?:[?.!,:;]|$)))",
    re.I,
)
_MANY = re.compile(r"\b(?:they|them|their)\b", re.I)  # may be the authors of one
_ONE = re.compile(
    # "Is it possible to ..." is about nothing that was shown.
    r"\b(?:it\b(?! (?:is |was )?(?:true|possible|known|clear|worth|necessary|easy|hard|difficult|common)\b)|its|itself"
    rf"|(?:this(?! work\W*$)|that(?! work\b)|the same|the|the proposed|the resulting|the new) {_THING}"
    r"|the outcome(?! (?:of|for|by|behind|that|which)\b)"
    rf"|the {_ITS_OWN}(?! (?:of|for|in|by|on|behind|that|which)\b)"
    r"|(?:(?<=\bis )|(?<=\bwas )|(?<=\bdoes )|(?<=\bdid )|(?<=\bexplain ))this\b(?! (?:library|collection|question)\b)"
    # "that" alone stands for a thing after these words; elsewhere it joins: "papers that use", "show that".
    r"|(?:(?<=\bdoes )|(?<=\bdid )|(?<=\bis )|(?<=\bwas )|(?<=\babout )|(?<=\bof )|(?<=\bexplain ))that\b(?! of\b)"
    r"|\bthat(?=[?.!]*$))",
    re.I,
)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!^)\bthere\b(?! (?:is|are|was|were|an?|any|other|be)\b)",
    re.I,
)
_LOOKED_AT = 20  # references of one kind in a question
_OWNED = re.compile(rf"^the (?:outcome|{_ITS_OWN})$", re.I)
_PREDICATE = re.compile(r"\b(?:it|this|that|they) $", re.I)  # "is it the first model" points at no place
_BARE = re.compile(r"^(?:it|its|itself|they|them|their|there)$", re.I)


class Kind(Enum):
    """What a reference points at."""

    PLACE = "one place of the list"
    OTHER = "the one of the list that was not shown last"
    BEFORE = "the one shown before"
    SEVERAL = "the list"
    MANY = "all that were shown last"
    ONE = "the first that was shown last"


@dataclass(frozen=True, slots=True)
class Reference:
    """Words from `start` to before `end` that point back.

    `place` counts from 0, or from the end where negative, None for the middle; `count` says of how many, 0 where it
    does not.
    """

    kind: Kind
    start: int
    end: int
    words: str
    place: int | None = None
    count: int = 0

    @property
    def bare(self) -> bool:
        """Whether it is a pronoun alone, which points back whatever else the question says."""
        return _BARE.match(self.words) is not None

    @property
    def possessive(self) -> bool:
        """Whether it says whose something is."""
        return self.words.lower() in ("its", "their")

    @property
    def owned(self) -> bool:
        """Whether it is something that a paper has, such as its authors."""
        return _OWNED.match(self.words) is not None

    @property
    def asking(self) -> bool:
        """Whether it asks which of several."""
        return self.words.lower().startswith(("which", "each"))

    @property
    def local(self) -> bool:
        """Whether it says where."""
        return self.words.lower() == "there"


def ordinal(question: str) -> Reference | None:
    """Return the first reference to one of a list: "the second one", "the latter", "paper 2", "the other one"."""
    for match in _ORDINAL.finditer(question):
        if _stands_alone(match, question):
            return _place(match, question)
    if numbered := _NUMBERED.search(question):
        return Reference(Kind.PLACE, *numbered.span(), numbered.group(), int(numbered.group(1)) - 1)
    for kind, pattern in ((Kind.OTHER, _OTHER), (Kind.BEFORE, _BEFORE)):
        if found := pattern.search(question):
            return Reference(kind, *found.span(), found.group())
    return None


def pronouns(question: str) -> list[Reference]:
    """Return a reference of each other kind, to several before to one: a pronoun alone, else the first there is."""
    found = []
    for kind, pattern in ((Kind.SEVERAL, _SEVERAL), (Kind.MANY, _MANY), (Kind.ONE, _ONE), (Kind.ONE, _THERE)):
        all_of_it = [_pronoun(kind, match) for match in islice(pattern.finditer(question), _LOOKED_AT)]
        found += [next((one for one in all_of_it if one.bare), *all_of_it[:1])] if all_of_it else []
    return found


def _pronoun(kind: Kind, match: re.Match[str]) -> Reference:
    said = match.groupdict()
    count = _COUNTS.get((said.get("both") or said.get("count") or said.get("of") or "").lower(), 0)
    joined = re.match(r"(?:.*\s)?of\s+", match.group(), re.I)  # "which of them": "of" stays
    start = match.start() + (joined.end() if joined else 0)
    return Reference(kind, start, match.end(), match.group(), count=count)


def _stands_alone(match: re.Match[str], question: str) -> bool:
    said, end = match.group().lower(), match.end()
    before = question[max(0, match.start() - _REACH) : match.start()]
    if _PREDICATE.search(before):
        return False
    if said.startswith(("the former", "the latter")) or " of " in said or _STANDS_ALONE.match(question, end):
        return True
    return _AUXILIARY.search(before) is not None and not _PART.match(question, end)


def _place(match: re.Match[str], question: str) -> Reference:
    end = match.end()
    if thing := _NEXT_THING.match(question, end):
        end = thing.end()
    return Reference(Kind.PLACE, match.start(), end, question[match.start() : end], _PLACES.get(match.group(1).lower()))

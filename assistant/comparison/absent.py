"""What a question speaks of by a name that no paper of the library bears, or even mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.comparison.described import MORE
from assistant.comparison.papers import bearers, is_coded
from assistant.facts import holds, spelled_names
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.method import BM25

_NAME = r"[A-Z\d][\w^+-]*(?:\.\d+)?(?: [A-Z\d][\w^+-]*(?:\.\d+)?){0,5}"
_BESIDE = (
    r"(?:,? (?:and|or|versus|vs\.?|against|&) |,? (?:differs?|different|distinct)(?: \w+)? from |"
    rf",? compar\w+ (?:with|to) |,? {MORE}(?: \w+)? than )"
)
_COMPARED = r"(?: (?:with|to) )"  # "Compare A with B"
_ARTICLE = r"(?:(?:the|both|that of|those of) ){0,2}"
_GOES_ON = rf"(?=,? (?:and|or|&) |, {_ARTICLE}[A-Z\d])"  # the list does
# What may stand behind a name, lest "W3C" be taken for one in "the W3C edition of WordNet".
_ENDS = (
    r"(?=s?(?:\W*$|[,.;:?!]|[’']s\b| (?:and|or|versus|vs|both|each|either|differ|compar|in|with|at|when|as|is|are|have|"
    r"has)))"
)
_VERB = r"(?=s? (?!(?:the|an?|of|for|to)\b)[a-z])"  # "How do A and B do it?"
_ASKED = re.compile(r"\b(?:do|does|did|can|is|are|was|were)\b", re.I)
_COMPLEMENT = re.compile(r"\b(?:on|in|for)(?: the)? $", re.I)  # "on ImageNet and HorNet"
_COMPARE = re.compile(r"\bcompar", re.I)
_ACRONYM = re.compile(r"[A-Z]{2,5}s?")
_FIRST_WORD = re.compile(r"^[A-Z][a-z]+ (?=.)")
_FEWEST_LETTERS = 3  # of a name that no paper mentions: "3x3" is written in many ways
_LONGEST = 600  # characters of a question: in more there is no list
_MOST = 6  # names that are looked up
_LOOKED_THROUGH = 20  # papers that use the words of a name: one that holds it is among the first


def absent(
    question: str, known: Sequence[Subject], library: Library, filters: Filters | None = None
) -> tuple[str, ...]:
    """Return the names in the question, as it spells them, of what the library has no paper on.

    No paper mentions them, or they stand in one list with known papers ("A, B and X") and no paper bears them. What
    papers speak of as a kind of thing, in small letters or by its initials, is no paper's name.
    """
    unmentioned = _unmentioned(question, known, library)
    return tuple(dict.fromkeys([*unmentioned, *_unborne(question, known, library, filters)]))


def told(question: str, known: Sequence[Subject], library: Library) -> str:
    """Return what to tell of the absent names beside those of known papers; "" for none."""
    if not known:
        return ""
    unmentioned = _unmentioned(question, known, library)
    unborne = [name for name in _unborne(question, known, library) if name not in unmentioned]
    said = (("mentions", unmentioned), ("is called", unborne))
    return " ".join(f"No paper of the library {does} {_either(names)}." for does, names in said if names)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def _unmentioned(question: str, known: Sequence[Subject], library: Library) -> list[str]:
    """Return the names in the question that the text of no paper holds; words and initials are none."""
    own = {name.lower() for one in known for name in one.names}
    asked = [name for name in dict.fromkeys(spelled_names(question[:_LONGEST])) if name.lower() not in own]
    return [
        name
        for name in [name for name in asked if _may_be_looked_for(name)][:_MOST]
        if not any(holds(text, name) or holds(text, name.removesuffix("s")) for text in _texts(name, library))
    ]


def _may_be_looked_for(name: str) -> bool:
    """Say whether a name is spelled in one way: no word, no initials, not "3x3"."""
    return is_coded(name) and not _ACRONYM.fullmatch(name) and sum(map(str.isalpha, name)) >= _FEWEST_LETTERS


def _unborne(question: str, known: Sequence[Subject], library: Library, filters: Filters | None = None) -> list[str]:
    """Return the names in one list with those of known papers that no paper bears."""
    question = question[:_LONGEST]
    found = dict[str, int]()
    reached = [place for one in known for name in one.names for place in _places(question, name)]
    taken = list(reached)
    while reached and len(found) < _MOST:
        for start, end in _neighbours(question, reached.pop()):
            name = question[start:end]
            if any(start < other and end > begin for begin, other in taken) or not _is_name(name, library):
                continue
            taken.append((start, end))
            reached.append((start, end))
            if not bearers(name, library, filters):
                found[name] = start
    return sorted(found, key=lambda name: found[name])


def _neighbours(question: str, place: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where names stand behind and before this place of the question, joined to what stands there."""
    joint = rf"(?:{_BESIDE}|{_COMPARED})" if _COMPARE.search(question) else _BESIDE
    before, behind = question[: place[0]], question[place[1] :]
    does = rf"|{joint}({_NAME}){_VERB}" if _ASKED.search(before) else ""
    after = re.match(rf"s?(?:{joint}{_ARTICLE}({_NAME}){_ENDS}|, {_ARTICLE}({_NAME}){_GOES_ON}{does})", behind)
    if after and after.lastindex:
        yield place[1] + after.start(after.lastindex), place[1] + after.end(after.lastindex)
    ahead = re.search(rf"(?<![\w-])({_NAME})(?:{joint}|(,) ){_ARTICLE}$", before)
    if ahead and (not ahead[2] or re.match(_GOES_ON, behind)):
        own = ahead[1] if before[: ahead.start()].strip() else _FIRST_WORD.sub("", ahead[1])  # "Compare X and A"
        start = ahead.end(1) - len(own)
        if not _COMPLEMENT.search(before[:start]):
            yield start, ahead.end(1)


def _is_name(name: str, library: Library) -> bool:
    """Say whether it is one as far as the library tells: a word that begins a sentence is not."""
    acronym = _ACRONYM.fullmatch(name) is not None
    if is_coded(name) and not acronym:
        return True
    word = re.compile(rf"(?<!\w){re.escape(name if acronym else name.lower())}(?!\w)")
    return not any(map(word.search, _texts(name, library)))


def _texts(name: str, library: Library) -> list[str]:
    return [hit.paper.text for hit in library.search(name, _LOOKED_THROUGH, method=BM25)]


def _places(question: str, name: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", question, re.I)]

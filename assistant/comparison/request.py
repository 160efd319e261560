"""Whether a question compares papers, and which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.aliases import aliases, says
from assistant.comparison.described import described, meant
from assistant.comparison.papers import MOST, bearers, in_title
from assistant.comparison.parts import unclaimed
from assistant.conversation import Conversation, Resolved
from assistant.facts import names
from assistant.models.judge import Judge
from assistant.subject import Subject, subjects
from index.filters import Filters
from index.hit import Hit
from index.library import Library
from index.method import BM25
from index.paper import Paper

_EACH = re.compile(
    r"\beach (?:of (?:them|these|those)|one|paper|method|model|approach|system)\b|\b(?:for|by|of|in) each\b(?=\W*$)"
    r"|\b(?:does|do|did|is|has) each (?:of them )?(?=(?:replace|use|do|get|need|reach|achieve|propose|claim|report|"
    r"score|cost|say|offer|improve|add|change|solve|address|introduce|evaluate|train|run|lack|save|differ|work|"
    r"outperform|beat|gain|lose|require|rely|build|learn|compare|perform|take|have|make|state)\b)"
    r"|\ball of (?:these|them|those)\b|\bthe papers (?:that )?you (?:have )?(?:just )?cited\b",
    re.I,
)
_RANKS = re.compile(
    r"\brank|\border(?:ed)? (?:them|these|by)|\bsort|\b(?:which|who|whose|what)\b.{0,80}\b(?:best|highest|lowest|most|"
    r"fastest|smallest|largest|higher|lower|better|faster|leads?|wins?)\b",
    re.I,
)
_COMPARES = re.compile(
    r"\bcompar|\bcontrast|\bversus\b|\bvs\b|\bside by side\b|\bdiffer|\bagainst\b|\bbetter\b|\bhigher\b|\blower\b"
    r"|\bbeats?\b|\b(?:which|who)\b.{0,40}\b(?:more|less|fewer)\b",
    re.I,
)
_PHRASE = re.compile(r"\b[A-Z][\w^+-]{0,40}(?: (?:[A-Z\d][\w^+-]{0,40})){1,8}")  # "Lottery Ticket Hypothesis"
_RIVAL = re.compile(r"\b(?:on|over|than|against|in|for|with) (?:the )?([A-Z\d][\w^+-]*)")
_ASKS = re.compile(r"\b(?:how|what|which|whose|who|where|when|why)\b", re.I)
_DATA = re.compile(r"\bon (?:the )?[A-Z\d][\w^+-]*")
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|this|that)\b", re.I)
_SHORTEST = 3  # letters of a name that may single a paper out
_SIDES = re.compile(r",? (?:and|with|or|versus|vs\.?|against|from|to) |[,:] ", re.I)
# What is said or asked of two at once: "Do the apple study and MossTree both ...", "HerbNet and the herb net each ..."
_OF_TWO = re.compile(r"(?:^|[.:;,?] )(?P<two>(?:(?![.:;,?] )[^?]){5,200}?),? (?:both|each)\b(?! other\b)", re.I)
_VERB = re.compile(r"^.*?\b(?:do|does|did|are|is|can|compare|between)\s+", re.I)
_AND = re.compile(r",? and ", re.I)
_PARTS = 3  # of a question that are searched for a paper each
_NAMES = 12  # of a question that are looked up: more is no question
_HOLDERS = 2  # papers that use a word: where only one does, the word may name it


@dataclass(frozen=True, slots=True)
class Request:
    """The papers that a question compares, and whether it asks for an order or at least for a comparison."""

    question: str
    named: tuple[Subject, ...]
    ranks: bool
    compares: bool


def requested(
    resolved: Resolved,
    conversation: Conversation,
    hits: Sequence[Hit],
    library: Library,
    filters: Filters | None = None,
    judge: Judge | None = None,
) -> Request | None:
    """Return what the question wants compared: two papers or more that it names or points at; None for others.

    One of two it may also describe. A paper that it names need not be among the hits.
    """
    question = resolved.question
    named = _named(question, [hit.paper for hit in hits], library, filters)
    listed = conversation.listed()
    if not named and _EACH.search(question) and len(listed) > 1:
        named = [Subject(paper, _called(paper)) for paper in listed]
    if len(named) == 1:
        named = _in_order([*named, *_beside(named[0], question, library, filters, judge)], question)
    if not 1 < len(named) <= MOST:
        return None
    ranks = _RANKS.search(question) is not None
    return Request(question, tuple(named), ranks, ranks or _COMPARES.search(question) is not None)


def _named(question: str, papers: Sequence[Paper], library: Library, filters: Filters | None) -> list[Subject]:
    """Return the papers that the question names, in the order in which it does."""
    found = [_surely(one) for one in subjects(question, papers)]
    for name in _unborne(question, found):
        if len(bearing := bearers(name, library, filters)) == 1:
            found.append(Subject(bearing[0], (name,)))
    for part in _unclaimed(question, found):
        found += _user(part, library, filters) or described(part, library, filters)
    found = _without_rivals(question, _without_namesakes(_merged(found)))
    return _in_order(found, question)


def _in_order(named: Sequence[Subject], question: str) -> list[Subject]:
    return sorted(named, key=lambda one: min(_place(question, name) for name in one.names))


def _beside(
    named: Subject, question: str, library: Library, filters: Filters | None, judge: Judge | None
) -> list[Subject]:
    """Return the paper that the question describes beside the one it names, where something is said of both."""
    match, names_of_it = _OF_TWO.search(question), {_bare(name) for name in named.names}
    two = _VERB.sub("", match["two"]) if match else ""
    for seam in _AND.finditer(two):
        sides = two[: seam.start()], two[seam.end() :]
        others = [side for side in sides if _bare(side.strip()) not in names_of_it]
        if len(others) == 1:
            found = described(others[0], library, filters) or meant(others[0], library, filters, judge)
            return [one for one in found if one.paper.id != named.paper.id]
    return []


def _surely(one: Subject) -> Subject:
    """Return the paper with the names that it bears; with those that it only uses where it bears none of them."""
    borne = tuple(name for name in one.names if _bears(one, name))
    return Subject(one.paper, borne or one.names)


def _bears(one: Subject, name: str) -> bool:
    own = {_bare(known) for known in (*aliases(one.paper), one.paper.title)}
    return _bare(name) in own or in_title(name, one.paper)


def _unborne(question: str, found: Sequence[Subject]) -> list[str]:
    """Return the names in the question, as it spells them, that no paper found so far bears."""
    borne = {_bare(name) for one in found for name in (*aliases(one.paper), one.paper.title)}
    without_data = _DATA.sub(" ", question)
    asked = [*(match.group() for match in _PHRASE.finditer(without_data)), *_spelled(without_data)]
    return [name for name in dict.fromkeys(asked) if _bare(name) not in borne and len(name) >= _SHORTEST][:_NAMES]


def _spelled(text: str) -> list[str]:
    """Return the names of a text as it spells them, in order."""
    places = {text.lower().find(name): len(name) for name in names(text)}
    return [text[start : start + length] for start, length in sorted(places.items()) if start >= 0]


def _unclaimed(question: str, found: Sequence[Subject]) -> list[str]:
    """Return the parts of the question that ask of a paper of their own, and name none that was found.

    Of a question with one request and a word of comparison, what stands on either side of "and".
    """
    parts = [part for part in unclaimed(question, found) if _ASKS.search(part) and not _PRONOUN.search(part)]
    if parts and (found or len(parts) > 1):
        return parts[:_PARTS]
    if len(found) != 1 or not _COMPARES.search(question):
        return []
    sides = [
        side for side in _SIDES.split(question) if not any(says(side, name) for one in found for name in one.names)
    ]
    return sides[:_PARTS]


def _user(part: str, library: Library, filters: Filters | None) -> list[Subject]:
    """Return the one paper that uses a name in this part of the question."""
    for name in _spelled(_RIVAL.sub("", part)):
        hits = library.search(name, _HOLDERS, filters, BM25)
        holders = [hit.paper for hit in hits if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", hit.paper.text)]
        if len(holders) == 1 and len(name) >= _SHORTEST:
            return [Subject(holders[0], (name,))]
    return []


def _merged(found: Sequence[Subject]) -> list[Subject]:
    """Return each paper once, with all the names that the question has for it."""
    borne: dict[str, Subject] = {}
    for one in found:
        known = borne.get(one.paper.id, one)
        borne[one.paper.id] = Subject(one.paper, tuple(dict.fromkeys((*known.names, *one.names))))
    return list(borne.values())


def _without_namesakes(found: Sequence[Subject]) -> list[Subject]:
    """Leave out a paper that the question names by nothing but what another bears in its title."""

    def is_namesake(one: Subject) -> bool:
        others = [other.paper for other in found if other.paper.id != one.paper.id]
        shared = {name for name in one.names if any(in_title(name, other) for other in others)}
        own = {name for name in one.names if in_title(name, one.paper) or (name not in shared and _bears(one, name))}
        return bool(shared) and not own

    return [one for one in found if not is_namesake(one)]


def _without_rivals(question: str, found: Sequence[Subject]) -> list[Subject]:
    """Leave out what only uses a name that stands for data or a rival ("on GTA5"), where two others are named."""
    rivals = {_bare(match.group(1)) for match in _RIVAL.finditer(question)}

    kept = [one for one in found if any(_bears(one, name) or _bare(name) not in rivals for name in one.names)]
    return kept if len(kept) > 1 else list(found)


def _called(paper: Paper) -> tuple[str, ...]:
    return (*aliases(paper)[:1], paper.title)


def _bare(name: str) -> str:
    return name.lower().removesuffix("s")


def _place(question: str, name: str) -> int:
    place = question.lower().find(name.lower())
    return place if place >= 0 else len(question)

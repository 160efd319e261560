"""Whether a question compares papers, and which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.aliases import aliases, own_name, says
from assistant.comparison.absent import absent
from assistant.comparison.further import further
from assistant.comparison.papers import FEWEST, MOST, bearers, in_title, is_coded
from assistant.comparison.sides import side_by_side
from assistant.conversation import Conversation, Resolved
from assistant.conversation.narrowing import narrowed
from assistant.facts import spelled_names
from assistant.models.judge import Judge
from assistant.subject import Subject, subjects, without_names
from index.filters import Filters
from index.hit import Hit
from index.library import Library
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
_DATA = re.compile(r"\bon (?:the )?[A-Z\d][\w^+-]*")
_SHORTEST = 3  # letters of a name that may single a paper out
_NAMES = 12  # of a question that are looked up: more is no question


@dataclass(frozen=True, slots=True)
class Request:
    """The papers that a question compares, and whether it asks for an order or at least for a comparison.

    `put` is the question without the names of what the library has no paper on.
    """

    question: str
    put: str
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

    It may also describe some. A paper that it names need not be among the hits.
    """
    question = resolved.question
    named = _named(question, [hit.paper for hit in hits], library, filters)
    listed = conversation.listed()
    if not named and _EACH.search(question) and len(listed) > 1:
        named = [Subject(paper, _called(paper)) for paper in listed]
    chosen = narrowed(resolved, filters)
    if len(named) < FEWEST and chosen is not None:
        named = side_by_side(question, named, library, chosen, judge)
    if len(named) >= FEWEST and chosen is not None:
        named = _in_order(question, [*named, *further(question, named, library, chosen, judge)])
    if not 1 < len(named) <= MOST:
        return None
    ranks = _RANKS.search(question) is not None
    put = without_names(question, absent(question, named, library, filters))
    return Request(question, put, tuple(named), ranks, ranks or _COMPARES.search(question) is not None)


def _named(question: str, papers: Sequence[Paper], library: Library, filters: Filters | None) -> list[Subject]:
    """Return the papers that the question names, in the order in which it does."""
    found = [
        _borne(one) for one in _without_lesser([one for one in subjects(question, papers) if _means(question, one)])
    ]
    for name in _unborne(question, found):
        if len(bearing := bearers(name, library, filters)) == 1:
            found.append(Subject(bearing[0], (name,)))
    found = _without_rivals(question, _without_namesakes(_merged(found)))
    return _in_order(question, found)


def _in_order(question: str, found: Sequence[Subject]) -> list[Subject]:
    return sorted(found, key=lambda one: min(_place(question, name) for name in one.names))


def _means(question: str, one: Subject) -> bool:
    """Say whether the question means the paper by a name: a word that it also uses is none.

    Who writes no capitals at all means what bears it in its title, or could be no word.
    """
    said = (name for name in aliases(one.paper) if says(question, name))
    return one.sure or (question[1:].islower() and any(is_coded(name) or in_title(name, one.paper) for name in said))


def _without_lesser(found: Sequence[Subject]) -> list[Subject]:
    """Leave out a paper that the question names only by some of the names that it has for another.

    Not one that bears such a name in its title: Loom may be compared with LoomNet.
    """
    named = [{_bare(name) for name in one.names} for one in found]
    return [
        one
        for one, own in zip(found, named, strict=True)
        if not any(own < other for other in named) or any(in_title(name, one.paper) for name in one.names)
    ]


def _borne(one: Subject) -> Subject:
    """Return the paper with those of its names that it bears."""
    return Subject(one.paper, tuple(name for name in one.names if _bears(one, name)))


def _bears(one: Subject, name: str) -> bool:
    own = {_bare(known) for known in (*aliases(one.paper), one.paper.title)}
    return _bare(name) in own or in_title(name, one.paper)


def _unborne(question: str, found: Sequence[Subject]) -> list[str]:
    """Return the names in the question, as it spells them, that no paper found so far bears."""
    borne = {_bare(name) for one in found for name in (*aliases(one.paper), one.paper.title)}
    without_data = _DATA.sub(" ", question)
    asked = [*(match.group() for match in _PHRASE.finditer(without_data)), *spelled_names(without_data)]
    return [name for name in dict.fromkeys(asked) if _bare(name) not in borne and len(name) >= _SHORTEST][:_NAMES]


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
    return tuple(filter(None, (own_name(paper), paper.title)))


def _bare(name: str) -> str:
    return name.lower().removesuffix("s")


def _place(question: str, name: str) -> int:
    place = question.lower().find(name.lower())
    return place if place >= 0 else len(question)

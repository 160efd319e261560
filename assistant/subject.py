"""Which of the found papers a question is about, by the names it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.aliases import aliases, says, titled
from assistant.facts import names
from index.paper import Paper

_SHORTEST = 3  # letters of a name that may single a paper out


@dataclass(frozen=True, slots=True)
class Subject:
    """A paper that the question names, and the words it does so with."""

    paper: Paper
    names: tuple[str, ...]
    sure: bool = True  # by its title or its own name as it writes it, not by one that it happens to hold alone


def subjects(question: str, papers: Sequence[Paper]) -> list[Subject]:
    """Return the papers that the question names, in the order in which it does.

    By title, by the name of a system the paper brings, or by a name that no other of these papers holds.
    """
    asked = [name for name in names(question) if len(name) >= _SHORTEST]
    used = [names(paper.text) for paper in papers]
    holders = Counter(name for some in used for name in asked if name in some)
    found = []
    for paper, some in zip(papers, used, strict=True):
        own = [alias for alias in aliases(paper) if says(question, alias)]
        sure = any(alias in question for alias in own)  # "fits a curve" need not be about FIT
        if titled(question, paper.title):
            own.append(paper.title)
            sure = True
        held = [name for name in asked if name in some and holders[name] == 1]
        if own or held:
            found.append(Subject(paper, tuple(dict.fromkeys([*own, *held])), sure))
    return sorted(found, key=lambda subject: min(_position(question, name) for name in subject.names))


def without_others(question: str, subject: Subject, all_subjects: Sequence[Subject]) -> str:
    """Return the question as far as it concerns one subject: the names of the others taken out."""
    others = {name for other in all_subjects for name in other.names} - set(subject.names)
    return without_names(question, sorted(others))


def without_names(question: str, taken_out: Sequence[str]) -> str:
    """Return the question with these names taken out."""
    asked = question
    for name in taken_out:
        asked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", asked, flags=re.I)
    return " ".join(asked.split())


def _position(question: str, name: str) -> int:
    place = question.lower().find(name.lower())
    return place if place >= 0 else len(question)

"""Questions to begin with, made from the papers of the open library."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from assistant.aliases import aliases
from index.paper import Paper

_NAMED = ("What does {} propose?", "Which results does {} report?")
_PAIR = "How do {} and {} differ?"
_TITLED = "What is the main finding of “{}”?"
COUNT = 4  # of questions, at most
_LONGEST_TITLE = 70  # characters: a longer one makes a button of three lines on a phone
# What is put on a button is chosen: ordinary words, nothing that a title from outside could smuggle in.
_PLAIN_TITLE = re.compile(r"\w[\w ,:'’()&/+-]*[\w)?!]")
_PLAIN_NAME = re.compile(r"[\w^+-]+")

T = TypeVar("T")


def examples(papers: Sequence[Paper]) -> list[str]:
    """Return up to four questions that these papers can answer, drawn from all over them."""
    named = [name for paper in papers if (name := _own_name(paper))]
    titled = [
        paper.title for paper in papers if len(paper.title) <= _LONGEST_TITLE and _PLAIN_TITLE.fullmatch(paper.title)
    ]
    names = _spread(named, len(_NAMED) + 2)
    questions = [template.format(name) for template, name in zip(_NAMED, names, strict=False)]
    questions += [_PAIR.format(*names[-2:])] if len(names) == len(_NAMED) + 2 else []
    unnamed = [title for title in titled if not any(name in title for name in names)]
    return questions + [_TITLED.format(title.rstrip("?!")) for title in _spread(unnamed, COUNT - len(questions))]


def _own_name(paper: Paper) -> str:
    """Return the name that the paper gives its system in its title, "" where it gives none."""
    head = paper.title.partition(":")[0]
    return next((name for name in aliases(paper) if name == head and _PLAIN_NAME.fullmatch(name)), "")


def _spread(things: Sequence[T], count: int) -> list[T]:
    """Return up to `count` of the things, evenly spaced, in order."""
    step = max(1, len(things) / count)
    return [things[int(i * step)] for i in range(min(count, len(things)))]

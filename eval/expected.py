"""The papers that questions expect, as a library knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from eval.questions import Question
from index.builtin import PAPERS
from index.errors import BadInput
from index.library import Library
from index.paper import Paper, normalised_title
from index.readers import read

_NAMED = 5  # of the missing papers, in a message of one line


def in_library(questions: Sequence[Question], library: Library) -> list[Question]:
    """Return the questions with the papers they name, by id or by title, under the ids of the library.

    A paper of the built-in collection counts by its title too: an export without ids gives it another id.
    Raises BadInput naming those that the library does not hold.
    """
    found = _found({name for question in questions for name in question.papers}, library)
    missing = sorted({name for question in questions for name in question.papers} - found.keys())
    if missing:
        named = ", ".join(repr(name) for name in missing[:_NAMED]) + (", …" if missing[_NAMED:] else "")
        raise BadInput(
            f"The library {library.path} does not hold {len(missing)} of the papers that the questions expect "
            f"({named}): add them with `assistant library add FILE`, or correct the questions."
        )
    return [replace(q, papers=frozenset(found[name] for name in q.papers)) for q in questions]


def described(question: Question, library: Library) -> tuple[str, ...]:
    """Return what a right answer holds, for a person to read; the papers are ids of the library."""
    papers = [paper for identifier in sorted(question.papers) if (paper := library.get(identifier))]
    return (
        question.outcome,
        *(f"{paper.title} ({paper.id})" for paper in papers),
        *(f"says {' or '.join(group)}" for group in question.facts),
        *(f"does not say {words}" for words in question.forbidden),
    )


def _found(names: Iterable[str], library: Library) -> dict[str, str]:
    """Return the library's id for each name of a paper that it holds."""
    found = {name: paper.id for name in names if (paper := library.get(name))}
    wanted = {name: normalised_title(_built_in().get(name, name)) for name in names if name not in found}
    if any(wanted.values()):
        by_title = {title: p.id for p in library.papers() if (title := normalised_title(p.title)) in wanted.values()}
        found |= {name: by_title[title] for name, title in wanted.items() if title in by_title}
    return found


@cache
def _built_in() -> dict[str, str]:
    """Return the titles of the built-in papers by id."""
    return {paper.id: paper.title for paper in read(PAPERS) if isinstance(paper, Paper)}

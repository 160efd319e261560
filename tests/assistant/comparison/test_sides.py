"""Papers that a question describes side by side: `python -m pytest tests/assistant/comparison/test_sides.py`."""

from __future__ import annotations

import pytest

from assistant.comparison.sides import side_by_side
from assistant.subject import Subject
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, SATIN, TWILL
from tests.fakes import FakeJudge

FOLDS, WEAVE = "the folding of convolutions", "the plain weave for images"
NAMED = [Subject(TWILL, ("TwillNet",))]


def told(question: str, library: Library, named: list[Subject] | None = None) -> list[Paper]:
    judge = FakeJudge({"folds wide": 6.0, "plain weaves": 6.0, "improves": 6.0})
    return [one.paper for one in side_by_side(question, named or [], library, None, judge)]


@pytest.mark.parametrize(
    "question",
    [
        f"Both {FOLDS} and {WEAVE} save work. How?",
        f"{FOLDS.capitalize()} and {WEAVE} both save work. How?",
        f"By what means do {FOLDS} and {WEAVE} each save work?",
        f"How does {FOLDS} differ from {WEAVE}?",
        f"Compare {FOLDS} with {WEAVE}",
        f"{FOLDS} versus {WEAVE}",
        f"How accurate is {FOLDS}, and how simple is {WEAVE}?",
        f"{FOLDS.capitalize()} saves work, {WEAVE} too. What does the first fold and what needs the other?",
        f"Is {FOLDS} or {WEAVE} the more accurate one?",
    ],
)
def test_two_descriptions_side_by_side_mean_two_papers(woven: Library, question: str) -> None:
    assert told(question, woven) == [DAMASK, TWILL]


@pytest.mark.parametrize(
    "question",
    [
        f"What does {FOLDS} do to {WEAVE}?",
        f"Why do {FOLDS} and {WEAVE} save work in each layer?",
        f"Why do {FOLDS} and {WEAVE} help each other?",
        "Both the price of tea and the weather change. How?",
        f"Both {FOLDS} and the price of tea change. How?",
        "What do both tea and coffee cost?",
    ],
)
def test_what_is_not_set_side_by_side_or_describes_no_two_papers_means_none(woven: Library, question: str) -> None:
    assert told(question, woven) == []


def test_a_paper_that_is_named_is_one_of_the_two(woven: Library) -> None:
    assert told(f"TwillNet and {FOLDS} both save work. How?", woven, NAMED) == [TWILL, DAMASK]
    assert told(f"In TwillNet, do {FOLDS} and the gains on gains both help?", woven, NAMED) == []
    assert told(f"{FOLDS} and the gains on gains both help", woven) == [DAMASK, SATIN]


def test_a_name_that_one_paper_uses_means_it(woven: Library) -> None:
    assert told("How accurate is TwillNet, and how fast is the 85.1% of Damask?", woven, NAMED) == [TWILL, DAMASK]


def test_many_seams_are_not_all_read(woven: Library) -> None:
    question = "Both " + " and ".join(["tea"] * 10) + f" and {FOLDS} and {WEAVE} save work"
    assert told(question, woven) == []

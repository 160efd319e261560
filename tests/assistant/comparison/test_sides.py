"""Papers that a question describes side by side: `python -m pytest tests/assistant/comparison/test_sides.py`."""

from __future__ import annotations

import pytest

from assistant.comparison.sides import side_by_side
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, LOOM, SATIN, TWILL
from tests.fakes import FakeJudge

FOLDS, WEAVE = "the folding of convolutions", "the plain weave for images"
JUDGE = FakeJudge({"folds wide": 6.0, "plain weaves": 6.0, "improves": 6.0})
NAMED = [Subject(TWILL, ("TwillNet",))]


def told(question: str, library: Library, named: list[Subject] | None = None) -> list[Paper]:
    return [one.paper for one in side_by_side(question, named or [], library, None, JUDGE)]


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
        f"Which is more accurate, {FOLDS} or {WEAVE}?",
        f"Is {FOLDS} more accurate than {WEAVE}?",
        f"How is {FOLDS} different from {WEAVE}?",
        f"What is the difference in accuracy between {FOLDS} and {WEAVE}?",
        f"What do {FOLDS} and {WEAVE} have in common?",
        f"Do both {FOLDS} and {WEAVE} save work?",
        f"Compare {FOLDS} to {WEAVE}",
        f"One paper tells of {FOLDS}, another of {WEAVE}. What do they reach?",
        f"What is accurate in {FOLDS}, and what needs no tuning in {WEAVE}?",
        f"I read of nets, kernels, cost, speed, and a friend of images. How does {FOLDS} differ from {WEAVE}?",
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
        f"How do {FOLDS} and {WEAVE} treat images at each layer?",
        f"Why do {FOLDS} and {WEAVE} need contrastive learning?",
        f"What does {FOLDS} fold, and what is its {WEAVE}?",
        f"Which papers tell of images: one of {FOLDS}, the other of {WEAVE}?",
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


def test_a_question_within_one_paper_compares_nothing(woven: Library) -> None:
    assert told("Does TwillNet weave plainly or fold wide kernels?", woven, NAMED) == []
    assert told("Is TwillNet trained with wide kernels or gains on gains?", woven, NAMED) == []


def test_papers_are_looked_for_where_the_filters_let(woven: Library) -> None:
    question = f"How does {FOLDS} differ from {WEAVE}?"
    assert side_by_side(question, [], woven, Filters(year_from=2035), JUDGE) == []


@pytest.mark.parametrize("long", ["Both " + "tea and " * 10, "tea " * 200, "and " * 5_000, "how and what " * 1_000])
def test_a_long_question_is_not_all_read(woven: Library, long: str) -> None:
    assert told(f"{long}{FOLDS} and {WEAVE} save work", woven) == []


@pytest.mark.parametrize("name", ["LoomNet", "the HarborImages paper", "the folding LoomNetV9"])
def test_a_name_that_a_paper_only_mentions_or_does_not_hold_describes_none(woven: Library, name: str) -> None:
    woven.remove([LOOM.id])

    assert told(f"Both {name} and {WEAVE} save work. How?", woven) == []

"""Whether a question compares papers: `python -m pytest tests/assistant/comparison/test_request.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.comparison.request import Request, requested
from assistant.conversation import Conversation, Resolved
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, LOOM, QUILT, SATIN, TADPOLE, TWILL
from tests.assistant.comparison.test_papers import talk
from tests.fakes import FakeJudge


def asked(question: str, library: Library, conversation: Conversation | None = None, k: int = 10) -> Request | None:
    hits = library.search(question, k)
    return requested(Resolved(question), conversation or Conversation(), hits, library, None)


def named(request: Request | None) -> list[Paper]:
    return [one.paper for one in request.named] if request else []


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("How do Damask and TwillNet compare on HarborImages?", [DAMASK, TWILL]),
        ("Rank TwillNet, LoomNet and Damask by top-1 accuracy", [TWILL, LOOM, DAMASK]),
        ("What memory does QuiltFormer take, and how much power draws Tadpole?", [QUILT, TADPOLE]),
        ("What does Damask reach on HarborImages?", []),
        ("Which papers are about convolution?", []),
        ("Who won the football cup?", []),
    ],
)
@pytest.mark.parametrize("k", [10, 1, 0], ids=["searched", "one hit", "no hit"])
def test_a_question_that_names_papers_compares_them_found_or_not(
    woven: Library, question: str, papers: list[Paper], k: int
) -> None:
    assert named(asked(question, woven, k=k)) == papers


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("which is more accurate, damask or twillnet?", [DAMASK, TWILL]),
        ("what does damask reach and what loomnet?", [DAMASK, LOOM]),
        ("how are images folded with damask on a loom", []),
    ],
)
def test_who_writes_no_capitals_names_papers_too(woven: Library, question: str, papers: list[Paper]) -> None:
    assert named(asked(question, woven)) == papers


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("How do Damask, TwillNet and MoireV9 differ?", [DAMASK, TWILL]),
        ("How do MoireV9, Damask and TwillNet differ?", [DAMASK, TWILL]),
        ("Which is more accurate, Damask or MoireV9?", []),
        ("Compare Damask with Moire", []),
        ("What does Damask save, and what does folding save in MoireV9?", []),
    ],
)
def test_no_paper_takes_the_place_of_one_that_the_library_does_not_hold(
    woven: Library, question: str, papers: list[Paper]
) -> None:
    assert named(asked(question, woven)) == papers


def test_what_is_put_to_each_paper_names_none_that_the_library_does_not_hold(woven: Library) -> None:
    request = asked("How do Damask, TwillNet and MoireV9 differ in cost?", woven)

    assert request and request.put == "How do Damask, TwillNet and differ in cost?"


def test_a_successor_is_compared_with_what_it_is_named_after(woven: Library) -> None:
    after = Paper("arxiv:3120.00020", "Damask2: Folding Again", "Damask is simple. Damask2 folds what Damask left.")
    woven.add([after])
    assert named(asked("How does Damask differ from Damask2?", woven)) == [DAMASK, after]


def test_only_papers_that_the_question_is_about_are_described(woven: Library) -> None:
    question = "Is the folding of convolutions or the plain weave for images the more accurate one?"
    judge = FakeJudge({"folds wide": 6.0, "plain weaves": 6.0})
    hits = woven.search(question, 10)

    def within(*papers: Paper) -> list[Paper]:
        return named(requested(Resolved(question, papers), Conversation(), hits, woven, None, judge))

    assert within() == within(DAMASK, TWILL, SATIN) == [DAMASK, TWILL]
    assert within(SATIN) == []


def test_a_rival_that_stands_behind_over_is_not_one_of_them(woven: Library) -> None:
    assert named(asked("What is the gain of Satin over SilenceNet, and of Damask on HarborImages?", woven)) == [
        SATIN,
        DAMASK,
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What does each replace attention with?",
        "how accurate is each of them?",
        "Rank all of these by top-1 accuracy",
        "How do the papers you just cited differ?",
    ],
)
def test_each_of_those_shown_before_is_meant(woven: Library, question: str) -> None:
    request = asked(question, woven, talk(LOOM, DAMASK, TADPOLE))
    assert named(request) == [LOOM, DAMASK, TADPOLE]
    assert asked(question, woven) is None


@pytest.mark.parametrize("question", ["What does each layer do?", "Does each head attend to a word?"])
def test_each_of_something_else_is_no_comparison(woven: Library, question: str) -> None:
    assert asked(question, woven, talk(LOOM, DAMASK)) is None


@pytest.mark.parametrize(
    ("question", "ranks", "compares"),
    [
        ("Rank Damask and TwillNet by accuracy", True, True),
        ("Which is more accurate, Damask or TwillNet?", False, True),
        ("Which of Damask and TwillNet has the highest accuracy?", True, True),
        ("Damask vs TwillNet on HarborImages", False, True),
        ("What does Damask fold, and what is TwillNet made of?", False, False),
    ],
)
def test_an_order_is_told_from_a_comparison(woven: Library, question: str, ranks: bool, compares: bool) -> None:
    request = asked(question, woven)
    assert request and (request.ranks, request.compares) == (ranks, compares)


COSTLY = "the study of costly wide kernels made into narrow ones"


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        (f"TwillNet and {COSTLY} both save work. How?", [TWILL, DAMASK]),
        (f"By what means do {COSTLY} and TwillNet each save work?", [DAMASK, TWILL]),
        (f"Weaves are old: how do TwillNet and {COSTLY}, each in its way, save work?", [TWILL, DAMASK]),
        ("By what means do the folding of convolutions and TwillNet each save work?", [DAMASK, TWILL]),
        ("Damask and Satin both save work, how?", [DAMASK, SATIN]),
        ("TwillNet and the price of tea both change. Why?", []),
        (f"Does TwillNet use plain weaves and {COSTLY} in each layer?", []),
        ("In TwillNet, do plain weaves and wide kernels both help?", []),
        (f"Do TwillNet and {COSTLY} help each other?", []),
    ],
)
def test_beside_a_paper_that_is_named_another_may_be_described(
    woven: Library, question: str, papers: list[Paper]
) -> None:
    hits = woven.search(question, 10)
    judge = FakeJudge({"folds wide": 6.0})
    assert named(requested(Resolved(question), Conversation(), hits, woven, judge=judge)) == papers


def test_a_description_that_fits_two_papers_means_neither(woven: Library) -> None:
    question = f"TwillNet and {COSTLY} both save work. How?"
    woven.add(
        [
            replace(
                DAMASK,
                id="arxiv:3120.00020",
                title=DAMASK.title.replace("Damask", "Pleat"),
                abstract=DAMASK.abstract.replace("Damask", "Pleat"),
            )
        ]
    )
    hits = woven.search(question, 10)
    judge = FakeJudge({"folds wide": 6.0})
    assert requested(Resolved(question), Conversation(), hits, woven, judge=judge) is None


def test_a_paper_outside_the_filters_is_not_looked_up(woven: Library) -> None:
    question = "How do Damask and LoomNet compare?"
    years = Filters(year_from=2034)
    hits = woven.search(question, 10, years)
    assert requested(Resolved(question), Conversation(), hits, woven, years) is None


def test_the_title_outdoes_a_paper_that_only_uses_the_name(woven: Library) -> None:
    woven.add([Paper("arxiv:3120.00020", "Folds", "We present Damask, which folds again, and compare it.")])
    assert named(asked("How do Damask and TwillNet compare?", woven)) == [DAMASK, TWILL]

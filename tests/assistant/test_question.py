"""What kind of thing a question asks for: `python -m pytest tests/assistant/test_question.py`."""

from __future__ import annotations

import pytest

from assistant.question import asks_figure, asks_papers, measures


@pytest.mark.parametrize(
    "question",
    [
        "How many parameters does LoomNet have?",
        "how accurate is it",
        "What top-1 accuracy does it reach?",
        "Which mIoU does LoomNet score?",
        "By how much is it faster?",
        "What is the error rate?",
        "What percentage of deliveries is gained?",
    ],
)
def test_some_questions_ask_for_a_figure(question: str) -> None:
    assert asks_figure(question)


@pytest.mark.parametrize(
    "question",
    ["How does LoomNet work?", "What replaces normalisation?", "Why do rare words vanish?", "", "Show me how."],
)
def test_others_do_not(question: str) -> None:
    assert not asks_figure(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which papers are about robots?",
        "List all works on speech.",
        "Are there studies of rain?",
        "find recent papers on fish",
    ],
)
def test_some_questions_ask_for_papers(question: str) -> None:
    assert asks_papers(question)


@pytest.mark.parametrize(
    "question", ["What does this paper propose?", "Which dataset is used?", "How is paper made?", ""]
)
def test_most_do_not(question: str) -> None:
    assert not asks_papers(question)


def test_measures_are_named_without_case_and_plural() -> None:
    assert measures("How many GPUs and which Learning Rate, and what mIoU?") == {"gpu", "learning rate", "miou"}
    assert measures("How does it work?") == set()


@pytest.mark.parametrize(
    ("part", "figure", "papers"),
    [
        ("what ", False, False),
        ("which a ", False, False),
        ("how many ", True, False),
        ("which a a papers ", False, True),
    ],
)
def test_a_very_long_question_is_read_like_a_short_one(part: str, figure: bool, papers: bool) -> None:
    question = part * 20_000
    assert (asks_figure(question), asks_papers(question), measures(question)) == (figure, papers, set())

"""What the writer learns from: `python -m pytest tests/training/test_written.py`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from assistant.writer import NOTHING
from index.paper import Paper
from tests.fakes import FakeJudge
from training.confusable import Confusable
from training.examples import Labelled
from training.written import Written, examples_of

PAPER = Paper("p:1", "MossTree", "Trees are used widely. MossTree grows a tree from a tenth of the data. It is fast.")
OTHER = Paper("p:2", "Kitchens", "Kitchens are noisy. They hum.")
FACT = Labelled("p:1", "fact", "What is a tree grown from?", (1,), ("It grows from", (1, 5, 10)))
GROWN = "It grows from a tenth of the data."
UNTOLD = Labelled("p:1", "not_stated", "Who grew the first tree?", (), ())
CLAIM = Labelled("p:1", "claim", "MossTree needs little data.", (1,), ())
JUDGE = FakeJudge({"widely": 1.0, "fast": 0.5})  # takes the wrong sentences for the answer


def written(questions: Sequence[Labelled], times: int = 60) -> list[Written]:
    known = Confusable(questions, {"p:1": PAPER}, {FACT.question: [OTHER]})
    return [one for seed in range(times) for one in examples_of(known, JUDGE, random.Random(seed))]


def test_the_sentence_that_answers_has_its_answer_and_another_none() -> None:
    found = {(one.messages[0].content, one.answer) for one in written([FACT]) if one.kind in ("fact", "beside")}
    prompt = "MossTree\n[1] {}\n\nWhat is a tree grown from?"
    assert found == {
        (
            prompt.format("MossTree grows a tree from a tenth of the data."),
            f"[1] {GROWN}",
        ),
        (prompt.format("Trees are used widely."), NOTHING),
        (prompt.format("It is fast."), NOTHING),
    }


def test_an_answer_that_would_not_pass_is_not_taught() -> None:
    wrong = replace(FACT, answer=("It grows from a fifth", (1, 7, 10)))
    assert {one.answer for one in written([wrong], 10)} == {NOTHING}


def test_an_answer_about_as_long_as_its_sentence_is_not_taught() -> None:
    wordy = replace(FACT, answer=("MossTree grows it from", (1, 5, 10)))
    assert {one.answer for one in written([wordy], 10)} == {NOTHING}


def test_a_question_for_papers_is_answered_by_quotes_and_not_taught() -> None:
    assert written([replace(FACT, kind="which")], 10) == []


def test_where_the_abstract_does_not_say_nothing_is_the_answer() -> None:
    assert {one.answer for one in written([UNTOLD], 10)} == {NOTHING}


def test_some_questions_are_put_to_another_paper_which_says_nothing() -> None:
    foreign = [one for one in written([FACT]) if one.kind == "other"]
    assert foreign and {one.answer for one in foreign} == {NOTHING}
    assert all("Kitchens" in one.messages[0].content for one in foreign)


def test_claims_are_not_for_the_writer() -> None:
    assert written([CLAIM], 5) == []

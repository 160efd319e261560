"""What the writer learns from: `python -m pytest tests/training/test_written.py`."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.writer import NOTHING
from index.paper import Paper
from tests.fakes import FakeJudge
from training.confusable import Confusable
from training.examples import Labelled
from training.written import Written, examples_of

PAPER = Paper("p:1", "MossTree", "Trees are used widely. MossTree grows a tree from a tenth of the data. It is fast.")
OTHER = Paper("p:2", "Kitchens", "Kitchens are noisy. They hum.")
FACT = Labelled("p:1", "fact", "What is a tree grown from?", (1,), ("MossTree grows it from", (1, 5, 10)))
UNTOLD = Labelled("p:1", "not_stated", "Who grew the first tree?", (), ())
CLAIM = Labelled("p:1", "claim", "MossTree needs little data.", (1,), ())
JUDGE = FakeJudge({"widely": 1.0, "fast": 0.5})  # takes the wrong sentences for the answer


def written(questions: Sequence[Labelled], times: int = 60) -> list[Written]:
    known = Confusable(questions, {"p:1": PAPER}, {FACT.question: [OTHER]})
    return [one for seed in range(times) for one in examples_of(known, JUDGE, random.Random(seed))]


def test_the_answer_names_the_sentence_that_holds_it_or_is_nothing_where_that_is_missing() -> None:
    found = [one for one in written([FACT]) if one.kind == "fact"]
    assert {one.answer for one in found} == {
        "[1] MossTree grows it from a tenth of the data.",
        "[2] MossTree grows it from a tenth of the data.",
        NOTHING,
    }
    for one in found:
        (message,) = one.messages
        number = one.answer[1] if one.answer != NOTHING else ""
        assert (f"[{number}] MossTree grows a tree" in message.content) == (one.answer != NOTHING)
        assert message.content.rstrip().endswith(FACT.question)


def test_where_the_abstract_does_not_say_nothing_is_the_answer() -> None:
    assert {one.answer for one in written([UNTOLD], 10)} == {NOTHING}


def test_a_prompt_holds_one_sentence_or_two_as_the_assistant_gives_them() -> None:
    for one in written([FACT, UNTOLD]):
        notes = [line for line in one.messages[0].content.splitlines() if line.startswith("[")]
        assert 1 <= len(notes) <= 2


def test_some_questions_are_put_to_another_paper_which_says_nothing() -> None:
    foreign = [one for one in written([FACT]) if one.kind == "other"]
    assert foreign and {one.answer for one in foreign} == {NOTHING}
    assert all("Kitchens" in one.messages[0].content for one in foreign)


def test_claims_are_not_for_the_writer() -> None:
    assert written([CLAIM], 5) == []

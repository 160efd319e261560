"""The second reading, by a language model: `python -m pytest tests/assistant/test_reading.py`."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.answer import Evidence
from assistant.reading import reread
from assistant.writer import NOTHING
from index.errors import ModelError
from index.paper import Paper
from tests.fakes import EVEN, FakeLanguageModel

PAPER = Paper("x:1", "LoomNet", "It weaves threads. It needs 16 GB of memory. It is named after a loom.")
EVIDENCE = [
    Evidence(PAPER, text, PAPER.abstract.index(text), PAPER.abstract.index(text) + len(text), score, 0.5)
    for text, score in (
        ("It weaves threads.", 1.2),
        ("It needs 16 GB of memory.", 1.0),
        ("It is named after a loom.", 0.9),
    )
]
MEMORY = "How much memory does LoomNet need?"


def test_the_sentence_that_the_model_holds_for_the_answer_comes_first(model: FakeLanguageModel) -> None:
    model.likely = {"16 GB": math.log(0.05)}
    first, *others = reread(MEMORY, EVIDENCE, model)
    assert first.text == "It needs 16 GB of memory." and others == [replace(one, doubt=0.0) for one in EVIDENCE[::2]]


def test_a_sentence_is_read_with_the_question_alone(model: FakeLanguageModel) -> None:
    reread(MEMORY, EVIDENCE, model)
    for (message,), piece in zip(model.weighed, EVIDENCE, strict=True):
        assert MEMORY in message.content and piece.text in message.content
        assert not any(other.text in message.content for other in EVIDENCE if other is not piece)


@pytest.mark.parametrize(
    ("probability", "doubt"), [(0.5, 0.0), (0.9, math.log(9)), (0.1, -math.log(9)), (1e-30, -4.0), (1.0, 4.0)]
)
def test_doubt_is_in_log_odds_within_bounds(model: FakeLanguageModel, probability: float, doubt: float) -> None:
    model.likely = {"LoomNet": math.log(probability)}
    assert [one.doubt for one in reread(MEMORY, EVIDENCE[:1], model)] == [pytest.approx(doubt, abs=1e-9)]


def test_what_is_too_long_to_be_read_keeps_its_score(model: FakeLanguageModel) -> None:
    long = replace(EVIDENCE[0], text="thread " * 1_000, score=0.95)
    model.likely = {"16 GB": EVEN, "loom.": math.log(0.9)}
    read = reread(MEMORY, [long, *EVIDENCE[1:]], model)
    assert [one.text for one in read] == [EVIDENCE[1].text, long.text, EVIDENCE[2].text]
    assert read[1].doubt is None and read[1].score == 0.95


def test_what_no_doubt_could_bring_to_the_first_place_is_not_read(model: FakeLanguageModel) -> None:
    far = replace(EVIDENCE[2], score=-0.5)
    read = reread(MEMORY, [*EVIDENCE[:2], far], model)
    assert read[-1] == far and len(model.weighed) == 2


@pytest.mark.parametrize(("odds", "reads"), [(3.0, False), (1.0, True), (None, True)])
def test_what_the_judge_is_sure_of_and_nothing_comes_near_is_not_read(
    model: FakeLanguageModel, odds: float | None, *, reads: bool
) -> None:
    alone = [replace(EVIDENCE[0], odds=odds), replace(EVIDENCE[1], score=0.5)]
    read = reread(MEMORY, alone, model)
    assert bool(model.weighed) is reads and (read == alone) is not reads


def test_what_the_judge_is_sure_of_is_read_where_another_comes_near(model: FakeLanguageModel) -> None:
    reread(MEMORY, [replace(EVIDENCE[0], odds=3.0), EVIDENCE[1]], model)
    assert len(model.weighed) == 2


def test_an_engine_that_fails_is_an_error(model: FakeLanguageModel) -> None:
    def fail(prompts: object, text: str) -> list[float]:
        assert text == NOTHING
        raise ModelError("fake-model is out of order.")

    model.log_likelihoods = fail  # type: ignore[assignment,method-assign]
    with pytest.raises(ModelError, match="out of order"):
        reread(MEMORY, EVIDENCE, model)

"""What a model makes of evidence: `python -m pytest tests/assistant/test_drafting.py`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from threading import Event

import pytest

from assistant.answer import Evidence
from assistant.drafting import Drafts, Task, Written, drafted
from assistant.writer import NOTHING
from index.errors import ModelError
from index.paper import Paper
from tests.fakes import FakeLanguageModel

PAPER = Paper("x:1", "LoomNet", "It weaves threads. It needs 16 GB of memory.")
EVIDENCE = (
    Evidence(PAPER, "It weaves threads.", 0, 18, 1.0, 0.5),
    Evidence(PAPER, "It needs 16 GB of memory.", 19, 44, 0.9, 0.5),
)


def best(evidence: Sequence[Evidence]) -> list[Evidence]:
    return list(evidence[:1])


def ran(model: FakeLanguageModel, *tasks: Task, stop: Event | None = None) -> tuple[str, Drafts]:
    writing = drafted(tasks, model, stop or Event())
    text = ""
    while True:
        try:
            piece = next(writing)
        except StopIteration as end:
            return text, end.value
        assert isinstance(piece, Written)
        text += piece.text


@pytest.fixture
def taught(model: FakeLanguageModel) -> FakeLanguageModel:
    model.taught = True
    return model


def test_a_taught_model_reads_before_it_writes(taught: FakeLanguageModel) -> None:
    taught.likely = {"16 GB": math.log(0.01)}
    taught.enqueue("It needs 16 GB.")
    text, drafts = ran(taught, Task("How much memory?", EVIDENCE, best))
    assert text == "It needs 16 GB." and EVIDENCE[1].text in taught.prompts[0][0].content
    (reading,) = drafts.readings
    assert [one.start for one in reading.evidence] == [19, 0] and reading.drafts == (text,)


def test_a_model_that_was_not_taught_writes_of_what_there_is(model: FakeLanguageModel) -> None:
    ran(model, Task("How much memory?", EVIDENCE, best))
    assert not model.weighed and EVIDENCE[0].text in model.prompts[0][0].content


def test_an_order_that_must_stay_is_not_changed(taught: FakeLanguageModel) -> None:
    taught.likely = {"16 GB": math.log(0.01)}
    _, drafts = ran(taught, Task("Which paper needs memory?", EVIDENCE, best, reread=False))
    assert drafts.readings[0].evidence == EVIDENCE and not taught.weighed


def test_tasks_are_done_in_turn_and_that_nothing_is_said_is_not_shown(model: FakeLanguageModel) -> None:
    model.enqueue("It weaves.", NOTHING, "It needs 16 GB.")
    tasks = Task("What does it do?", EVIDENCE[:1], best), Task("How much memory?", EVIDENCE, list)
    text, drafts = ran(model, *tasks)
    assert text == "It weaves. It needs 16 GB." and drafts.by.name == model.name
    assert [reading.drafts for reading in drafts.readings] == [("It weaves.",), (NOTHING, "It needs 16 GB.")]


def test_what_was_written_before_a_failure_counts(model: FakeLanguageModel) -> None:
    model.enqueue("It weaves.", ModelError("fake-model is out of order."))
    tasks = Task("What does it do?", EVIDENCE[:1], best), Task("How much memory?", EVIDENCE, list)
    text, drafts = ran(model, *tasks)
    assert text == "It weaves." and drafts.notice == "fake-model is out of order." and drafts.by.name == model.name
    assert [reading.drafts for reading in drafts.readings] == [("It weaves.",), ("", "")]


def test_a_model_that_only_failed_wrote_nothing(model: FakeLanguageModel) -> None:
    model.enqueue(ModelError("fake-model is out of order."))
    _, drafts = ran(model, Task("How much memory?", EVIDENCE, best))
    assert drafts.by.name == "none" and drafts.notice and drafts.readings[0].evidence == EVIDENCE


def test_stopping_one_draft_ends_them_all(model: FakeLanguageModel) -> None:
    stop = Event()
    model.enqueue(lambda prompt: [stop.set(), "It is one."][1])
    _, drafts = ran(model, Task("What is it?", EVIDENCE, list), Task("What is it?", EVIDENCE, list), stop=stop)
    assert len(model.prompts) == 1 and [len(one.drafts) for one in drafts.readings] == [2, 2]

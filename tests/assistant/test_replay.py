"""Recorded questions asked again: `python -m pytest tests/assistant/test_replay.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Outcome, Support
from assistant.assistant import Assistant
from assistant.record import ModelTold, Record
from assistant.recording import recorded
from assistant.replay import asked_again, differences, same_answer
from tests.fakes import FakeLanguageModel

ROBOTS = "How fast does HopScotch plan routes for robots?"
DRAFT = "HopScotch plans routes for 500 robots in 2.6 seconds."


@pytest.fixture
def record(assistant: Assistant, model: FakeLanguageModel) -> Record:
    """The record of an answer that a model has worded."""
    model.enqueue(DRAFT)
    return recorded(assistant, assistant.ask(ROBOTS), loaded_by="fake")


def test_the_same_question_of_the_same_library_and_model_differs_in_nothing(
    record: Record, assistant: Assistant, model: FakeLanguageModel
) -> None:
    model.enqueue(DRAFT)
    now = asked_again(record, assistant, loaded_by="fake")
    assert list(differences(record, now)) == [] and same_answer(record, now)


def test_a_follow_up_is_asked_after_the_questions_before_it(assistant: Assistant, record: Record) -> None:
    then = replace(record, question="Who wrote it?", earlier=(ROBOTS,))
    now = asked_again(then, assistant)
    assert "HopScotch" in now.resolved and now.earlier == (ROBOTS,)


def test_a_library_that_lost_the_paper_answers_otherwise(
    record: Record, assistant: Assistant, model: FakeLanguageModel
) -> None:
    assistant.library.remove(["arxiv:3109.00009"])
    lines = list(differences(record, now := asked_again(record, assistant, loaded_by="fake")))
    parts = [line.partition(":")[0] for line in lines]
    assert {"library", "hits", "evidence", "sentences"} <= set(parts) and not same_answer(record, now)
    assert len(set(parts)) == len(parts) and lines[0].startswith("library: 12 papers, ")


def test_a_model_that_writes_otherwise_is_told_and_not_blamed_where_the_answer_is_the_same(
    record: Record, assistant: Assistant, model: FakeLanguageModel
) -> None:
    model.enqueue(DRAFT)
    quotes = asked_again(replace(record), assistant, loaded_by="fake")
    model.enqueue(f"{DRAFT} Cats fly.")
    now = asked_again(quotes, assistant, loaded_by="fake")
    assert list(differences(quotes, now)) == [f"draft: {DRAFT} → {DRAFT} Cats fly."]
    assert same_answer(quotes, now)


def test_each_part_that_differs_has_its_line(record: Record) -> None:
    hit, span, sentence = record.hits[0], record.evidence[0], record.sentences[0]
    others = {
        "program": {"versions": {**record.versions, "paper-assistant": "9.9"}},
        "library": {"library": replace(record.library, fingerprint="0")},
        "encoder": {"search": replace(record.search, adapter="queries@1")},
        "model": {"model": ModelTold("other", "fake", "cpu", "fake", "77")},
        "template": {"template": replace(record.template, sha256="0" * 64)},
        "question": {"resolved": "What?"},
        "hits": {"hits": (replace(hit, score=hit.score + 1), *record.hits[1:])},
        "evidence": {"evidence": (replace(span, end=span.end - 1), *record.evidence[1:])},
        "draft": {"drafts": ("Cats fly.",)},
        "outcome": {"outcome": Outcome.NO_MATCH},
        "sentences": {"sentences": (replace(sentence, support=Support.UNSUPPORTED), *record.sentences[1:])},
    }
    for part, change in others.items():
        (line,) = differences(record, now := replace(record, **change))
        assert line.startswith(f"{part}: ") and " → " in line
        assert same_answer(record, now) == (part not in ("outcome", "sentences"))


def test_what_a_model_that_read_doubts_is_recorded_and_told_apart(
    assistant: Assistant, model: FakeLanguageModel
) -> None:
    model.taught = True
    model.enqueue(DRAFT)
    then = recorded(assistant, assistant.ask(ROBOTS), loaded_by="fake")
    assert {span.doubt for span in then.evidence} == {0.0, None} and then.template.name == "answer_trained"
    first, *others = then.evidence
    for doubt, said in ((1.5, "1.5000"), (None, "none")):
        assert list(differences(then, replace(then, evidence=(replace(first, doubt=0.1), *others)))) == []
        now = replace(then, evidence=(replace(first, doubt=doubt), *others))
        assert list(differences(then, now)) == [f"evidence: doubt of piece 1 0.0000 → {said}"]


def test_rounding_is_no_difference(record: Record) -> None:
    hits = tuple(replace(hit, score=hit.score + 1e-6) for hit in record.hits)
    assert list(differences(record, replace(record, hits=hits))) == []


def test_long_texts_and_lines_of_them_stay_one_short_line(record: Record) -> None:
    (line,) = differences(record, replace(record, drafts=("word\n" * 10_000,)))
    assert "\n" not in line and len(line) < 300

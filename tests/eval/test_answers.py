"""An evaluation of answers holds every system, every question and what it must be read with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from assistant.assistant import Assistant
from eval.answers import evaluate
from eval.questions import Question
from eval.report import Report
from eval.scoring import MEASURES
from index.errors import BadInput, ModelError
from tests.fakes import FakeLanguageModel

LOOM = frozenset({"arxiv:3102.00002"})
ASKED = Question("fact-001", ("How accurate is LoomNet on HarborImages?",), "fact", LOOM, (("83.6%",),))
FOLLOWED = Question(
    "followup-001", (*ASKED.turns, "How many parameters does it have?"), "followup", LOOM, (("24 million",),)
)
UNSTATED = Question("unanswerable-001", ("How many GPUs was LoomNet trained on?",), "unanswerable",
                    LOOM, outcome="not_stated")  # fmt: skip
QUESTIONS = (ASKED, FOLLOWED, UNSTATED)


def measured(assistant: Assistant, questions: tuple[Question, ...] = QUESTIONS, **options: Any) -> Report:
    return evaluate(assistant, questions, dataset="invented", split="all", **options)


def test_the_report_holds_each_system_on_each_question(assistant: Assistant) -> None:
    report = measured(assistant, environment={"python": "3"}, seed=7)
    assert (report.task, report.dataset, report.split, report.documents) == ("answers", "invented", "all", 12)
    assert [system.name for system in report.systems] == ["first sentence", "quotes", "fake-model"]
    assert (report.baseline, report.measures, report.seed) == ("quotes", MEASURES, 7)
    assert report.groups == {q.kind: (q.id,) for q in QUESTIONS}
    assert report.queries["followup-001"] == " / ".join(FOLLOWED.turns)
    for system in report.systems:
        assert system.scores.keys() == set(MEASURES)
        assert system.scores["right"].keys() == system.seconds.keys() == system.texts.keys() == report.queries.keys()


def test_reading_beats_the_first_sentence(assistant: Assistant) -> None:
    floor, quotes, _ = measured(assistant).systems
    assert quotes.scores["right"] == {"fact-001": 1, "followup-001": 1, "unanswerable-001": 1}
    assert fmean(floor.scores["right"].values()) == 0


def test_a_measure_is_told_where_it_applies(assistant: Assistant) -> None:
    report = measured(assistant)
    assert report.systems[1].scores["facts"].keys() == {"fact-001", "followup-001"}
    assert report.systems[1].scores["abstention recall"] == {"unanswerable-001": 1}
    assert report.systems[0].scores["abstention precision"] == {}
    assert any("Of 3 questions" in note and "facts 2" in note for note in report.notes)


def test_without_a_model_quotes_are_reported_on(assistant: Assistant) -> None:
    report = measured(Assistant(assistant.library, None, assistant.thresholds))
    assert [report.baseline, report.systems[-1].name] == ["first sentence", "quotes"]


def test_a_model_that_fails_is_told_of(assistant: Assistant, model: FakeLanguageModel) -> None:
    model.enqueue("", "", ModelError("Out of memory."))  # the first answer warms up, a quote at a time
    report = measured(assistant, (ASKED, replace(ASKED, id="fact-003")))
    assert "fake-model failed on 1 of 2 questions, answered with quotes: Out of memory." in report.notes


def test_what_is_said_of_absent_papers_is_no_failure(assistant: Assistant) -> None:
    question = "Which is more accurate on HarborImages, LoomNet or YarnNetV9?"
    assert "YarnNetV9" in assistant.ask(question).notice
    report = measured(assistant, (replace(ASKED, turns=(question,)),))
    assert not any("failed" in note for note in report.notes)


def test_reports_compare_where_questions_and_papers_are_the_same(assistant: Assistant) -> None:
    whole = measured(assistant)
    assert measured(Assistant(assistant.library)).fingerprint == whole.fingerprint
    assert measured(assistant, QUESTIONS[:2]).fingerprint != whole.fingerprint
    assistant.library.remove(["arxiv:3112.00012"])
    assert measured(assistant).fingerprint != whole.fingerprint


def test_an_interrupted_run_goes_on_where_it_stopped(
    assistant: Assistant, model: FakeLanguageModel, tmp_path: Path
) -> None:
    def stop_at_the_second(what: str, done: int, _: int) -> None:
        if (what, done) == ("fake-model", 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measured(assistant, unfinished=tmp_path, progress=stop_at_the_second)
    asked = len(model.prompts)
    told: list[tuple[str, int, int]] = []
    report = measured(assistant, unfinished=tmp_path, progress=lambda *now: told.append(now))
    assert len(model.prompts) == asked  # the third question is declined without it
    assert told[-1] == ("fake-model", 3, 3)
    assert report.systems[-1].scores["right"].keys() == report.queries.keys()
    assert not list(tmp_path.glob("*.jsonl"))


def test_no_questions_are_refused(assistant: Assistant) -> None:
    with pytest.raises(BadInput, match="There are no questions"):
        measured(assistant, ())

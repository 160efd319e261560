"""Records of answers in files: `python -m pytest tests/assistant/test_record.py`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Support
from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.record import FORMAT, Record, SearchTold, read, write
from assistant.recording import recorded
from assistant.template import sha256
from index.errors import BadInput
from index.filters import Filters
from tests.fakes import FakeLanguageModel, FakeReranker

ROBOTS = "How fast does HopScotch plan routes for robots?"
DRAFT = "HopScotch plans routes for 500 robots in 2.6 seconds. Cats fly."


@pytest.fixture
def record(assistant: Assistant, model: FakeLanguageModel) -> Record:
    """The record of an answer that a model has worded."""
    model.enqueue(DRAFT)
    filters = Filters(year_from=2020, author="Novak")
    answer = assistant.ask(ROBOTS, filters=filters)
    return recorded(assistant, answer, loaded_by="fake", revision="1234", filters=filters)


def test_a_record_survives_being_written_and_read(record: Record, tmp_path: Path) -> None:
    write(record, tmp_path / "a.json")
    assert read(tmp_path / "a.json") == record


def test_a_record_holds_what_the_answer_came_from(
    record: Record, assistant: Assistant, model: FakeLanguageModel
) -> None:
    assert (record.format, record.question, record.resolved) == (FORMAT, ROBOTS, ROBOTS)
    assert record.versions["paper-assistant"] and record.date
    assert record.library.fingerprint == assistant.library.fingerprint and not record.library.built_in
    assert Path(record.library.path).is_absolute()
    assert record.search == SearchTold("fake", "", "", "")
    assert (record.model.name, record.model.engine) == ("fake-model", "fake")
    assert (record.model.loaded_by, record.model.revision) == ("fake", "1234")
    assert record.decoding.greedy and record.decoding.seed is None and record.decoding.max_tokens == 64
    assert (record.template.name, record.template.sha256) == ("answer", sha256("answer"))
    assert [list(one) for one in record.prompts] == model.prompts and record.drafts == (DRAFT,)
    assert record.hits[0].paper_id == "arxiv:3109.00009" and record.hits[0].score >= record.hits[-1].score
    for span in (*record.evidence, *(span for sentence in record.sentences for span in sentence.evidence)):
        paper = assistant.library.get(span.paper_id)
        assert paper and paper.abstract[span.start : span.end] == span.text
    assert {sentence.support for sentence in record.sentences} <= {Support.QUOTED, Support.SUPPORTED}
    assert {n for sentence in record.sentences for n in sentence.citations} == {one.n for one in record.citations}


def test_a_follow_up_is_recorded_with_the_questions_before_it(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.ask(ROBOTS, conversation)
    answer = assistant.ask("Who wrote it?", conversation)
    record = recorded(assistant, answer, earlier=[ROBOTS])
    assert record.earlier == (ROBOTS,) and "HopScotch" in record.resolved != record.question


def test_a_reranker_is_recorded(assistant: Assistant) -> None:
    assistant.library.reranker = FakeReranker("fake-reranker@1")
    assert recorded(assistant, assistant.ask(ROBOTS)).search.reranker == "fake-reranker@1"


def test_half_a_letter_does_not_keep_a_record_from_being_written(record: Record, tmp_path: Path) -> None:
    write(replace(record, drafts=("a \ud800 b",)), tmp_path / "a.json")
    assert read(tmp_path / "a.json").drafts == ("a ? b",)


def _changed(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def text(written: str) -> str:
        told = json.loads(written)
        change(told)
        return json.dumps(told)

    return text


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (lambda text: "", "it is not JSON"),
        (lambda text: text[:-9], "it is not JSON"),
        (lambda text: "[" * 100_000, "it is not JSON"),
        (lambda text: "[1]", "it has no format"),
        (lambda text: '{"format": ' + "9" * 5_000 + "}", "it is not JSON"),
        (lambda text: '{"format": 99}', "has the format 99, this program reads 4"),
        (_changed(lambda told: told.update(format=True)), "has the format True"),
        (_changed(lambda told: told.pop("drafts")), "drafts: Field required"),
        (_changed(lambda told: told.update(hits="none")), "hits: Input should be a valid"),
        (_changed(lambda told: told["hits"][0].update(score="1")), "hits.0.score: Input should be a valid number"),
        (_changed(lambda told: told["sentences"][0].update(support="proved")), "sentences.0.support: Input should be"),
        (_changed(lambda told: told["filters"].update(year_from=2050, year_to=2000)), "No year lies between"),
    ],
)
def test_a_file_that_is_no_record_is_named_with_what_is_wrong(
    record: Record, tmp_path: Path, damaged: Callable[[str], str], said: str
) -> None:
    file = tmp_path / "a.json"
    write(record, file)
    file.write_text(damaged(file.read_text(encoding="utf-8")))
    with pytest.raises(BadInput) as error:
        read(file)
    assert str(file) in str(error.value) and said in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["/dev/zero", "none.json", ".", "x" * 300, "a\0b"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="name a file that `assistant ask --record` wrote"):
        read(tmp_path / name)


def test_a_file_too_large_for_a_record_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as opened:
        opened.truncate(1 << 40)
    with pytest.raises(BadInput, match="more than 16,777,216 bytes"):
        read(file)

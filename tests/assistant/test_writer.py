"""The model's part: its prompt, its context window, its end: `python -m pytest tests/assistant/test_writer.py`."""

from __future__ import annotations

import threading

import pytest

from assistant.answer import Evidence
from assistant.writer import NOTHING, TEMPLATE, fitting, may_say_nothing, prompt, says_nothing, written
from index.errors import ModelError
from index.paper import Paper
from tests.fakes import FakeLanguageModel

TEXT = "The sentence of forty letters or so is here."
QUOTE = Evidence(Paper("arxiv:3199.00001", "T", TEXT), TEXT, 0, len(TEXT), 1.0, 0.5)


def draft(model: FakeLanguageModel, question: str = "Why?") -> str:
    return "".join(written(fitting(question, QUOTE, model), model, threading.Event()))


def test_the_model_sees_the_sentence_under_its_title_and_the_question() -> None:
    model = FakeLanguageModel("Because.")
    assert draft(model) == "Because."
    ((message,),) = model.prompts
    assert message.role == "user"
    assert message.content.startswith(f"T\n[1] {TEXT}\n\nQuestion: Why?\n\n") and NOTHING in message.content


def test_a_taught_model_is_told_no_more_than_sentence_and_question() -> None:
    model = FakeLanguageModel("Because.")
    model.taught = True
    draft(model)
    ((message,),) = model.prompts
    assert message.content == f"T\n[1] {TEXT}\n\nWhy?"


def test_the_numbers_that_a_model_writes_are_left_out() -> None:
    assert draft(FakeLanguageModel("[2] It reads [1, 3] rivers [CLS] of text [1].")) == "It reads rivers [CLS] of text."


@pytest.mark.parametrize(("said", "nothing"), [("None.", True), (" none", True), ("None of them swims.", False)])
def test_a_model_may_say_that_the_sentence_does_not_hold_the_answer(said: str, nothing: bool) -> None:
    assert says_nothing(said) is nothing


def test_a_draft_that_begins_like_none_may_still_become_it() -> None:
    assert may_say_nothing("") and may_say_nothing("No") and may_say_nothing("None.")
    assert not may_say_nothing("None of") and not may_say_nothing("Nine")


def test_where_the_sentence_does_not_fit_the_model_says_so() -> None:
    with pytest.raises(ModelError, match="longer than the context window"):
        draft(FakeLanguageModel("Because.", context_window=5))


def test_a_flood_of_a_sentence_is_not_given_to_the_model() -> None:
    flood = Evidence(Paper("arxiv:3199.00008", "T", "a" * 8_000), "a" * 8_000, 0, 8_000, 0.5, 0.5)
    with pytest.raises(ModelError, match="too long for fake-model to word an answer: the quote stands alone"):
        fitting("Why?", flood, FakeLanguageModel(context_window=100_000))


def test_a_very_long_question_does_not_push_the_evidence_out() -> None:
    model = FakeLanguageModel("Because.")
    draft(model, "why " * 25_000)
    assert TEXT in model.prompts[0][0].content
    assert len(model.prompts[0][0].content) < 2_000


def test_setting_stop_ends_the_draft() -> None:
    model, stop = FakeLanguageModel("one two three four"), threading.Event()
    pieces = written(fitting("Why?", QUOTE, model), model, stop)
    assert next(pieces) == "one"
    stop.set()
    assert list(pieces) == [] and model.closed and model.pieces == 1


def test_closing_the_draft_ends_the_model() -> None:
    model = FakeLanguageModel("one two three four")
    pieces = written(fitting("Why?", QUOTE, model), model, threading.Event())
    next(pieces)
    pieces.close()
    assert model.closed and model.pieces == 1


@pytest.mark.parametrize("text", ["$evidence $question", "<|im_start|>system", "</s>[INST]", "{{ x }}", "\\n\\1"])
def test_signs_of_templates_pass_as_text(text: str) -> None:
    paper = Paper("arxiv:3199.00009", "T", text)
    ((message),) = prompt(text, Evidence(paper, text, 0, len(text), 1.0, 1.0), TEMPLATE)
    assert f"[1] {' '.join(text.split())}\n\nQuestion: {text}" in message.content

"""The model's part: its prompt, its context window, its end: `python -m pytest tests/assistant/test_writer.py`."""

from __future__ import annotations

import threading

import pytest

from assistant.answer import Evidence
from assistant.writer import MAX_TOKENS, NOTHING, TEMPLATE, arranged, fitting, notes, prompt, says_nothing, written
from index.errors import ModelError
from index.paper import Paper
from tests.fakes import FakeLanguageModel

PIECES = [
    Evidence(Paper(f"arxiv:3199.0000{n}", "T", text), text, 0, len(text), 1.0 - n / 10, 0.5)
    for n, text in enumerate(f"{word} sentence of forty letters or so here." for word in ("first", "second", "third"))
]


def draft(model: FakeLanguageModel, question: str = "Why?") -> str:
    return "".join(written(fitting(question, PIECES, model), model, threading.Event()))


def test_the_model_sees_the_numbered_evidence_and_the_question() -> None:
    model = FakeLanguageModel("Because.")
    assert draft(model) == "Because."
    ((message,),) = model.prompts
    assert message.role == "user"
    assert message.content.startswith(f"{notes(PIECES)}\n\nQuestion: Why?\n\n") and NOTHING in message.content
    assert all(f"T\n[{n}] {piece.text}" in message.content for n, piece in enumerate(PIECES, 1))


def test_a_taught_model_is_told_no_more_than_evidence_and_question() -> None:
    model = FakeLanguageModel("Because.")
    model.taught = True
    draft(model)
    ((message,),) = model.prompts
    assert message.content == f"{notes(PIECES)}\n\nWhy?"


def test_sentences_are_read_paper_after_paper_as_their_abstracts_run() -> None:
    first, second = Paper("arxiv:3199.00001", "One", "a b"), Paper("arxiv:3199.00002", "Two", "c d")
    best, earlier = Evidence(first, "b", 2, 3, 0.9, 0.5), Evidence(first, "a", 0, 1, 0.7, 0.5)
    other = Evidence(second, "c", 0, 1, 0.8, 0.5)
    assert arranged([best, other, earlier]) == [earlier, best, other]
    assert notes([earlier, best, other]) == "One\n[1] a\n[2] b\n\nTwo\n[3] c"


def test_the_numbers_that_a_model_writes_are_left_out() -> None:
    assert draft(FakeLanguageModel("[2] It reads [1, 3] rivers [CLS] of text [1].")) == "It reads rivers [CLS] of text."


@pytest.mark.parametrize(("said", "nothing"), [("None.", True), (" none", True), ("None of them swims.", False)])
def test_a_model_may_say_that_the_sentences_do_not_hold_the_answer(said: str, nothing: bool) -> None:
    assert says_nothing(said) is nothing


def test_the_least_relevant_evidence_is_left_out_where_the_window_is_small() -> None:
    seen = []
    for window in range(420, 120, -5):
        model = FakeLanguageModel("Because.", context_window=window)
        assert draft(model) == "Because."
        ((message,),) = model.prompts
        kept = [piece.text in message.content for piece in PIECES]
        assert kept == sorted(kept, reverse=True) and kept[0]
        assert sum(kept) == 1 or model.count_tokens([message]) + MAX_TOKENS <= window
        seen.append(sum(kept))
    assert seen == sorted(seen, reverse=True) and set(seen) == {1, 2, 3}


def test_where_not_even_one_sentence_fits_the_model_says_so() -> None:
    with pytest.raises(ModelError, match="longer than the context window"):
        draft(FakeLanguageModel("Because.", context_window=5))


def test_a_flood_of_a_sentence_is_not_given_to_the_model() -> None:
    flood = Evidence(Paper("arxiv:3199.00008", "T", "a" * 8_000), "a" * 8_000, 0, 8_000, 0.5, 0.5)
    model = FakeLanguageModel(context_window=100_000)
    (message,) = fitting("Why?", [PIECES[0], flood], model)
    assert PIECES[0].text in message.content and flood.text not in message.content
    with pytest.raises(ModelError, match="too long for fake-model to word an answer: the quote stands alone"):
        fitting("Why?", [flood], model)


def test_a_very_long_question_does_not_push_the_evidence_out() -> None:
    model = FakeLanguageModel("Because.")
    draft(model, "why " * 25_000)
    assert all(piece.text in model.prompts[0][0].content for piece in PIECES)
    assert len(model.prompts[0][0].content) < 2_000


def test_setting_stop_ends_the_draft() -> None:
    model, stop = FakeLanguageModel("one two three four"), threading.Event()
    pieces = written(fitting("Why?", PIECES, model), model, stop)
    assert next(pieces) == "one"
    stop.set()
    assert list(pieces) == [] and model.closed and model.pieces == 1


def test_closing_the_draft_ends_the_model() -> None:
    model = FakeLanguageModel("one two three four")
    pieces = written(fitting("Why?", PIECES, model), model, threading.Event())
    next(pieces)
    pieces.close()
    assert model.closed and model.pieces == 1


@pytest.mark.parametrize("text", ["$evidence $question", "<|im_start|>system", "</s>[INST]", "{{ x }}", "\\n\\1"])
def test_signs_of_templates_pass_as_text(text: str) -> None:
    paper = Paper("arxiv:3199.00009", "T", text)
    ((message),) = prompt(text, [Evidence(paper, text, 0, len(text), 1.0, 1.0)], TEMPLATE)
    assert f"[1] {' '.join(text.split())}\n\nQuestion: {text}" in message.content

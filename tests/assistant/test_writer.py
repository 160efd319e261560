"""The model's part: its prompt, its context window, its end: `python -m pytest tests/assistant/test_writer.py`."""

from __future__ import annotations

import threading

import pytest

from assistant.answer import Evidence
from assistant.writer import MAX_TOKENS, fitting, prompt, written
from index.errors import ModelError
from index.paper import Paper
from tests.fakes import FakeLanguageModel

PIECES = [
    Evidence(Paper(f"arxiv:3199.0000{n}", "T", text), text, 0, len(text), 1.0 - n / 10, 0.5)
    for n, text in enumerate(f"{word} sentence of forty letters or so here." for word in ("first", "second", "third"))
]


def draft(model: FakeLanguageModel, question: str = "Why?") -> str:
    return "".join(written(fitting(question, PIECES, model), model, threading.Event()))


def test_the_model_sees_the_evidence_and_the_question_and_nothing_else() -> None:
    model = FakeLanguageModel("Because.")
    assert draft(model) == "Because."
    ((message,),) = model.prompts
    without = message.content
    for part in (*(piece.text for piece in PIECES), "Why?"):
        assert without.count(part) == 1
        without = without.replace(part, "")
    assert message.role == "user"
    assert " ".join(without.split()) == "Answer in one sentence, with the exact words of the text."


def test_the_least_relevant_evidence_is_left_out_where_the_window_is_small() -> None:
    seen = []
    for window in range(300, 60, -5):
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
    ((message),) = prompt(text, [Evidence(paper, text, 0, len(text), 1.0, 1.0)])
    assert message.content.count(text) == 2

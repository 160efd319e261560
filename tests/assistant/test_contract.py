"""The JSON form that other programs read: `python -m pytest tests/assistant/test_contract.py`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.contract import CONTRACT, as_json
from index.errors import ModelError
from tests.fakes import FakeLanguageModel

NUMBER = (int, float)
# Contract 1, key by key. A change here is a change for every program that reads answers.
SENTENCE = {"text": str, "citations": [int], "support": str, "score": NUMBER, "quote": str}
CITATION = {
    "n": int,
    "paper_id": str,
    "title": str,
    "authors": [str],
    "year": (int, type(None)),
    "venue": str,
    "url": str,
    "quote": str,
}
RETRIEVED = {
    "paper_id": str,
    "title": str,
    "score": NUMBER,
    "dense_rank": (int, type(None)),
    "keyword_rank": (int, type(None)),
}
ANSWER = {
    "id": str,
    "question": str,
    "outcome": str,
    "answer": str,
    "sentences": [SENTENCE],
    "citations": [CITATION],
    "retrieved": [RETRIEVED],
    "model": {"name": str, "engine": str, "device": str},
    "library": {"path": str, "papers": int, "fingerprint": str},
    "timings": {
        "search_s": NUMBER,
        "evidence_s": NUMBER,
        "first_token_s": (int, float, type(None)),
        "generate_s": NUMBER,
        "total_s": NUMBER,
    },
    "notice": str,
    "comparison": (dict, type(None)),
    "contract": int,
}
QUESTIONS = {
    "answered": "How fast does HopScotch plan routes for robots?",
    "not_stated": "What learning rate does TeaCast use?",
    "no_match": "Who won the football cup in Brazil?",
}


def differences(value: Any, expected: Any, where: str = "answer") -> list[str]:
    """Return where a value has other keys or types than the contract says."""
    if isinstance(expected, dict):
        if list(value) != list(expected):
            return [f"{where}: {list(value)}"]
        return [line for key in expected for line in differences(value[key], expected[key], f"{where}.{key}")]
    if isinstance(expected, list):
        if not isinstance(value, list):
            return [f"{where}: {type(value)}"]
        return [line for n, item in enumerate(value) for line in differences(item, expected[0], f"{where}[{n}]")]
    return [] if isinstance(value, expected) and not isinstance(value, bool) else [f"{where}: {type(value)}"]


@pytest.mark.parametrize("outcome", QUESTIONS)
def test_an_answer_has_the_keys_and_types_of_the_contract(assistant: Assistant, outcome: str) -> None:
    record = as_json(assistant.ask(QUESTIONS[outcome]), "q7")
    assert differences(record, ANSWER) == []
    assert (record["id"], record["question"], record["outcome"]) == ("q7", QUESTIONS[outcome], outcome)
    assert record["contract"] == CONTRACT == 1


def test_an_answer_survives_being_written_and_read(assistant: Assistant, model: FakeLanguageModel) -> None:
    model.enqueue("HopScotch plans routes for 500 robots in 2.6 seconds in crowded warehouses.")
    record = as_json(assistant.ask(QUESTIONS["answered"]))
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_the_text_is_that_of_the_sentences_with_their_marks(assistant: Assistant) -> None:
    record = as_json(assistant.ask(QUESTIONS["answered"]))
    marked = [s["text"] + "".join(f" [{n}]" for n in s["citations"]) for s in record["sentences"]]
    assert record["answer"] == " ".join(marked)
    assert {n for s in record["sentences"] for n in s["citations"]} == {c["n"] for c in record["citations"]}
    assert {s["support"] for s in record["sentences"]} <= {"quoted", "supported", "unsupported"}
    assert all(s["quote"] in assistant.library.get("arxiv:3109.00009").abstract for s in record["sentences"])


def test_a_citation_tells_which_paper_and_which_words(assistant: Assistant) -> None:
    (citation,) = as_json(assistant.ask(QUESTIONS["answered"]))["citations"]
    assert citation.pop("quote").startswith("HopScotch plans routes for 500 robots in 2.6 seconds.")
    assert citation == {
        "n": 1,
        "paper_id": "arxiv:3109.00009",
        "title": "HopScotch: Routing Robots Through Crowded Warehouses",
        "authors": ["Mina Novak", "Hana Ito"],
        "year": 2029,
        "venue": "Symposium on Made-up Robots",
        "url": "https://example.org/8",
    }


def test_without_a_model_the_model_is_none_and_there_is_no_first_token(assistant: Assistant) -> None:
    assistant.model = None
    record = as_json(assistant.ask(QUESTIONS["answered"]))
    assert record["model"] == {"name": "none", "engine": "quotes", "device": ""}
    assert record["timings"]["first_token_s"] is None and record["notice"] == ""


def test_a_model_that_fails_is_named_in_the_notice(assistant: Assistant, model: FakeLanguageModel) -> None:
    model.enqueue(ModelError("fake-model is out of order."))
    record = as_json(assistant.ask(QUESTIONS["answered"]))
    assert record["notice"] == "fake-model is out of order." and record["model"]["engine"] == "quotes"
    assert differences(record, ANSWER) == []


def test_times_are_told_to_the_millisecond(assistant: Assistant, model: FakeLanguageModel) -> None:
    model.enqueue("A draft.")
    times = as_json(assistant.ask(QUESTIONS["answered"]))["timings"]
    assert all(time == round(time, 3) >= 0 for time in times.values())
    assert times["total_s"] >= times["search_s"] + times["evidence_s"] - 0.002

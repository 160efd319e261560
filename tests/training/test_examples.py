"""What the judge learns from: `python -m pytest tests/training/test_examples.py`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.paper import Paper
from training.examples import (
    SCIENCE,
    Labelled,
    labelled,
    of_questions,
    of_science,
    of_scifact,
    of_squad,
    telling_words,
)

PAPER = Paper("p:1", "MossTree", "Trees are used widely. MossTree grows a tree from a tenth of the data. It is fast.")
OTHER = Paper("p:2", "Kitchens", "Kitchens are noisy. They hum.")
KINDS = ("claim", "contradicted", "unfounded")
QUESTION = Labelled("p:1", "fact", "What is a tree grown from?", (1,), ("MossTree grows it from", (1, 5, 9)))


def test_every_written_question_has_a_kind_and_says_where_its_answer_stands() -> None:
    questions = labelled()
    assert len(questions) > 3_000
    for one in questions:
        assert one.question and one.paper
        assert (one.kind in {"not_stated", "unfounded"}) == (not one.sentences)
        assert one.kind == "which" or bool(one.answer) == (bool(one.sentences) and not one.is_claim)


def test_an_answer_is_put_together_from_its_words_and_those_of_the_paper() -> None:
    sentences = ["Trees are used widely.", "MossTree grows a tree from a tenth of the data."]
    assert QUESTION.answer_from(sentences) == "MossTree grows it from a tenth of the"


def test_the_words_that_tell_an_answer_are_those_it_takes_up_and_the_question_lacks() -> None:
    sentences = ("Trees are used widely.", "MossTree grows a tree from a tenth of the data.")
    assert telling_words(replace(QUESTION, answer=("A tenth!",)), sentences) == {1: {6}}
    assert telling_words(replace(QUESTION, answer=("The data", (1, 5, 9), "data!")), sentences) == {1: {6, 9}}
    assert telling_words(replace(QUESTION, answer=("A tree is.",)), sentences) == {}
    assert telling_words(replace(QUESTION, answer=("Of the data it is a tenth.",)), sentences) == {1: {6}}
    assert telling_words(replace(QUESTION, kind="false_premise"), sentences) == {}


def test_a_question_is_put_to_its_paper_and_to_another_which_does_not_answer() -> None:
    found = [
        one
        for seed in range(20)
        for one in of_questions([QUESTION], {"p:1": PAPER}, {QUESTION.question: [OTHER]}, seed)
    ]
    own = [one for one in found if one.source == "fact"]
    assert len(own) == 20 and own[0].answering == {1} and len(own[0].sentences) == 3
    assert [(one.title, one.answering) for one in found if one.source == "other"] == [("Kitchens", frozenset())] * 20
    assert all(one.supporting == {1} for one in found if one.source == "answer")
    assert all(one.supporting == frozenset() for one in found if one.source == "false answer")


def test_a_written_claim_is_supported_only_where_it_was_written_as_true() -> None:
    told = [Labelled("p:1", kind, "It is quick.", (2,) if kind != "unfounded" else (), ()) for kind in KINDS]
    found = {one.source: (one.answering, one.supporting) for one in of_questions(told, {"p:1": PAPER}, {}, 0)}
    assert found == {"claim": ({2}, {2}), "contradicted": ({2}, set()), "unfounded": (set(), set())}


def test_claims_of_scifact_are_supported_only_where_the_label_says_so(tmp_path: Path) -> None:
    paper = {"doc_id": "7", "title": "T", "abstract": ["One.", "Two.", "Three."]}
    (tmp_path / "corpus_sentences.jsonl").write_text(json.dumps(paper))
    (tmp_path / "claims_train.csv").write_text(
        "id,claim,evidence_doc_id,evidence_label,evidence_sentences,cited_doc_ids\n"
        "1,A,7,SUPPORT,[0 2],[7]\n2,B,7,CONTRADICT,[1],[7]\n3,C,,,[],[7]\n"
    )
    supported, contradicted, neither = of_scifact(tmp_path, "train")
    assert (supported.answering, supported.supporting) == ({0, 2}, {0, 2})
    assert (contradicted.answering, contradicted.supporting) == ({1}, frozenset())
    assert (neither.answering, neither.supporting) == (frozenset(), frozenset())


def test_claims_about_other_abstracts_of_that_corpus_are_read_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = {"doc_id": "7", "title": "T", "abstract": ["One.", "Two."]}
    (tmp_path / "corpus_sentences.jsonl").write_text(json.dumps(paper))
    written = [
        {"paper": "7", "kind": kind, "question": kind, "sentences": [1] * (kind != "unfounded")} for kind in KINDS
    ]
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, written)))
    monkeypatch.setattr("training.examples.SCIENCE", tmp_path / "claims.jsonl")
    read = {one.asked: (one.sentences, one.answering, one.supporting) for one in of_science(tmp_path)}
    assert read == {
        "claim": (("One.", "Two."), {1}, {1}),
        "contradicted": (("One.", "Two."), {1}, frozenset()),
        "unfounded": (("One.", "Two."), frozenset(), frozenset()),
    }


def test_every_claim_about_that_corpus_is_of_a_kind_that_says_whether_it_is_supported() -> None:
    claims = labelled(SCIENCE)
    assert len(claims) > 3_000 and {one.kind for one in claims} == set(KINDS)
    assert all(bool(one.sentences) == (one.kind != "unfounded") for one in claims)


def test_a_question_of_squad_is_answered_by_the_sentence_that_holds_its_answer(tmp_path: Path) -> None:
    context = "Moss grows on the north side. It likes rain."
    told = {"question": "What does it like?", "is_impossible": False, "answers": [{"answer_start": 39, "text": "rain"}]}
    untold = {"question": "How old is it?", "is_impossible": True, "answers": []}
    file = tmp_path / "squad.json"
    paragraphs = [{"context": context, "qas": [told, untold]}]
    file.write_text(json.dumps({"data": [{"title": "Moss_growth", "paragraphs": paragraphs}]}))
    first, second = of_squad(file)
    assert (first.title, first.answering, second.answering) == ("Moss growth", {1}, frozenset())
    assert (first.telling, second.telling) == ({1: {2}}, {})

"""From a draft and the evidence to what is shown: `python -m pytest tests/assistant/test_compose.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

import pytest

from assistant.answer import Evidence, Outcome, Sentence, Support
from assistant.compose import answering, composed, merged, quoted, told, wordable
from assistant.subject import Subject
from index.paper import Paper
from index.sentences import split_sentences
from tests.fakes import FakeJudge, invented_papers

QUILT, LOOM, TADPOLE, *_ = invented_papers()
QUESTION = "How accurate is LoomNet on HarborImages?"


def pieces(paper: Paper) -> list[Evidence]:
    """The sentences of a paper, the later the less relevant."""
    spans = split_sentences(paper.abstract)
    return [Evidence(paper, paper.abstract[s:e], s, e, 1.0 - n / 10, 0.5) for n, (s, e) in enumerate(spans)]


ACCURACY, MIOU = pieces(LOOM)[2], pieces(LOOM)[3]
EVIDENCE = [ACCURACY, MIOU, pieces(QUILT)[2]]


def shown(*drafts: str, question: str = QUESTION) -> list[Sentence]:
    quotes = answering(question, EVIDENCE, [])
    return [
        one
        for quote, draft in zip_longest(quotes, drafts, fillvalue="")
        for one in told(question, quote, [draft]).sentences
    ]


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "I do not know.",
        "LoomNet attains 99.9% accuracy on HarborImages with 24 million parameters.",
        "How accurate is LoomNet?",
        "[1]",
    ],
)
def test_a_draft_that_is_not_supported_is_replaced_by_its_quote(draft: str) -> None:
    assert shown(draft, draft) == shown(draft) == shown() == [quoted(ACCURACY), quoted(MIOU)]


def test_a_supported_draft_stands_for_its_quote() -> None:
    draft = "LoomNet attains a top-1 accuracy of 83.6%."
    said, other = shown(f"{draft} It flies to Mars.", question="How accurate is LoomNet?")
    assert said.text == draft and said.support is Support.SUPPORTED and said.evidence == (ACCURACY,)
    assert other == quoted(MIOU)


def test_a_draft_that_lost_the_condition_of_its_quote_is_told_with_it() -> None:
    quote = replace(ACCURACY, text="On wet rafts, LoomNet attains an accuracy of 83.6% with all of its threads.")
    (said,) = told("How accurate is LoomNet on wet rafts?", quote, ["LoomNet attains an accuracy of 83.6%."]).sentences
    assert said.text == "On wet rafts, LoomNet attains an accuracy of 83.6%."


def test_what_two_papers_say_in_the_same_words_is_told_once_with_both() -> None:
    twin = replace(ACCURACY, paper=QUILT)
    (said,) = merged(map(quoted, [ACCURACY, twin]))
    assert said.text == ACCURACY.text and said.evidence == (ACCURACY, twin)


def test_a_draft_that_loses_what_the_quote_says_of_the_question_does_not_stand() -> None:
    assert shown("LoomNet attains a top-1 accuracy of 83.6%.") == [quoted(ACCURACY), quoted(MIOU)]


def test_a_draft_must_hold_a_figure_that_the_question_does_not() -> None:
    text = "LoomNet needs 16 GB of memory, and weaves 640 threads."
    paper = Paper("x:1", "LoomNet", text)
    piece = Evidence(paper, text, 0, len(text), 1.0, 1.0, 2.0)
    question = "How much memory does LoomNet need for 640 threads?"
    judge = FakeJudge({}, otherwise=2.0, tells={"16", "GB", "memory,", "640"})

    def said(draft: str) -> str:
        (sentence,) = told(question, piece, [draft], judge).sentences
        return sentence.text

    assert said("LoomNet weaves 640 threads.") == text
    assert said("LoomNet needs 16 GB of memory.") == "LoomNet needs 16 GB of memory."


def test_a_draft_is_held_against_its_own_quote_alone() -> None:
    of_the_other = "On the DriftScenes segmentation benchmark LoomNet scores 47.9 mIoU."
    assert shown(of_the_other) == [quoted(ACCURACY), quoted(MIOU)]
    first, second = shown("", of_the_other)
    assert first == quoted(ACCURACY) and second.text == of_the_other and second.evidence == (MIOU,)


def test_a_draft_that_lost_the_words_that_tell_the_answer_does_not_stand() -> None:
    draft = "LoomNet attains a top-1 accuracy of 83.6%."
    for tells, stands in ({"83.6%", "top-1"}, True), ({"83.6%", "24", "million", "parameters."}, False):
        (said,) = told(QUESTION, ACCURACY, [draft], FakeJudge({}, tells=tells)).sentences
        assert (said.text == draft) is stands


def test_of_several_drafts_the_one_that_keeps_most_of_the_answer_is_told() -> None:
    judge = FakeJudge({}, tells={"83.6%", "24", "million"})
    partly, wholly = "LoomNet attains 83.6%.", "LoomNet attains 83.6% with 24 million parameters."
    text = "LoomNet attains 83.6% with 24 million parameters and no normalisation."
    piece = Evidence(Paper("x:1", "LoomNet", text), text, 0, len(text), 1.0, 1.0, 2.0)
    assert [one.text for one in told(QUESTION, piece, [partly], judge).sentences] != [partly]
    best = told(QUESTION, piece, [partly, wholly, text], judge)
    assert [one.text for one in best.sentences] == [wholly] == [best.draft]


def test_what_is_told_of_other_data_than_the_question_names_may_be_left_out() -> None:
    judge = FakeJudge({}, tells={"83.6%", "47.9%", "KelpScenes."})
    text = "LoomNet attains 83.6% accuracy on HarborImages and 47.9% accuracy on KelpScenes."
    piece = Evidence(Paper("x:1", "LoomNet", text), text, 0, len(text), 1.0, 1.0, 2.0)
    draft = "LoomNet attains 83.6% accuracy on HarborImages."
    for question, said in ((QUESTION, draft), ("How accurate is LoomNet?", text)):
        assert [one.text for one in told(question, piece, [draft], judge).sentences] == [said]


def test_what_keeps_three_quarters_of_the_answer_may_be_told_and_of_drafts_that_keep_as_much_the_first() -> None:
    text = "LoomNet attains 83.6% with 24 million parameters and no normalisation at all."
    piece = Evidence(Paper("x:1", "LoomNet", text), text, 0, len(text), 1.0, 1.0, 2.0)
    longer, shorter = "LoomNet attains 83.6% with 24 million parameters.", "LoomNet attains 83.6% with 24 million."

    def said(drafts: list[str], tells: str) -> str:
        return told(QUESTION, piece, drafts, FakeJudge({}, tells=set(tells.split()))).draft

    assert said([longer], "LoomNet 83.6% 24 normalisation") == longer
    assert said([longer], "LoomNet 83.6% all. normalisation") == ""
    assert said([longer, shorter], "LoomNet 83.6% 24 million normalisation") == longer
    assert said([shorter, longer], "LoomNet 83.6% 24 million normalisation") == shorter


def test_no_draft_is_asked_for_behind_one_that_surely_answers() -> None:
    def drafts() -> Iterator[str]:
        yield "LoomNet attains a top-1 accuracy of 83.6%."
        raise AssertionError

    assert told(QUESTION, ACCURACY, drafts(), FakeJudge({}, tells={"83.6%"})).draft


def test_the_clause_that_answers_is_told_where_no_draft_stands() -> None:
    text = "LoomNet needs 16 GB of memory, which is little, while Twill weaves 640 threads."
    piece = Evidence(Paper("x:1", "LoomNet", text), text, 0, len(text), 1.0, 1.0, 2.0)
    for tells, clause in (
        ({"16"}, "LoomNet needs 16 GB of memory."),
        ({"640"}, "Twill weaves 640 threads."),
        ({"16", "640"}, text),
    ):
        (said,) = told("How much?", piece, ["It flies."], FakeJudge({}, otherwise=2.0, tells=tells)).sentences
        assert said.text == clause and said.support is (Support.QUOTED if clause == text else Support.SUPPORTED)
        assert said.evidence == (piece,)


def test_a_model_words_answers_where_one_thing_is_asked() -> None:
    assert wordable(QUESTION, EVIDENCE, []) and not wordable("Which papers are about networks?", [ACCURACY], [])
    named = [Subject(QUILT, ("QuiltFormer",)), Subject(LOOM, ("LoomNet",))]
    assert not wordable(QUESTION, EVIDENCE, named)


@pytest.mark.parametrize("draft", ["", "Yes.", "LoomNet attains a top-1 accuracy of 83.6%."])
def test_every_sentence_of_an_answer_has_evidence(draft: str) -> None:
    assert shown(draft) and all(sentence.evidence for sentence in shown(draft))
    assert all(sentence.support is not Support.UNSUPPORTED for sentence in shown(draft))


def test_nothing_about_it_cites_nothing() -> None:
    (sentence,) = composed(Outcome.NO_MATCH, [], [])
    assert sentence == Sentence("None of the papers in this library is about this question.")


def test_what_is_not_stated_names_the_paper_and_cites_it() -> None:
    (sentence,) = composed(Outcome.NOT_STATED, [], EVIDENCE)
    assert sentence.text == f"The abstract of “{LOOM.title}” does not say." and sentence.evidence == (ACCURACY,)


def test_the_answer_is_the_best_of_the_best_paper() -> None:
    assert answering(QUESTION, EVIDENCE, []) == [ACCURACY, MIOU]


def test_compared_papers_all_speak_in_the_order_they_were_named() -> None:
    named = [Subject(QUILT, ("QuiltFormer",)), Subject(LOOM, ("LoomNet",))]
    spoken = answering("How do QuiltFormer and LoomNet compare?", EVIDENCE, named)
    assert [piece.paper.id for piece in spoken] == [QUILT.id, LOOM.id, LOOM.id]


def test_a_list_of_papers_names_each_once() -> None:
    evidence = [pieces(LOOM)[0], pieces(LOOM)[1], pieces(QUILT)[0], pieces(TADPOLE)[0]]
    spoken = answering("Which papers are about networks?", evidence, [])
    assert [piece.paper.id for piece in spoken] == [LOOM.id, QUILT.id, TADPOLE.id]

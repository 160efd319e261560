"""Answered, not stated, or nothing about it: `python -m pytest tests/assistant/test_outcome.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Evidence, Outcome
from assistant.outcome import after_reading, after_writing, decide
from assistant.overview.fit import MEANT
from index.hit import Hit
from index.paper import Paper
from tests.conftest import THRESHOLDS

PAPER = Paper(
    "arxiv:3107.00007", "MossTree: Forests", "Moss grows. The memory of MossTree never exceeds 300 MB and it is read."
)
PIECE = Evidence(PAPER, PAPER.abstract[12:], 12, len(PAPER.abstract), 1.0, 0.5)
WORDS = Evidence(PAPER, "Moss grows.", 0, 11, 0.9, 0.3)


def decided(question: str, *evidence: Evidence, near: float = 0.9, known: bool = False) -> Outcome:
    hits = [Hit(PAPER, 1.0, similarity=near - 0.5)]
    return decide(question, hits, evidence, THRESHOLDS, known=known)


def test_without_evidence_nothing_matches() -> None:
    assert decided("How much memory?", known=True) is Outcome.NO_MATCH


@pytest.mark.parametrize(
    ("near", "outcome"), [(0.9, Outcome.ANSWERED), (0.6, Outcome.NO_MATCH), (-0.3, Outcome.NO_MATCH)]
)
def test_far_from_every_paper_nothing_matches(near: float, outcome: Outcome) -> None:
    assert decided("what is read and grows?", PIECE, near=near) is outcome


def test_a_paper_that_was_named_matches_however_far_it_is() -> None:
    assert decided("what is read?", PIECE, near=0.1, known=True) is Outcome.ANSWERED


@pytest.mark.parametrize(("near", "odds"), [(0.6, 8.0), (0.9, 0.0), (1.2, -5.0), (1.2, None)])
def test_what_the_judge_is_sure_of_need_not_be_as_near(near: float, odds: float | None) -> None:
    assert decided("what is read?", replace(PIECE, odds=odds), near=near) is not Outcome.NO_MATCH
    assert decided("what is read?", replace(PIECE, odds=odds), near=near - 0.6) is Outcome.NO_MATCH


@pytest.mark.parametrize(("odds", "outcome"), [(MEANT, Outcome.ANSWERED), (MEANT - 0.1, Outcome.NO_MATCH)])
def test_a_paper_that_is_asked_for_must_fit_whatever_its_cosines_are(odds: float, outcome: Outcome) -> None:
    for near in (0.9, 0.1):
        assert decided("Which paper is read?", replace(PIECE, score=odds), near=near) is outcome


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Which paper introduces MoireV9?", Outcome.NO_MATCH),
        ("Which paper proposes Moire?", Outcome.NO_MATCH),
        ("Which paper introduces MossTree?", Outcome.ANSWERED),
        ("Which paper weaves and folds threads like MoireV9?", Outcome.ANSWERED),
    ],
)
def test_a_paper_asked_for_by_a_name_that_none_holds_is_not_there(question: str, outcome: Outcome) -> None:
    assert decided(question, replace(PIECE, score=MEANT + 2.0)) is outcome


def test_with_an_encoder_that_nobody_has_calibrated_what_is_found_fits() -> None:
    thresholds = replace(THRESHOLDS, no_match=None)
    far = [replace(PIECE, score=MEANT - 2.0)]
    assert decide("Which paper is read?", [], far, thresholds, known=False) is Outcome.ANSWERED


def test_a_figure_that_the_evidence_holds_is_an_answer() -> None:
    assert decided("How much memory does it need?", PIECE) is Outcome.ANSWERED


def test_a_figure_that_no_evidence_holds_is_not_stated() -> None:
    assert decided("How much memory does it need?", WORDS) is Outcome.NOT_STATED


@pytest.mark.parametrize("question", ["What learning rate is used?", "How many GPUs were needed?", "How many epochs?"])
def test_a_measure_that_the_abstract_never_mentions_is_not_stated(question: str) -> None:
    assert decided(question, PIECE) is Outcome.NOT_STATED


def test_without_thresholds_what_was_found_is_near() -> None:
    hits = [Hit(PAPER, 1.0, similarity=-1.0)]
    assert decide("what is read?", hits, [PIECE], None, known=False) is Outcome.ANSWERED


@pytest.mark.parametrize(("odds", "outcome"), [(2.0, Outcome.ANSWERED), (-4.0, Outcome.NOT_STATED)])
def test_what_the_judge_finds_in_no_sentence_is_not_stated(odds: float, outcome: Outcome) -> None:
    pieces = [replace(PIECE, odds=odds), replace(WORDS, odds=-9.0)]
    assert decided("what is read?", *pieces, near=2.0) is outcome
    assert decided("what is read?", *pieces, near=0.1) is Outcome.NO_MATCH


@pytest.mark.parametrize(
    ("draft", "odds", "outcome"),
    [
        ("None.", -1.0, Outcome.NOT_STATED),
        ("None.", 0.5, Outcome.ANSWERED),  # the judge is sure
        ("Moss grows.", -1.0, Outcome.ANSWERED),
        ("None.", None, Outcome.ANSWERED),  # nobody judged
    ],
)
def test_where_judge_and_model_both_doubt_it_is_not_stated(draft: str, odds: float | None, outcome: Outcome) -> None:
    assert after_writing("What grows?", [draft], [replace(PIECE, odds=odds)], THRESHOLDS) is outcome


@pytest.mark.parametrize(
    ("odds", "doubt", "outcome"),
    [
        (1.0, 4.0, Outcome.NOT_STATED),
        (3.0, 3.0, Outcome.ANSWERED),
        (-2.0, -3.0, Outcome.ANSWERED),  # what the judge doubts the model does not
        (None, 6.0, Outcome.ANSWERED),  # nobody judged
    ],
)
def test_the_doubt_of_a_model_that_read_is_taken_off_the_odds(
    odds: float | None, doubt: float, outcome: Outcome
) -> None:
    read = [replace(PIECE, odds=odds, doubt=doubt)]
    assert after_reading("What grows?", read, THRESHOLDS) is outcome
    assert after_writing("What grows?", ["None."], read, THRESHOLDS) is Outcome.ANSWERED  # its doubt has been heard


def test_where_one_quote_answers_a_model_need_not_find_it_in_all() -> None:
    doubted = [replace(PIECE, odds=-2.5)]
    for drafts, outcome in ((["None.", "None."], Outcome.NOT_STATED), (["None.", "Moss."], Outcome.ANSWERED)):
        assert after_writing("What grows?", drafts, doubted, THRESHOLDS) is outcome
    assert after_writing("What grows?", [], doubted, THRESHOLDS) is Outcome.ANSWERED


def test_doubt_counts_for_nothing_where_nobody_has_calibrated_it() -> None:
    assert after_writing("What grows?", ["None."], [replace(PIECE, odds=-1.0)], None) is Outcome.ANSWERED
    assert after_reading("What grows?", [replace(PIECE, odds=-1.0, doubt=5.0)], None) is Outcome.ANSWERED


def test_a_model_that_has_not_read_changes_nothing() -> None:
    assert after_reading("What grows?", [replace(PIECE, odds=-9.0)], THRESHOLDS) is Outcome.ANSWERED


def test_a_paper_that_was_asked_for_and_found_is_an_answer_whatever_a_model_says() -> None:
    asked = "Which paper is about moss?"
    assert after_writing(asked, ["None."], [replace(PIECE, odds=-1.0)], THRESHOLDS) is Outcome.ANSWERED
    assert after_reading(asked, [replace(PIECE, odds=-1.0, doubt=5.0)], THRESHOLDS) is Outcome.ANSWERED


def test_another_paper_does_not_answer_for_the_one_that_would_be_quoted() -> None:
    other = replace(PIECE, paper=replace(PIECE.paper, id="x:other"), odds=5.0)
    assert decided("what is read?", replace(PIECE, odds=-9.0), other) is Outcome.NOT_STATED

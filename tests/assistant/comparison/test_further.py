"""Papers in one list with others, in other words: `python -m pytest tests/assistant/comparison/test_further.py`."""

from __future__ import annotations

import pytest

from assistant.comparison.further import further
from assistant.subject import Subject
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, SATIN, TWILL
from tests.fakes import FakeJudge

FOLDS = "the folding of convolutions"
JUDGE = FakeJudge({"folds wide": 6.0})
KNOWN = [Subject(TWILL, ("TwillNet",)), Subject(SATIN, ("SatinNet",))]


def told(question: str, library: Library, filters: Filters | None = None) -> list[Paper]:
    return [one.paper for one in further(question, KNOWN, library, filters, JUDGE)]


@pytest.mark.parametrize(
    "question",
    [
        f"How do TwillNet, SatinNet and {FOLDS} differ?",
        f"How do {FOLDS}, TwillNet and SatinNet differ?",
        f"Which data do TwillNet, {FOLDS}, and SatinNet use?",
        f"Compare TwillNet with {FOLDS} and with SatinNet.",
        f"TwillNet, SatinNet and {FOLDS}: what does each save?",
        f"How do TwillNet and {FOLDS} and of kernels differ?",
        f"I like nets. What do {FOLDS} and the paper on TwillNet and SatinNet save?",
    ],
)
def test_what_stands_in_a_list_with_known_papers_is_compared_too(woven: Library, question: str) -> None:
    assert told(question, woven) == [DAMASK]


@pytest.mark.parametrize(
    "question",
    [
        f"How do TwillNet and SatinNet differ in {FOLDS}?",
        f"How do TwillNet and SatinNet differ in cost and {FOLDS}?",
        f"In {FOLDS}, how do TwillNet and SatinNet differ?",
        f"How do TwillNet and SatinNet differ? I know of nets and {FOLDS}.",
        "How do TwillNet, SatinNet and the others differ?",
    ],
)
def test_what_is_asked_of_the_papers_is_no_paper_of_the_list(woven: Library, question: str) -> None:
    assert told(question, woven) == []


def test_a_paper_that_the_filters_leave_out_is_not_compared(woven: Library) -> None:
    assert told(f"How do TwillNet, SatinNet and {FOLDS} differ?", woven, Filters(year_from=2035)) == []

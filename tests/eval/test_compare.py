"""Two reports are compared query by query, and only where they are of the same data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval import cases
from eval.compare import compared
from eval.report import System
from index.errors import BadInput
from tests.eval.reports import QUERIES, report, system

BEFORE = report(system("words", (0, 0, 0, 0)), system("hybrid", (0.2, 0.4, 0.6, 0.5)))
AFTER = report(system("words", (1, 1, 1, 1)), system("hybrid", (0.9, 0.1, 0.6, 0.8)), notes=("Another note.",))


def test_the_reported_systems_are_compared_by_every_measure() -> None:
    found = compared(BEFORE, AFTER)
    assert found.grid.columns[:3] == ("measure", "A: hybrid", "B: hybrid")
    first, second = found.grid.rows
    assert first[:4] == ("nDCG@10", "0.425", "0.600", "+0.175") and first[6] == "2/1/1"
    assert second[:4] == ("recall@5", "0.212", "0.300", "+0.087")
    interval = found.differences["nDCG@10"].interval
    assert interval.low < 0.175 < interval.high
    assert found.report.notes == ("Two papers have no title.", "Another note.")


def test_a_system_may_be_named() -> None:
    found = compared(BEFORE, AFTER, "words")
    assert found.grid.rows[0][1:4] == ("0.000", "1.000", "+1.000")


def test_the_queries_that_changed_most_come_first_and_the_unchanged_not_at_all() -> None:
    found = compared(BEFORE, AFTER)
    shown = cases.changed(found.report, found.differences["nDCG@10"].of, 10)
    assert [(case.id, case.figure) for case in shown.cases] == [("q1", "+0.700"), ("q2", "−0.300"), ("q4", "+0.300")]


def test_of_words_fewer_are_a_win() -> None:
    def wordy(*words: float) -> System:
        made = system("hybrid", (1, 1, 1, 1))
        return replace(made, scores={"words": dict(zip(QUERIES, words, strict=True))})

    before, after = (report(wordy(*words), measures=("words",), baseline="") for words in ((9, 9, 9, 5), (5, 5, 9, 9)))
    found = compared(before, after).differences["words"]
    assert (found.wins, found.ties, found.losses) == (2, 1, 1)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (report(fingerprint="f" * 16), "of different data (ponds 0123456789abcdef and ponds ffffffffffffffff)"),
        (report(task="answers"), "of different tasks (retrieval and answers)"),
        (report(*(replace(s, scores={"MAP": s.scores["nDCG@10"]}) for s in AFTER.systems), measures=("MAP",)),
         "no measure in common"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(other, said) -> None:
    with pytest.raises(BadInput) as raised:
        compared(BEFORE, other)
    assert said in str(raised.value)


def test_a_system_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(BadInput, match="No system 'magic' in a report of ponds: choose among words, hybrid"):
        compared(BEFORE, AFTER, "magic")

"""A minimum is a measure and a number; what misses it is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.gate import Minimum, minimum, missed
from eval.summary import summarised
from index.errors import BadInput
from tests.eval.reports import MEASURES, report, system


def test_a_minimum_names_measure_and_number() -> None:
    assert minimum("nDCG@10=0.73", MEASURES) == Minimum("nDCG@10", 0.73)
    assert minimum(" recall@5 = 1e-1 ", MEASURES) == Minimum("recall@5", 0.1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nDCG@10", "names no measure and number: write for example --min nDCG@10=0.5"),
        ("=0.5", "names no measure and number"),
        ("", "names no measure and number"),
        ("P@3=0.5", "P@3 is not measured here: choose among nDCG@10, recall@5, words."),
        ("ndcg@10=0.5", "ndcg@10 is not measured here"),
        ("nDCG@10=much", "'much' is not a number: write for example --min nDCG@10=0.5"),
        ("nDCG@10=", "'' is not a number"),
        ("nDCG@10=nan", "'nan' is not a number"),
        ("nDCG@10=inf", "'inf' is not a number"),
        ("words=3", "less is better of words, which has no minimum."),
    ],
)
def test_what_is_no_minimum_is_refused(written: str, said: str) -> None:
    with pytest.raises(BadInput) as raised:
        minimum(written, (*MEASURES, "words"))
    assert said in str(raised.value) and "\n" not in str(raised.value)


def test_what_is_missed_is_told_with_measure_value_and_minimum() -> None:
    summary = summarised(report())
    assert missed([Minimum("nDCG@10", 0.6), Minimum("recall@5", 0.2)], summary) == []
    assert missed([Minimum("nDCG@10", 0.7), Minimum("recall@5", 0.31)], summary) == [
        "nDCG@10 of hybrid is 0.600, below the minimum 0.7.",
        "recall@5 of hybrid is 0.300, below the minimum 0.31.",
    ]


def test_a_value_that_rounds_to_the_minimum_is_told_in_full() -> None:
    summary = summarised(report(system("words", (0, 0, 0, 0)), system("hybrid", (0.7299, 0.7299, 0.7299, 0.7299))))
    (line,) = missed([Minimum("nDCG@10", 0.73)], summary)
    assert "is 0.7299, below the minimum 0.73." in line


def test_what_could_not_be_measured_is_missed() -> None:
    made = report()
    without = [replace(s, scores={**s.scores, "recall@5": {}}) for s in made.systems]
    (line,) = missed([Minimum("recall@5", 0)], summarised(report(*without)))
    assert line == "recall@5 of hybrid could not be measured, the minimum is 0."

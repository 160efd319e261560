"""What a claim may say in other words: `python -m pytest tests/assistant/test_wording.py`."""

from __future__ import annotations

import pytest

from assistant.wording import directions_agree, foreign, hedged_alike, repeats, substituted, turned

BEATS = "MossTree outperforms FernNet on the LedgerStream benchmark."


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("According to the authors, MossTree surpasses FernNet.", set()),  # who says it, and a word of the same line
        ("MossTree outperforms FernNet on two benchmarks.", set()),  # figures are compared as numbers
        ("MossTree replaces FernNet.", {"replac"}),
    ],
)
def test_words_that_the_evidence_does_not_hold_are_foreign(claim: str, expected: set[str]) -> None:
    assert foreign(claim, BEATS) == expected


def test_a_figure_may_begin_a_word() -> None:
    assert foreign("It draws 3D scenes in 5ms.", "It draws 3D scenes slowly, in 5 ms.") == set()
    assert foreign("It draws 3D scenes.", "It draws scenes slowly.") == {"d"}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("FernNet outperforms MossTree.", True),
        ("MossTree is outperformed by FernNet.", True),
        ("FernNet is outperformed by MossTree.", False),
        ("On LedgerStream MossTree outperforms FernNet.", False),
    ],
)
def test_who_beats_whom_is_not_turned_round(claim: str, expected: bool) -> None:
    assert turned(claim, BEATS) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("It reads with a higher accuracy and a lower cost.", True),
        ("It reads with a lower accuracy and a lower cost.", False),
        ("It reads with a higher cost.", False),
        ("It reads after the first pass.", False),
    ],
)
def test_higher_and_lower_keep_what_they_are_said_of(claim: str, expected: bool) -> None:
    evidence = "It reads at a lower cost and with a higher accuracy before the first pass."
    assert directions_agree(claim, evidence) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("Pruning helps small trees.", False), ("Whether pruning helps is asked.", True), ("Trees are grown.", True)],
)
def test_what_is_only_asked_is_not_told_as_found(claim: str, expected: bool) -> None:
    assert hedged_alike(claim, "We ask whether pruning helps small trees.") is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("The kernel is fast.", True), ("The forest is fast.", False), ("Speed matters here.", False)],
)
def test_one_word_in_the_place_of_another_is_seen(claim: str, expected: bool) -> None:
    assert substituted(claim, "The forest is fast.") is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The weave of wool gives it the same weave.", True),
        ("The weave of wool is fast.", False),
        ("LoomNet, LoomNet.", False),
    ],
)
def test_what_goes_round_in_circles_is_seen(claim: str, expected: bool) -> None:
    assert repeats(claim, "The weave of wool gives it the same fast speed.") is expected

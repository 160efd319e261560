"""True sentences made false: `python -m pytest tests/eval/test_falsified.py`."""

from __future__ import annotations

import random

import pytest

from eval.falsified import falsified

TOLD = "MossTree is faster than boosting and reaches 81.3% accuracy on CloverBench."


def test_each_form_differs_from_the_sentence_in_one_place() -> None:
    found = falsified(TOLD, TOLD + " FernNet has 12 layers.", random.Random(1))
    assert len(found) == len(set(found)) >= 3
    for false in found:
        changed = [
            (old, new) for old, new in zip(TOLD.split(), false.replace(" not", "").split(), strict=True) if old != new
        ]
        assert false != TOLD and len(changed) <= 1


@pytest.mark.parametrize(
    ("true", "false"),
    [("It improves speed.", "It worsens speed."), ("A lower bound holds.", "A upper bound holds.")],
)
def test_directions_are_turned_round(true: str, false: str) -> None:
    assert false in falsified(true, "", random.Random(0))


def test_names_come_from_the_paper_where_it_has_others() -> None:
    found = {one for seed in range(40) for one in falsified("We use BERT.", "RoBERTa and XLNet", random.Random(seed))}
    assert {"We use RoBERTa.", "We use XLNet."} & found


def test_a_sentence_without_anything_to_change_stays_true() -> None:
    assert falsified("They swim.", "", random.Random(0)) == []

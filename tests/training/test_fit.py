"""The weights by which papers fit a question: `python -m pytest tests/training/test_fit.py`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from training.fit import learnt

QUESTIONS = Path(__file__).parents[2] / "training" / "which.jsonl"


def test_weights_tell_right_from_wrong_and_ignore_noise() -> None:
    draw = np.random.default_rng(0)
    told = draw.normal(size=(400, 3))
    right = (told[:, 0] * 2 - told[:, 1] + draw.normal(size=400) * 0.3 > 0.5).astype(float)
    weights = learnt([told[:200], told[200:]], [right[:200], right[200:]])
    assert weights[0] > 1 > 0 > weights[1] and abs(weights[2]) < abs(weights[1])
    assert ((told @ weights[:-1] + weights[-1] > 0) == right).mean() > 0.93


def test_the_constant_is_the_log_odds_where_features_say_nothing() -> None:
    weights = learnt([np.zeros((100, 2))], [np.array([1.0] * 20 + [0.0] * 80)])
    assert np.allclose(weights, [0, 0, np.log(20 / 80)], atol=1e-3)


def test_every_question_has_papers_and_is_asked_once() -> None:
    told = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert all(one["papers"] and one["question"].endswith("?") for one in told)
    assert len({one["question"] for one in told}) == len(told)

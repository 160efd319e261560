"""What follows in other words: `python -m pytest tests/assistant/test_paraphrase.py`."""

from __future__ import annotations

import pytest

from assistant.answer import Evidence, Support
from assistant.ground import grounded
from assistant.paraphrase import Calibration, Paraphrases
from index.paper import Paper
from tests.fakes import FakeEncoder, FakeJudge

TEXT = "Kitchens are noisy. The gate listens to the echo of a room and keeps 92% of the gain on phones."
PAPER = Paper("arxiv:3105.00005", "EchoGate: Speech in Noisy Kitchens", TEXT)
PIECE = Evidence(PAPER, TEXT[20:], 20, len(TEXT), 1.0, 0.5)
PLAIN = Calibration((0.0,) * 6, (1.0,) * 6, 1.0, 0.0, 0.9)


def checked(claim: str, odds: float = 5.0) -> tuple[Support, float]:
    (told,) = grounded(claim, [PIECE], Paraphrases(FakeJudge({"gate": odds}), FakeEncoder(), PLAIN))
    return told.support, told.score


def test_what_the_judge_finds_to_follow_is_supported_and_carries_its_score() -> None:
    support, score = checked("Phones retain nearly everything that the gate gives.")
    assert support is Support.SUPPORTED and 0.9 <= score <= 1


def test_what_it_does_not_is_unsupported() -> None:
    support, score = checked("Phones retain nearly everything that the gate gives.", odds=-8.0)
    assert support is Support.UNSUPPORTED and score < 0.9


@pytest.mark.parametrize(
    "claim",
    [
        "Phones retain 95% of what the gate gives.",
        "Phones never retain what the gate gives.",
        "The gate listens to the echo of a house and keeps 92% of the gain on phones.",
        "Phones retain everything that the gate gives",
    ],
)
def test_no_judge_can_make_good_another_figure_denial_or_word(claim: str) -> None:
    assert checked(claim)[0] is Support.UNSUPPORTED


def test_features_are_one_row_a_piece() -> None:
    told = Paraphrases(FakeJudge({"gate": 2.0}, otherwise=-20.0), FakeEncoder()).features("The gate listens.", [PIECE])
    assert told.shape == (1, 6) and told[0, :2].tolist() == [2.0, 2.0] and told[0, 3:].tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "claim",
    ["BigGate hears what a room gives back.", "A gate listens to the echo of a house and keeps most of the gain."],
)
def test_another_name_or_a_word_in_the_place_of_another_counts_against_the_claim(claim: str) -> None:
    told = Paraphrases(FakeJudge({"gate": 2.0}), FakeEncoder()).features(claim, [PIECE])
    assert told[0, -1] == 0.0

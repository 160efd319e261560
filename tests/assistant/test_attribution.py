"""A figure is told of what it was told of, or it is not told."""

from __future__ import annotations

import pytest

from assistant.attribution import elsewhere, figures_belong

TWO_MEASURES = "NASLIKE reaches an accuracy of 82.7% top-1 and 96.2% top-5 on ImageNet."
TWO_DATASETS = "The model scores 84.3% mIoU on the Cityscapes set and 54.3% on the ADE20K set."
FROM_TO = "Pretraining lifts the mean accuracy from 35.6% to 46.7% with 60 examples a class."


PLACE = "Loom won 1st place in the weaving track of WOVEN 2038 at 86.2% mIoU on 3 GPUs."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("NASLIKE has an accuracy of 82.7% top-1.", TWO_MEASURES),
        ("NASLIKE reaches 82.7% top-1 and 96.2% top-5 accuracy on ImageNet.", TWO_MEASURES),
        ("It scores 84.3% mIoU on Cityscapes.", TWO_DATASETS),
        ("Pretraining lifts the accuracy from 35.6% to 46.7%.", FROM_TO),
        ("NASLIKE is accurate.", TWO_MEASURES),
        ("Loom won the weaving track at 86.2% mIoU on 3 GPUs.", PLACE),
        ("It is 3.5 times faster.", "It is 3.5 times faster than the best rival."),
    ],
)
def test_a_figure_of_its_own_measure_and_data_belongs(claim: str, evidence: str) -> None:
    assert figures_belong(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The top-1 accuracy of NASLIKE on ImageNet is 96.2%.", TWO_MEASURES),
        ("NASLIKE reaches 82.7% top-5.", TWO_MEASURES),
        ("It scores 54.3% mIoU on Cityscapes.", TWO_DATASETS),
        ("It scores 84.3% mIoU on ADE20K.", TWO_DATASETS),
        ("Pretraining lifts the accuracy to 35.6%.", FROM_TO),
        ("Loom won the weaving track at 86.2% mIoU.", PLACE),
        ("Pretraining lifts the accuracy with 46.7 examples a class.", FROM_TO),
    ],
)
def test_a_figure_of_another_measure_or_data_does_not(claim: str, evidence: str) -> None:
    assert not figures_belong(claim, evidence)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("loom miou cityscapes", ["54.3% on the ADE20K set."]),
        ("What mIoU does it have on ADE20K?", ["The model scores 84.3% mIoU on the Cityscapes set"]),
        ("How good is it on Cityscapes and ADE20K?", []),
        ("What mIoU does it have?", []),
    ],
)
def test_figures_of_other_data_than_the_question_names_are_elsewhere(question: str, others: list[str]) -> None:
    assert [TWO_DATASETS[start:end].strip() for start, end in elsewhere(question, TWO_DATASETS)] == others

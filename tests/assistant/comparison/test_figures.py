"""Which figures a sentence states: `python -m pytest tests/assistant/comparison/test_figures.py`."""

from __future__ import annotations

import time

import pytest

from assistant.comparison.figures import data_key, figures, lower_is_better, measure, named_data
from tests.assistant.comparison.made import evidence
from tests.fakes import invented_papers


def read(text: str) -> list[tuple[str, str, str, bool]]:
    return [(one.text, one.measure, one.dataset, one.gain) for one in figures(evidence(text))]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("It reaches 88.0% accuracy on ImageNet, 55.6% mIoU on ADE20K and 56.4% box AP on COCO.",
         [("88.0%", "accuracy", "ImageNet", False), ("55.6%", "mIoU", "ADE20K", False),
          ("56.4%", "box AP", "COCO", False)]),
        ("On PondBench, it has good accuracy: 82.7% in top-1 and 96.2% in top-5.",
         [("82.7%", "top-1 accuracy", "PondBench", False), ("96.2%", "top-5 accuracy", "PondBench", False)]),
        ("An ensemble achieves 3.08% top-5 error on the PondBench test set.",
         [("3.08%", "top-5 error", "PondBench", False)]),
        ("Our model achieves a top-1 accuracy of 84.2% on PondBench.",
         [("84.2%", "top-1 accuracy", "PondBench", False)]),
        ("We reach 94.1% on UCF101 without augmentation.", [("94.1%", "", "UCF101", False)]),
        ("The error rate falls from 12.4% to 8.9% on LedgerStream.", [("8.9%", "error", "LedgerStream", False)]),
        ("We obtain 76.3 mAP on PASCAL VOC 2007.", [("76.3", "AP", "PASCAL VOC 2007", False)]),
        ("It reaches an F1 of 0.87 on SQuAD 2.0.", [("0.87", "F1", "SQuAD 2.0", False)]),
        ("It gains +1.3% top-1 accuracy on PondBench over LoomNet.", [("+1.3%", "top-1 accuracy", "PondBench", True)]),
        ("LoomNet improves accuracy on PondBench by 2.5%.", [("2.5%", "accuracy", "PondBench", True)]),
        ("Pre-trained on RiverSet, it obtains 87.7% top-1 accuracy on PondBench val.",
         [("87.7%", "top-1 accuracy", "PondBench", False)]),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_measure_and_its_data(text: str, read_as: list[tuple[str, str, str, bool]]) -> None:
    assert read(text) == read_as


@pytest.mark.parametrize(
    "text",
    [
        "ResNet-50 has 25.3M parameters and takes 3 hours on 8 GPUs.",
        "Images of 6400×6400 pixels and 160K tokens fit in 16GB of memory.",
        "Only 5% of the labels of PondBench are used.",
        "In 2015 VOC 2007 and top-1 were known.",
        "",
    ],
)
def test_a_number_of_anything_else_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_a_range_is_no_figure() -> None:
    assert read("It has about 1.5 to 3.0 AP more than its rivals on PondBench.") == []


def test_every_figure_stands_in_its_sentence_with_its_metric_and_data() -> None:
    for paper in invented_papers():
        for one in figures(evidence(paper.abstract, paper.title)):
            assert one.text in one.evidence.text and one.metric in one.evidence.text
            assert one.dataset in one.evidence.text


def test_validation_and_test_set_are_told_apart() -> None:
    first, second = figures(
        evidence("It scores 54.3% mIoU on PondBench validation. It has 52.7 AP on RiverSet test-dev.")
    )
    assert (first.split, second.split) == ("val", "test")


@pytest.mark.parametrize(
    ("text", "named"),
    [("the ImageNet top-1", "top-1 accuracy"), ("mean IoU", "mIoU"), ("top-5 error", "top-5 error"), ("speed", "")],
)
def test_a_measure_has_one_spelling(text: str, named: str) -> None:
    assert measure(text) == named


def test_imagenet_is_imagenet_1k_and_not_22k() -> None:
    assert data_key("ImageNet") == data_key("ImageNet-1K") == data_key("ImageNet-1k") != data_key("ImageNet-22k")


def test_data_is_named_behind_on_and_before_its_metric() -> None:
    assert named_data("rank these by ImageNet top-1 and by mIoU on PondBench") == {"ImageNet", "PondBench"}


def test_less_is_better_of_errors_alone() -> None:
    assert lower_is_better("top-5 error") and lower_is_better("perplexity") and not lower_is_better("mIoU")


def test_hostile_text_is_read_in_no_time() -> None:
    for hostile in ("On " + "A" * 900, "On A 1.0% " * 99, "A1 " * 300, "accuracy on " * 80, "1.0% AP on " * 5_000):
        start = time.perf_counter()
        figures(evidence(f"{hostile} 4.0% accuracy."))
        assert time.perf_counter() - start < 1

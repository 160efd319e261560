"""Which figures may be put in one order: `python -m pytest tests/assistant/comparison/test_lineup.py`."""

from __future__ import annotations

import pytest

from assistant.comparison.compare import stated_figures
from assistant.comparison.figures import figures
from assistant.comparison.lineup import left_apart, lined_up, wanted
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, LOOM, SATIN, TWILL, evidence


def paper(n: int, text: str) -> Paper:
    return Paper(f"arxiv:3199.0000{n}", f"Paper {n}", text)


def test_figures_of_the_same_measure_on_the_same_data_stand_in_order() -> None:
    (line,) = lined_up(stated_figures([DAMASK, TWILL]))
    assert (line.measure, line.dataset) == ("top-1 accuracy", "HarborImages")
    assert [(one.evidence.paper, one.text) for one in line.figures] == [(TWILL, "86.4%"), (DAMASK, "85.1%")]


def test_less_error_comes_first_and_of_each_paper_its_best() -> None:
    one = paper(1, "It has an error rate of 4.0% on PondBench. A larger one has an error rate of 3.0% on PondBench.")
    other = paper(2, "It has an error rate of 2.4% on PondBench.")
    (line,) = lined_up(stated_figures([one, other]))
    assert [figure.value for figure in line.figures] == [2.4, 3.0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It has 85.1% accuracy on PondBench.", "It has 85.2% top-1 accuracy on PondBench."),
        ("It has 85.1% accuracy on PondBench.", "It has 85.2% accuracy on RiverSet."),
        ("It has 85.1% accuracy on PondBench.", "It gains +1.2% accuracy on PondBench."),
        ("It has 50.1% mIoU on PondBench val.", "It has 51.2% mIoU on PondBench test."),
        ("It has 85.1% accuracy on ImageNet.", "It has 85.2% accuracy on ImageNet-22k."),
        ("It reaches 85.1% on PondBench.", "It reaches 85.2% on PondBench."),
        ("It has 85.1% accuracy.", "It has 85.2% accuracy."),
    ],
    ids=["measure", "data", "gain", "split", "other ImageNet", "unknown measure", "unknown data"],
)
def test_what_differs_is_not_lined_up(one: str, other: str) -> None:
    stated = stated_figures([paper(1, one), paper(2, other)])
    assert stated and lined_up(stated) == []


def test_figures_in_no_line_are_left_apart_but_gains() -> None:
    stated = stated_figures([DAMASK, TWILL, SATIN, LOOM])
    lines = lined_up(stated)
    assert [one.text for one in left_apart(stated, lines)] == ["83.6%"]  # whose sentence names no data
    assert [one.text for one in left_apart(stated_figures([DAMASK, SATIN]), [])] == ["85.1%", "49.3%"]


def test_what_is_asked_for_is_read_off_the_words() -> None:
    stated = figures(evidence("It has 85.1% top-1 accuracy on PondBench. It has 40.0 AP on RiverSet."))
    assert [one.text for one in stated if wanted("accuracy on PondBench").fits(one)] == ["85.1%"]
    assert [one.text for one in stated if wanted("Which is more accurate?").fits(one)] == ["85.1%"]
    assert [one.text for one in stated if wanted("AP").fits(one)] == ["40.0"]
    assert [one.text for one in stated if wanted("PondBench", stated).fits(one)] == ["85.1%"]
    assert not any(wanted("top-5 accuracy").fits(one) for one in stated)
    assert not wanted("how do they work")


def test_a_share_of_no_named_measure_passes_for_an_accuracy_alone() -> None:
    (share,) = figures(evidence("The experiments reach 94.1% on UCF101."))
    assert wanted("accuracy").fits(share)
    assert not wanted("mIoU").fits(share) and not wanted("top-1 accuracy").fits(share)

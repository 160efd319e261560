"""assistant/ui/comparing.py"""

from __future__ import annotations

import json

import pytest

from assistant.assistant import Assistant
from assistant.ui.comparing import compared, exported, titles
from assistant.ui.opening import Opening
from index.paper import Paper


@pytest.fixture
def opening(library):
    opened = Opening(Assistant(library), lambda: (Assistant(library), ""))
    opened.wait(5)
    return opened


def test_papers_named_one_a_line_are_compared_in_aspects_between_commas(opening):
    *_, (shown, made) = compared(opening, "Tadpole\n\n EchoGate \n", "results, cost")
    assert [paper.title.partition(":")[0] for paper in made.papers] == ["Tadpole", "EchoGate"]
    assert made.aspects == ("results", "cost") and "<table>" in shown and 'data-how=".csv"' in shown


@pytest.mark.parametrize(("names", "reason"), [("", "two papers or more"), ("Tadpole", "one paper is"), ("A\nB", "")])
def test_what_cannot_be_compared_is_one_line(opening, names, reason):
    *_, (shown, made) = compared(opening, names, "")
    assert made is None and 'class="failure"' in shown and reason in shown


def test_an_unforeseen_failure_is_one_line_and_in_the_log(opening, monkeypatch, caplog):
    monkeypatch.setattr(Assistant, "compare", lambda *_: 1 / 0)
    *_, (shown, made) = compared(opening, "Tadpole\nEchoGate", "")
    assert made is None and "ZeroDivisionError" in shown and caplog.records[0].exc_info


def test_ticked_papers_are_named_by_their_titles_unless_two_have_the_same(library):
    library.add([Paper(f"arxiv:3200.0000{n}", "Twins") for n in (1, 2)])
    assert titles(library, ["arxiv:3103.00003", "gone"]) == "Tadpole: Tiny Detectors for Underwater Cameras"
    assert titles(library, ["arxiv:3200.00001", "arxiv:3200.00002"]) == "arxiv:3200.00001\narxiv:3200.00002"


def test_a_comparison_is_a_file_in_each_format(opening):
    *_, (_, made) = compared(opening, "Tadpole\nEchoGate", "results")
    assert exported(made, ".md")["text"].startswith("|") and exported(made, ".csv")["name"] == "comparison.csv"
    assert len(json.loads(exported(made, ".json")["text"])["papers"]) == 2
    assert exported(made, ".exe") is None and exported(None, ".md") is None

"""The table, the JSON and the plot of figures."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from eval.speed import plot, table
from eval.speed.figure import FIRST_PEER, OURS, Figure
from eval.speed.report import SpeedReport, ready, write
from index.errors import BadInput

REPORT = SpeedReport(
    figures=(
        Figure("whole <answer>", "s", 0.5, {FIRST_PEER: 2.0}, target=2.0, target_ratio=0.2),
        Figure("documents", "1/s", 60.0, {FIRST_PEER: 20.0, "txtai": 90.0}, "higher", limits={OURS: 120.0}),
        Figure("quotes on screen", "s", 0.02, target=0.2),
    ),
    peers=(FIRST_PEER, "txtai"),
    notes=("Read me.",),
    environment={"command": "assistant eval speed", "processor": "Abacus"},
)


def shown(report: SpeedReport) -> str:
    console = Console(width=200, record=True, quiet=False, file=open("/dev/null", "w"))
    table.show(report, console)
    return console.export_text()


def test_the_table_shows_ours_theirs_ratio_target_and_share() -> None:
    lines = shown(REPORT).splitlines()
    answer = next(line for line in lines if line.startswith("whole"))
    assert answer.split("  ")[0] == "whole <answer>"
    for part in ("500 ms", "2.00 s", "0.25", "≤ 2.00 s, ratio ≤ 0.2 ✗"):
        assert part in answer
    assert "50 %" in next(line for line in lines if line.startswith("documents"))
    assert "≤ 200 ms ✓" in next(line for line in lines if line.startswith("quotes"))
    assert "Read me." in lines and "Abacus" in lines[-1]


def test_the_json_says_what_it_is_and_holds_what_follows_from_the_figures() -> None:
    told = json.loads(REPORT.json())
    assert (told["format"], told["task"]) == (1, "speed")
    assert told["environment"]["command"] == "assistant eval speed"
    assert told["figures"][0]["ratios"] == {FIRST_PEER: 0.25}
    assert [figure["met"] for figure in told["figures"]] == [False, None, True]
    assert [figure.name for figure in REPORT.missed] == ["whole <answer>"]


def test_the_plot_has_a_dot_for_each_pair_and_a_line_where_both_are_equal() -> None:
    root = ElementTree.fromstring(plot.svg(REPORT))
    dots = [float(dot.get("cx", "")) for dot in root.iter("{http://www.w3.org/2000/svg}circle")]
    even = next(
        float(line.get("x1", ""))
        for line in root.iter("{http://www.w3.org/2000/svg}line")
        if line.get("class") == "even"
    )
    assert len(dots) == 3
    assert dots[0] > dots[1] > even > dots[2], "4 and 3 times better, and worse"
    assert "whole <answer>" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_without_peers_the_plot_says_so() -> None:
    alone = SpeedReport((Figure("quotes", "s", 0.02),), (), (), {})
    assert "No figure has a peer." in plot.svg(alone)


def test_what_cannot_be_written_is_told_with_its_option(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for wrong in (lambda file: ready(file, "--json"), lambda file: write(file, "", "--json")):
        with pytest.raises(BadInput, match="choose another with --json"):
            wrong(tmp_path / "file" / "speed.json")


def test_being_ready_leaves_an_earlier_report_alone(tmp_path: Path) -> None:
    file = tmp_path / "speed.json"
    file.write_text("earlier")
    ready(file, "--json")
    assert file.read_text() == "earlier"

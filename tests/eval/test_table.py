"""Tables say what was measured, fit a narrow window, and let no text from outside act on the terminal."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from eval import cases, table
from eval.grid import grids
from eval.report import Report
from eval.summary import summarised
from tests.eval.reports import HOSTILE, QUERIES, report, system


def shown(of: Report, worst: int = 2) -> str:
    written = StringIO()
    console = Console(file=written, width=table.WIDTH, highlight=False, force_terminal=True)
    table.show(of, grids(summarised(of)), cases.worst(of, worst), console)
    return written.getvalue()


def rows(text: str, name: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.startswith(name)]


def plain(of: Report, worst: int = 2) -> str:
    written = StringIO()
    table.show(of, grids(summarised(of)), cases.worst(of, worst), Console(file=written, width=table.WIDTH))
    return written.getvalue()


def test_each_system_has_its_means_and_its_difference_to_the_baseline() -> None:
    text = plain(report())
    assert "retrieval · ponds test · 4 queries · 12 documents" in text
    means, tested = rows(text, "hybrid  ")
    assert means == ["hybrid", "0.600", "0.300"]
    assert tested[1] == "0.600" and tested[3] == "+0.175" and tested[5] == "2/1/1"
    low, high = tested[2].split("–")
    assert float(low) < 0.6 < float(high)
    words = rows(text, "words")[1]
    assert words[3:6] == ["–", "–", "–"]
    assert tested[6:8] == ["25", "ms"]  # the median


def test_kinds_of_query_stand_beside_the_baseline() -> None:
    text = plain(report())
    assert rows(text, "wet")[0] == ["wet", "2", "0.500", "0.250", "0.300"]
    assert "dry" not in plain(report(groups={})).partition("does worst")[0]


def test_the_worst_queries_come_first_with_what_was_expected_and_returned() -> None:
    text = plain(report(), worst=2)
    tail = text[text.index("Where hybrid does worst by nDCG@10") :]
    assert tail.index("0.100  q2: what sinks") < tail.index("0.600  q3: what burns")
    assert "q4" not in tail and "expected: The right one" in tail
    assert "      2. right    The right one" in tail and "      1.          A paper" in tail


def test_what_was_answered_is_shown() -> None:
    *others, last = report().systems
    answered = replace(last, texts=dict.fromkeys(QUERIES, "Wood."))
    assert "answered: Wood." in plain(report(*others, answered))


def test_without_baseline_nothing_is_compared() -> None:
    text = plain(report(system("words", (1, 1, 0, 0)), baseline=""))
    assert "wins/ties/losses" not in text and "against" not in text


def test_a_run_without_times_shows_none() -> None:
    text = plain(report(system("words", (0, 0, 0, 0), seconds=None), system("hybrid", (1, 1, 1, 1))))
    assert rows(text, "words")[1][-3:] == ["–", "–", "–"]


def test_a_measure_that_no_query_has_is_left_out() -> None:
    made = report()
    without = [replace(s, scores={**s.scores, "recall@5": {}}) for s in made.systems]
    assert "recall@5" not in plain(report(*without))


def test_tables_fit_the_width_whatever_they_hold() -> None:
    names = [f"a system with quite a long name {n} {'x' * 60}" for n in range(9)]
    measures = tuple(f"measure-of-something@{n}" for n in range(12))
    systems = [system(name, (0.1, 0.2, 0.3, 0.4)) for name in names]
    wide = [replace(s, scores=dict.fromkeys(measures, s.scores["nDCG@10"]))
            for s in systems]  # fmt: skip
    text = plain(report(*wide, measures=measures, baseline=names[0]))
    assert max(map(len, text.splitlines())) <= table.WIDTH
    assert all(measure in text for measure in measures)


def test_hostile_text_is_only_text() -> None:
    made = report(system("words", (0, 0, 0, 0)), system(HOSTILE, (0, 0.1, 0.2, 0.3), title=HOSTILE),
                  dataset=HOSTILE, notes=(HOSTILE,),
                  queries=dict.fromkeys(QUERIES, HOSTILE), groups={HOSTILE: ("q1",)})  # fmt: skip
    text = shown(made)
    assert "\x1b[31m" not in text and "\x1b]0;" not in text and "\x07" not in text and "\u202e" not in text
    assert "[bold red]" in text


def test_markdown_has_the_command_under_each_table_and_escapes_its_cells() -> None:
    made = report(system("a|b`c` <b>", (0, 0, 0, 0)), system("hybrid", (1, 1, 1, 1)), baseline="hybrid", groups={})
    text = table.markdown(made, grids(summarised(made)))
    assert text.count("\n`assistant eval retrieval --dataset ponds`\n") == 2
    assert "| a\\|b\\`c\\` \\<b> | 0.000 | 0.000 |" in text
    assert "| hybrid | 1.000 | 0.500 |" in text
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert lines[1] == "|---|---:|---:|"

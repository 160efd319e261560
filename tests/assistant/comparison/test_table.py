"""A comparison as a table: `python -m pytest tests/assistant/comparison/test_table.py`."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from assistant.comparison.compare import compared
from assistant.comparison.table import comma_separated, lines_of_figures, markdown, rows
from index.library import Library
from tests.assistant.comparison.made import DAMASK, LOOM, TWILL


def test_rows_are_papers_and_columns_aspects(woven: Library) -> None:
    heading, first, second = rows(compared([DAMASK, LOOM], ["mIoU", "code"], woven))
    assert heading == ["paper", "mIoU", "code"]
    assert first == ["[1] Damask", f"“{DAMASK.abstract.split('. ')[2]}.”", "https://example.org/code/damask"]
    assert second[0] == "[2] LoomNet" and second[2] == "not stated in the abstract"


def test_figures_stand_in_lines(woven: Library) -> None:
    lines = list(lines_of_figures(compared([DAMASK, TWILL], ["accuracy"], woven)))
    assert [name for name, _ in lines] == ["top-1 accuracy on HarborImages"]


def test_markdown_is_a_table_in_which_nothing_of_a_paper_is_markup(woven: Library) -> None:
    hostile = replace(
        DAMASK,
        id="arxiv:3123.00023",
        title="<b>*Damask* | `x`</b>",
        abstract="We propose a | b <i>. [1](x) is 4.0% accuracy.",
    )
    text = markdown(compared([hostile, LOOM], ["approach", "results"], woven))
    table = text.split("\n\n")[0].splitlines()
    assert len(table) == 4 and {line.replace(r"\|", "").count("|") for line in table} == {4}
    assert "<b>" not in text.replace(r"\<b\>", "") and "[1](x)" not in text


def test_comma_separated_values_read_back_and_compute_nothing(woven: Library) -> None:
    hostile = replace(DAMASK, id="arxiv:3123.00024", title='=cmd|"/c calc"!A1')
    heading, first, second = csv.reader(io.StringIO(comma_separated(compared([hostile, LOOM], ["code"], woven))))
    assert heading == ["id", "title", "code"]
    assert first[:2] == [hostile.id, f"'{hostile.title}"] and second[0] == LOOM.id

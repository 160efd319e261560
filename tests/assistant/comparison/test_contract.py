"""A comparison as JSON, out and back: `python -m pytest tests/assistant/comparison/test_contract.py`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from assistant.comparison.compare import compared
from assistant.comparison.comparison import Comparison
from assistant.comparison.contract import as_json, from_json
from index.errors import BadInput
from index.library import Library
from tests.assistant.comparison.made import DAMASK, LOOM, TWILL


@pytest.fixture
def comparison(woven: Library) -> Comparison:
    return compared([DAMASK, TWILL, LOOM], [], woven)


def test_a_comparison_comes_back_from_its_json(comparison: Comparison) -> None:
    written = json.dumps(as_json(comparison))
    again = from_json(json.loads(written))
    assert as_json(again) == as_json(comparison)
    assert (again.papers, again.aspects, again.cells) == (comparison.papers, comparison.aspects, comparison.cells)
    assert (again.lineups, again.apart, again.summary) == (comparison.lineups, comparison.apart, comparison.summary)


def test_what_a_model_doubted_comes_back_too(comparison: Comparison) -> None:
    cells = tuple(
        tuple(replace(cell, quotes=tuple(replace(piece, doubt=-1.5) for piece in cell.quotes)) for cell in row)
        for row in comparison.cells
    )
    told = as_json(replace(comparison, cells=cells))
    assert from_json(told).cells == cells
    for quote in (quote for row in told["cells"] for cell in row for quote in cell["quotes"]):
        del quote["doubt"]  # as it was written before any model read
    assert {piece.doubt for row in from_json(told).cells for cell in row for piece in cell.quotes} == {None}


def test_papers_are_named_by_their_place(comparison: Comparison) -> None:
    told = as_json(comparison)
    assert [(paper["n"], paper["id"]) for paper in told["papers"]] == [(1, DAMASK.id), (2, TWILL.id), (3, LOOM.id)]
    for n, row in enumerate(told["cells"], 1):
        assert {quote["n"] for cell in row for quote in cell["quotes"]} <= {n}


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop("cells"),
        lambda told: told["cells"].pop(),
        lambda told: told.update(outcome="perhaps"),
        lambda told: told["papers"][0].update(title=7),
        lambda told: told["papers"][0].update(abstract="Another text."),
        lambda told: told["lineups"][0]["figures"][0]["quote"].update(n=9),
        lambda told: told.update(timings={"soon": 1}),
    ],
)
def test_what_is_no_comparison_is_refused_in_a_line(comparison: Comparison, change: Any) -> None:
    told = as_json(comparison)
    change(told)
    with pytest.raises(BadInput, match="This is no comparison") as raised:
        from_json(told)
    assert "\n" not in str(raised.value)
    with pytest.raises(BadInput, match="This is no comparison"):
        from_json([told])

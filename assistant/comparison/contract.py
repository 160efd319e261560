"""The JSON form of a comparison: what other programs read, and what makes a comparison again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from assistant.answer import Evidence, Outcome, Sentence, Support, Timings
from assistant.comparison.comparison import Cell, Comparison, Figure, Lineup
from index.errors import BadInput
from index.paper import Paper

CONTRACT = 1  # raised when a key changes its meaning or goes; new keys may come at any time

_PAPER = TypeAdapter(Paper)
_OF_FIGURE = ("text", "value", "measure", "metric", "dataset", "split", "gain")
_REASON = 120  # characters of what is wrong, in a message of one line

Places = Mapping[str, int]


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as the contract's object, ready for `json.dumps`. Papers are named by their place, from 1.

    `cells` has a row for each paper with a cell for each aspect; times are in seconds, to the millisecond.
    """
    places = {paper.id: n for n, paper in enumerate(comparison.papers, 1)}
    return {
        "papers": [_paper(paper, n) for paper, n in zip(comparison.papers, places.values(), strict=True)],
        "aspects": list(comparison.aspects),
        "cells": [[_cell(cell, places) for cell in row] for row in comparison.cells],
        "lineups": [
            {**_named(line), "figures": [_figure(one, places) for one in line.figures]} for line in comparison.lineups
        ],
        "apart": [_figure(figure, places) for figure in comparison.apart],
        "summary": [_sentence(sentence, places) for sentence in comparison.summary],
        "outcome": comparison.outcome.value,
        "timings": {k: None if v is None else round(v, 3) for k, v in asdict(comparison.timings).items()},
        "contract": CONTRACT,
    }


def from_json(told: Any) -> Comparison:
    """Return the comparison of such an object. Raises BadInput where it is none."""
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:  # also pydantic's ValidationError
        why = " ".join(str(error).split())[:_REASON]
        raise BadInput(
            f"This is no comparison ({type(error).__name__}: {why}): give one of `assistant compare --format json`."
        ) from error


def _paper(paper: Paper, n: int) -> dict[str, Any]:
    return {"n": n, **asdict(paper), "authors": list(paper.authors)}


def _named(line: Lineup) -> dict[str, str]:
    return {"measure": line.measure, "dataset": line.dataset}


def _cell(cell: Cell, places: Places) -> dict[str, Any]:
    quotes = [_quote(piece, places) for piece in cell.quotes]
    return {"text": cell.text, "stated": cell.stated, "quotes": quotes, "link": cell.link}


def _quote(piece: Evidence, places: Places) -> dict[str, Any]:
    """Return a quote: the abstract of paper `n` from `start` to before `end`."""
    thoughts = {"odds": piece.odds, "doubt": piece.doubt}
    scores = {"score": float(piece.score), "similarity": float(piece.similarity), **thoughts}
    return {"n": places[piece.paper.id], "text": piece.text, "start": piece.start, "end": piece.end, **scores}


def _figure(figure: Figure, places: Places) -> dict[str, Any]:
    told = {name: getattr(figure, name) for name in _OF_FIGURE}
    return {**told, "n": places[figure.evidence.paper.id], "quote": _quote(figure.evidence, places)}


def _sentence(sentence: Sentence, places: Places) -> dict[str, Any]:
    quotes = [_quote(piece, places) for piece in sentence.evidence]
    citations = list(sentence.citations)
    return {"text": sentence.text, "citations": citations, "support": sentence.support.value, "quotes": quotes}


def _read(told: Any) -> Comparison:
    papers = [_PAPER.validate_python({k: v for k, v in one.items() if k != "n"}) for one in told["papers"]]
    if [len(row) for row in told["cells"]] != [len(told["aspects"])] * len(papers):
        raise ValueError("the cells are not a row for each paper and a cell for each aspect")

    def quote(one: Any) -> Evidence:
        paper, start, end = papers[one["n"] - 1], one["start"], one["end"]
        if paper.abstract[start:end] != one["text"]:
            raise ValueError(f"the abstract of {paper.id} does not say what is quoted")
        thoughts = one["odds"], one.get("doubt")  # older ones were read by a judge alone
        return Evidence(paper, one["text"], start, end, one["score"], one["similarity"], *thoughts)

    def figure(one: Any) -> Figure:
        return Figure(**{name: one[name] for name in _OF_FIGURE}, evidence=quote(one["quote"]))

    def cell(one: Any) -> Cell:
        return Cell(tuple(map(quote, one["quotes"])), one["link"])

    def sentence(one: Any) -> Sentence:
        return Sentence(one["text"], tuple(one["citations"]), Support(one["support"]), tuple(map(quote, one["quotes"])))

    return Comparison(
        papers=tuple(papers),
        aspects=tuple(told["aspects"]),
        cells=tuple(tuple(map(cell, row)) for row in told["cells"]),
        lineups=tuple(
            Lineup(line["measure"], line["dataset"], tuple(map(figure, line["figures"]))) for line in told["lineups"]
        ),
        apart=tuple(map(figure, told["apart"])),
        summary=tuple(map(sentence, told["summary"])),
        outcome=Outcome(told["outcome"]),
        timings=Timings(**told["timings"]),
    )

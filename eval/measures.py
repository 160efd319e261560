"""Measures of a ranking, named as they are shown, computed by trec_eval's own code through ir-measures.

A paper is relevant from grade 1; ties of scores are broken as trec_eval breaks them, by id, descending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ir_measures import AP, RR, R, Success, nDCG, pytrec_eval
from ir_measures.measures import Measure as TrecMeasure

from index.errors import BadInput

DEFAULT = (
    "nDCG@10",
    "recall@5",
    "recall@10",
    "recall@20",
    "recall@100",
    "MRR@10",
    "MAP",
    "success@1",
    "success@5",
    "success@10",
)

Qrels = Mapping[str, Mapping[str, int]]  # query id → document id → grade
Run = Mapping[str, Mapping[str, float]]  # query id → document id → score, higher is better

_NAME = re.compile(r"(\w+?)(?:@([1-9]\d{0,3}))?")
_AT: Mapping[str, Callable[[int], TrecMeasure]] = {
    "nDCG": lambda cutoff: nDCG @ cutoff,  # gain = grade, discount = log2(rank + 1): Järvelin & Kekäläinen 2002
    "recall": lambda cutoff: R @ cutoff,
    "MRR": lambda cutoff: RR,  # trec_eval knows no cutoff for it: `_cut` applies it
    "success": lambda cutoff: Success @ cutoff,  # whether a relevant one is among the first
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by the name it is shown with; `cutoff` is how many of the first are looked at, None for all."""

    name: str
    cutoff: int | None
    trec: TrecMeasure


def parse(name: str) -> Measure:
    """Return the measure of a name such as "nDCG@10"; any cutoff up to 9999 does. Raises BadInput."""
    match = _NAME.fullmatch(name)
    family, cutoff = match.groups() if match else ("", None)
    if family == "MAP" and cutoff is None:
        return Measure(name, None, AP)
    if family not in _AT or cutoff is None:
        raise BadInput(f"No measure is called {name[:60]!r}: choose among {', '.join(DEFAULT)}, or another cutoff.")
    return Measure(name, int(cutoff), _AT[family](int(cutoff)))


def scores(measures: Sequence[Measure], qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """Return measure → query id → score in [0, 1], for every query of the qrels; one that the run lacks scores 0."""
    trec = list(dict.fromkeys(measure.trec for measure in measures))
    judged = {query: {document: max(grade, 0) for document, grade in of.items()} for query, of in qrels.items()}
    found: dict[TrecMeasure, dict[str, float]] = {measure: dict.fromkeys(qrels, 0.0) for measure in trec}
    # trec_eval wants grades and scores in plain dicts, and leaves out a query without any result.
    run = {query: dict(documents) for query, documents in run.items() if query in qrels and documents}
    for metric in pytrec_eval.evaluator(trec, judged).iter_calc(run):
        found[metric.measure][metric.query_id] = float(metric.value)
    return {measure.name: _cut(measure, found[measure.trec]) for measure in measures}


def _cut(measure: Measure, values: dict[str, float]) -> dict[str, float]:
    """Apply the cutoff to a reciprocal rank: 1/rank is below 1/cutoff behind it."""
    if measure.trec != RR or measure.cutoff is None:
        return values
    return {query: value if value * measure.cutoff >= 1 - 1e-9 else 0.0 for query, value in values.items()}

"""What a reader of retrieval figures must know: what is not judged, merged, left out or not installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.datasets import Dataset
from eval.report import System
from eval.runs import themselves
from eval.scored import SHOWN
from eval.systems import TXTAI


def judgements(dataset: Dataset, reported: System) -> Iterator[str]:
    """Yield how much is judged, of the queries and of what the reported system returns first."""
    relevant = sum(grade > 0 for grades in dataset.qrels.values() for grade in grades.values())
    yield (
        f"{len(dataset.queries):,} queries are judged, with {relevant / len(dataset.queries):.1f} relevant papers each "
        "on average."
    )
    shown = [(query, paper.id) for query, papers in reported.returned.items() for paper in papers]
    unjudged = sum(document not in dataset.qrels[query] for query, document in shown)
    if unjudged:
        share = f"{unjudged / len(shown):.0%}"
        yield f"Of the first {SHOWN} papers of {reported.name} {share} are not judged: they count as not relevant."
    yield from dataset.notes
    if own := len(themselves(dataset)):
        yield f"{own:,} queries are papers of the corpus themselves: these are left out of their own rankings."


def depth(measures: Sequence[str], k: int) -> Iterator[str]:
    """Yield what the depth of the rankings means for measures without a cutoff."""
    if "MAP" in measures:
        yield f"MAP is that of the first {k} papers: what is found behind them counts as not found."


def merging(merged: int) -> Iterator[str]:
    """Yield how many documents the library took for another of the corpus."""
    if merged:
        yield f"{merged:,} documents were merged with another as the same paper: each is found under its own id."


def missing_queries(system: System, dataset: Dataset) -> Iterator[str]:
    """Yield how many queries the run of another system lacks."""
    if lacking := len(dataset.queries) - len(system.returned):
        yield f"The run {system.name} lacks {lacking:,} of {len(dataset.queries):,} queries: they score 0."


def peers(systems: Sequence[System], wanted: Sequence[str]) -> Iterator[str]:
    """Yield that a peer would have been measured, were it installed."""
    if not wanted and all(system.name != TXTAI for system in systems):
        yield "txtai is not installed, so it is not measured: add it with `pip install txtai`."

"""Papers set beside each other, each read apart."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.answer import Evidence, Outcome, Timings
from assistant.comparison.aspects import Aspect, aspects
from assistant.comparison.cells import cells
from assistant.comparison.comparison import Cell, Comparison, Figure
from assistant.comparison.figures import figures
from assistant.comparison.lineup import left_apart, lined_up
from assistant.comparison.summary import summary
from assistant.models.judge import Judge
from index.library import Library
from index.paper import Paper
from index.sentences import split_sentences


def compared(papers: Sequence[Paper], names: Sequence[str], library: Library, judge: Judge | None = None) -> Comparison:
    """Return the papers compared in the aspects of these names, the default ones for none.

    Raises BadInput for an empty aspect and for too many.
    """
    start = time.perf_counter()
    asked = aspects(names)
    stated = stated_figures(papers)
    rows = cells(papers, asked, stated, library, judge)
    return assembled(papers, asked, rows, stated, start)


def assembled(
    papers: Sequence[Paper],
    asked: Sequence[Aspect],
    rows: Sequence[tuple[Cell, ...]],
    stated: Sequence[Figure],
    start: float,
) -> Comparison:
    """Return the comparison of what was found, the figures put in order and summed up; begun at `start`."""
    lineups = lined_up(stated)
    apart = left_apart(stated, lineups)
    firsts = [next((cell.quotes[0] for cell in row if cell.quotes), None) for row in rows]
    told = summary(papers, lineups, apart, [piece for piece in firsts if piece])
    outcome = Outcome.ANSWERED if any(cell.stated for row in rows for cell in row) else Outcome.NOT_STATED
    took = time.perf_counter() - start
    return Comparison(
        papers=tuple(papers),
        aspects=tuple(aspect.name for aspect in asked),
        cells=tuple(rows),
        lineups=tuple(lineups),
        apart=tuple(apart),
        summary=told,
        outcome=outcome,
        timings=Timings(evidence_s=took, total_s=took),
    )


def stated_figures(papers: Sequence[Paper]) -> list[Figure]:
    """Return the figures that the abstracts of the papers state."""
    pieces = [
        Evidence(paper, paper.abstract[start:end], start, end, 0.0, 0.0)
        for paper in papers
        for start, end in split_sentences(paper.abstract)
    ]
    return figures(pieces)

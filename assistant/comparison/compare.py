"""Papers set beside each other, each read apart."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.answer import Evidence, Outcome, Timings
from assistant.comparison.aspects import Aspect, aspects
from assistant.comparison.cells import cells
from assistant.comparison.comparison import Cell, Comparison, Figure
from assistant.comparison.figures import figures
from assistant.comparison.lineup import left_apart, lined_up, wanted
from assistant.comparison.summary import summary
from assistant.models.judge import Judge
from assistant.models.model import Thresholds
from index.library import Library
from index.paper import Paper
from index.sentences import split_sentences


def compared(
    papers: Sequence[Paper],
    names: Sequence[str],
    library: Library,
    judge: Judge | None = None,
    thresholds: Thresholds | None = None,
) -> Comparison:
    """Return the papers compared in the aspects of these names, the default ones for none.

    Raises BadInput for an empty aspect and for too many.
    """
    start = time.perf_counter()
    asked = aspects(names)
    stated = stated_figures(papers)
    rows = cells(papers, asked, stated, library, judge, thresholds)
    return assembled(papers, asked, rows, stated, start)


def assembled(
    papers: Sequence[Paper],
    asked: Sequence[Aspect],
    rows: Sequence[tuple[Cell, ...]],
    stated: Sequence[Figure],
    start: float,
) -> Comparison:
    """Return the comparison of what was found, the figures put in order and summed up; begun at `start`."""
    figures_asked = _asked_for(asked, stated)
    lineups = lined_up(figures_asked)
    apart = left_apart(figures_asked, lineups)
    told = summary(papers, lineups, apart, _telling(asked, rows))
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


def _asked_for(asked: Sequence[Aspect], stated: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the measures and data that the aspects name; all where they name none."""
    wants = [one for aspect in asked if (one := wanted(aspect.name, stated))]
    return [figure for figure in stated if not wants or any(one.fits(figure) for one in wants)]


def _telling(asked: Sequence[Aspect], rows: Sequence[tuple[Cell, ...]]) -> list[Evidence]:
    """Return the first quotes of the aspect that most papers speak of; of the approach where that is compared."""
    columns = [[cell.quotes[0] for cell in column if cell.quotes] for column in zip(*rows, strict=True)]
    approach = [column for aspect, column in zip(asked, columns, strict=True) if aspect.name == "approach"]
    return max([*approach, *columns], key=lambda column: len(column) > 1)


def stated_figures(papers: Sequence[Paper]) -> list[Figure]:
    """Return the figures that the abstracts of the papers state."""
    pieces = [
        Evidence(paper, paper.abstract[start:end], start, end, 0.0, 0.0)
        for paper in papers
        for start, end in split_sentences(paper.abstract)
    ]
    return figures(pieces)

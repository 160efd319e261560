"""A comparison as a table: plain rows, Markdown, comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from assistant.comparison.comparison import Cell, Comparison, Figure
from assistant.comparison.summary import called
from assistant.export.markdown import escaped
from assistant.line import one_line

_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would compute a field that begins so
_PAPER = "paper"
_APART = "figures that compare with no other here"


def rows(comparison: Comparison) -> Iterator[list[str]]:
    """Yield the names of the aspects, then of each paper its name and cells; each on one line."""
    yield [_PAPER, *map(one_line, comparison.aspects)]
    for n, (paper, cells) in enumerate(zip(comparison.papers, comparison.cells, strict=True), 1):
        yield [f"[{n}] {called(paper)}", *(_text(cell) for cell in cells)]


def lines_of_figures(comparison: Comparison) -> Iterator[list[str]]:
    """Yield what each line of figures is of, and the figures of the papers in their order."""
    for line in comparison.lineups:
        yield [f"{line.measure} on {line.dataset}", ", ".join(map(_figure, line.figures))]
    if comparison.apart:
        yield [_APART, ", ".join(f"{called(one.evidence.paper)} {one.described}" for one in comparison.apart)]


def markdown(comparison: Comparison) -> str:
    """Return the comparison as Markdown: a table, the figures, the summary, and the papers."""
    parts = [_table(list(rows(comparison)))]
    if figures := list(lines_of_figures(comparison)):
        parts.append(_table([["figures", "papers, the best first"], *figures]))
    if comparison.summary:
        parts.append(escaped(comparison.text))
    papers = [f"{n}. {escaped(_described(paper.title, paper.url))}" for n, paper in enumerate(comparison.papers, 1)]
    return "\n\n".join([*parts, "\n".join(papers)]) + "\n"


def comma_separated(comparison: Comparison) -> str:
    """Return a row for each paper, its id and title first; what a spreadsheet would compute has a quote before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heading, *body = rows(comparison)
    writer.writerow(["id", "title", *map(_inert, heading[1:])])
    for paper, row in zip(comparison.papers, body, strict=True):
        writer.writerow(map(_inert, [paper.id, one_line(paper.title), *row[1:]]))
    return text.getvalue()


def _text(cell: Cell) -> str:
    """Return what stands in a cell: quotes in quotation marks."""
    if cell.quotes:
        return " … ".join(f"“{one_line(quote.text)}”" for quote in cell.quotes)
    return one_line(cell.text)


def _figure(figure: Figure) -> str:
    return f"{called(figure.evidence.paper)} {figure.text}"


def _table(table: Sequence[Sequence[str]]) -> str:
    heading, *body = ["| " + " | ".join(map(escaped, row)) + " |" for row in table]
    return "\n".join([heading, "|" + " --- |" * len(table[0]), *body])


def _described(title: str, url: str) -> str:
    return f"{title} — {url}" if url else title


def _inert(field: str) -> str:
    return f"'{field}" if field.startswith(_FORMULA) else field

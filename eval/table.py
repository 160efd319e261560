"""Tables and queries in the terminal, or as Markdown for a README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from assistant.cli.screen import safe
from eval.cases import Case, Cases
from eval.grid import Grid
from eval.report import Report

WIDTH = 110  # columns: beside it a window of half a screen still has room
_NAME = 24  # letters of the first column
_RETURNED = 3  # of a query that went wrong
_MARKED = "\\`*_[]<|~"  # letters that Markdown would take for its own


def console() -> Console:
    """Return a console for tables, on a pipe as wide as in a window."""
    found = Console(highlight=False)
    return Console(highlight=False, width=min(found.width, WIDTH) if found.is_terminal else WIDTH)


def show(report: Report, grids: Iterable[Grid], cases: Cases, console: Console) -> None:
    """Print what was measured, the tables, single queries, and what a reader must know."""
    console.print(safe(heading(report)), style="bold")
    for grid in grids:
        console.print()
        console.print(safe(grid.title), style="dim")
        for part in _narrow(grid, console.width):
            console.print(_rich(part))
    if cases.cases:
        console.print()
        console.print(safe(cases.title), style="dim")
    for case in cases.cases:
        for line in _told(case):
            console.print(safe(_cut(line, console.width)))
    for note in report.notes:
        console.print()
        console.print(safe(f"Note: {_line(note)}"), style="yellow")


def markdown(report: Report, grids: Iterable[Grid]) -> str:
    """Return the tables as Markdown, under each the command that made it."""
    command = report.environment.get("command", "")
    parts = [_cell(heading(report))]
    for grid in grids:
        parts.append("\n".join(_markdown(grid)) + (f"\n\n{_code(command)}" if command else ""))
    return "\n\n".join(parts) + "\n"


def heading(report: Report) -> str:
    """Return what was measured, in a line."""
    data = " ".join(part for part in (report.dataset, report.split) if part)
    return _line(f"{report.task} · {data} · {len(report.queries):,} queries · {report.documents:,} documents")


def _rich(grid: Grid) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for n, column in enumerate(grid.columns):
        table.add_column(safe(column), justify="right" if n else "left", overflow="fold", max_width=_NAME)
    for row in grid.rows:
        table.add_row(*map(safe, row), style="bold" if row[0] == grid.strong else "")
    return table


def _narrow(grid: Grid, width: int) -> Iterator[Grid]:
    """Yield the grid, cut by columns so that each part fits the width."""
    widths = [min(_NAME, max(map(len, column))) + 2 for column in zip(grid.columns, *grid.rows, strict=True)]
    taken = [0]
    for n in range(1, len(widths)):
        if len(taken) > 1 and sum(widths[m] for m in (*taken, n)) > width:
            yield _columns(grid, taken)
            taken = [0]
        taken.append(n)
    yield _columns(grid, taken)


def _columns(grid: Grid, taken: list[int]) -> Grid:
    rows = tuple(tuple(row[n] for n in taken) for row in grid.rows)
    return replace(grid, columns=tuple(grid.columns[n] for n in taken), rows=rows)


def _told(case: Case) -> Iterator[str]:
    yield ""
    yield f"{case.figure:>7}  {_line(case.id)}: {_line(case.query)}"
    if case.expected:
        more = f"; and {case.more} more" if case.more else ""
        yield f"         expected: {'; '.join(map(_line, case.expected))}{more}"
    if case.answered:
        yield f"         answered: {_line(case.answered)}"
    for rank, item in enumerate(case.returned[:_RETURNED], 1):
        right = "right" if item.relevance > 0 else ""
        yield f"{rank:>7}. {right:<8} {_line(item.title or item.id)}"


def _markdown(grid: Grid) -> Iterator[str]:
    yield "| " + " | ".join(map(_cell, grid.columns)) + " |"
    yield "|" + "|".join(["---", *["---:"] * (len(grid.columns) - 1)]) + "|"
    for row in grid.rows:
        yield "| " + " | ".join(map(_cell, row)) + " |"


def _cell(text: str) -> str:
    return "".join(f"\\{letter}" if letter in _MARKED else letter for letter in _line(safe(text).plain))


def _code(command: str) -> str:
    return f"`{_line(safe(command).plain).replace('`', '’')}`"


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"


def _line(text: str) -> str:
    return " ".join(text.split())

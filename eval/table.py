"""A report in the terminal, or as Markdown for a README."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from assistant.cli.screen import safe
from eval.figures import duration, number
from eval.grid import Grid, grids
from eval.report import Report
from eval.summary import Summary, worst

_WIDTH = 110  # columns: beside it a window of half a screen still has room
_NAME = 24  # letters of the first column
_RETURNED = 3  # of a query that went wrong
_EXPECTED = 3
_TEXT = 300  # letters of an answer that went wrong


def show(summary: Summary, console: Console, worst_shown: int) -> None:
    """Print the report: what was measured, its tables, the queries that went worst, and what a reader must know."""
    console.print(safe(heading(summary.report)), style="bold")
    for grid in grids(summary):
        console.print()
        console.print(safe(grid.title), style="dim")
        for part in _narrow(grid):
            console.print(_rich(part))
    for line in _worst(summary.report, worst_shown):
        console.print(safe(line))
    for note in summary.report.notes:
        console.print(safe(f"Note: {note}"), style="yellow")


def console(*, terminal_width: int | None = None) -> Console:
    """Return a console for tables, as wide on a pipe as in a window."""
    found = Console(highlight=False, soft_wrap=False)
    return Console(highlight=False, width=min(found.width, _WIDTH) if found.is_terminal else terminal_width or _WIDTH)


def markdown(summary: Summary) -> str:
    """Return the tables as Markdown, each with the command that made it."""
    command = summary.report.environment.get("command", "")
    parts = [_cell(heading(summary.report))]
    for grid in grids(summary):
        parts.append("\n".join(_markdown_lines(grid)) + (f"\n\n{_code(command)}" if command else ""))
    return "\n\n".join(parts) + "\n"


def heading(report: Report) -> str:
    """Return what was measured, in a line."""
    data = " ".join(part for part in (report.dataset, report.split) if part)
    return f"{report.task} · {data} · {len(report.queries):,} queries · {report.documents:,} documents"


def _rich(grid: Grid) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for n, column in enumerate(grid.columns):
        table.add_column(safe(column), justify="right" if n else "left", overflow="fold", max_width=_NAME)
    for n, row in enumerate(grid.rows):
        table.add_row(*map(safe, row), style="bold" if len(grid.rows) > 1 and n == len(grid.rows) - 1 else "")
    return table


def _narrow(grid: Grid) -> Iterator[Grid]:
    """Yield the grid, cut by columns so that each part fits the width."""
    widths = [max(map(len, column)) + 2 for column in zip(grid.columns, *grid.rows, strict=True)]
    widths[0] = min(widths[0], _NAME + 2)
    taken = [0]
    for n, width in enumerate(widths[1:], 1):
        if len(taken) > 1 and sum(widths[m] for m in taken) + width > _WIDTH:
            yield _columns(grid, taken)
            taken = [0]
        taken.append(n)
    yield _columns(grid, taken)


def _columns(grid: Grid, taken: list[int]) -> Grid:
    rows = tuple(tuple(row[n] for n in taken) for row in grid.rows)
    return Grid(grid.title, tuple(grid.columns[n] for n in taken), rows)


def _worst(report: Report, count: int) -> Iterator[str]:
    system, measure = report.systems[-1], report.measures[0]
    for n, query in enumerate(worst(report, count)):
        if n == 0:
            yield f"\nWhere {system.name} does worst by {measure}"
        time = f", {duration(system.seconds[query])}" if query in system.seconds else ""
        yield f"\n{number(system.scores[measure][query])}  {_line(report.queries[query])}  ({_line(query)}{time})"
        if expected := report.expected.get(query, ()):
            more = len(expected) - _EXPECTED
            shown = "; ".join(map(_line, expected[:_EXPECTED])) + (f"; and {more} more" if more > 0 else "")
            yield f"       expected: {shown}"
        if text := system.texts.get(query):
            yield f"       answered: {_line(text)[:_TEXT]}"
        for rank, item in enumerate(system.returned.get(query, ())[:_RETURNED], 1):
            right = "right" if item.relevance > 0 else "     "
            yield f"    {rank}. {right}  {_line(item.title or item.id)}"


def _markdown_lines(grid: Grid) -> Iterator[str]:
    yield "| " + " | ".join(map(_cell, grid.columns)) + " |"
    yield "|" + "|".join(["---", *["---:"] * (len(grid.columns) - 1)]) + "|"
    for row in grid.rows:
        yield "| " + " | ".join(map(_cell, row)) + " |"


def _cell(text: str) -> str:
    plain = _line(safe(text).plain)
    for letter in "\\`*_[]<|":
        plain = plain.replace(letter, f"\\{letter}")
    return plain


def _code(command: str) -> str:
    return f"`{_line(safe(command).plain).replace('`', '’')}`"


def _line(text: str) -> str:
    return " ".join(text.split())

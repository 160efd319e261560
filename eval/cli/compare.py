"""`assistant eval compare`: whether one report is better than another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import Markdown, command

First = Annotated[Path, typer.Argument(help="Report of the system as it was.", metavar="A.json")]
Second = Annotated[Path, typer.Argument(help="Report of the system as it is.", metavar="B.json")]
System = Annotated[str | None, typer.Option("--system", help="System of both reports; else the reported ones.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", dir_okay=False, help="Write a page, too.")]
Changed = Annotated[
    int, typer.Option("--changed", min=0, max=1000, help="How many of the most changed queries to show.")
]


def compare(
    context: typer.Context,
    first: First,
    second: Second,
    system: System = None,
    html: Html = None,
    changed: Changed = 5,
    markdown: Markdown = False,
) -> None:
    """Compare two reports on the same data, query by query.

    \b
    assistant eval compare before.json after.json --html comparison.html
    """
    from dataclasses import replace

    from assistant.cli import screen
    from eval import cases, page, table
    from eval.compare import compared
    from eval.grid import grids
    from eval.storage import load
    from eval.summary import summarised

    with screen.working("Comparing"):
        found = compared(load(first), load(second), system)
        report = replace(found.report, environment={**found.report.environment, "command": command(context)})
        differences = found.differences.get(report.measures[0])
        shown = cases.changed(report, differences.of if differences else {}, changed)
        if html:
            summary = summarised(report)
            page.write(html, page.rendered(summary, [found.grid, *grids(summary)[1:]], shown))
    if markdown:
        print(table.markdown(report, [found.grid]), end="")
    else:
        table.show(report, [found.grid], shown, table.console())
    if html:
        screen.err.print(screen.safe(f"Written to {html}"))

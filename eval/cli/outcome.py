"""What every evaluation ends with: a report on disk, its page, tables on the screen, and the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import typer

from assistant.cli import screen
from assistant.home import data_dir
from eval import cases, page, storage, table
from eval.gate import Minimum, missed
from eval.grid import grids
from eval.report import Report
from eval.summary import summarised
from index.errors import BadInput


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a report is told: where it goes, and what of it is shown."""

    out: Path | None
    html: Path | None
    worst: int
    markdown: bool
    minima: Sequence[Minimum]

    @property
    def folder(self) -> Path:
        """Where the report goes."""
        return self.out or data_dir() / "eval"


def ready(outcome: Outcome) -> None:
    """Raise BadInput where the report could not be written: before the evaluation, not after an hour of it."""
    for folder, option in ((outcome.folder, "--out"), (outcome.html and outcome.html.parent, "--html")):
        if folder is None:
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise BadInput(f"{folder} cannot be written ({error.strerror}): choose another with {option}.") from error


def finish(report: Report, outcome: Outcome) -> None:
    """Write the report and its page, print it, and leave with exit code 1 where a minimum is missed.

    Raises BadInput where a file cannot be written.
    """
    with screen.working("Computing intervals"):
        summary = summarised(report)
    tables, shown = grids(summary), cases.worst(report, outcome.worst)
    rendered = page.rendered(summary, tables, shown)
    file = storage.save(report, outcome.folder)
    html = outcome.html or file.with_suffix(".html")
    page.write(html, rendered)
    if outcome.markdown:
        print(table.markdown(report, tables), end="")
    else:
        table.show(report, tables, shown, table.console())
    screen.err.print(screen.safe(f"Written to {file} and {html}"))
    lines = missed(outcome.minima, summary)
    for line in lines:
        screen.note(line)
    if lines:
        raise typer.Exit(1)

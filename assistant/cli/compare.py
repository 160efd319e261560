"""`assistant compare`: papers beside each other."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import LibraryOption

if TYPE_CHECKING:
    from assistant.comparison.comparison import Comparison


class Format(StrEnum):
    """How a comparison is printed."""

    TABLE = "table"
    MD = "md"
    CSV = "csv"
    JSON = "json"


def compare(
    papers: Annotated[list[str], typer.Argument(help="2 to 20 papers, by title, name of the system, or id.")],
    aspect: Annotated[
        list[str] | None,
        typer.Option("--aspect", metavar="ASPECT", help="What to compare, or a question; may be repeated."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="A table, Markdown, CSV or JSON.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to this file.")] = None,
    library: LibraryOption = None,
) -> None:
    """Compare papers, with a quote behind every cell; figures only where metric and data are the same.

    \b
    assistant compare HorNet ConvNeXt
    assistant compare HorNet ConvNeXt VOLO --aspect accuracy --aspect cost --format md --out accuracy.md
    """
    from assistant.cli import screen
    from assistant.cli.opening import open_shown
    from assistant.comparison.aspects import aspects
    from assistant.comparison.papers import check_count
    from assistant.saving import check_target, save
    from assistant.workplace import open_assistant

    check_count(len(papers))
    aspects(aspect or ())
    if out:
        check_target(out, "--out")
    with open_shown(library) as opened, screen.working("Reading"):
        assistant, _ = open_assistant(opened, quotes_only=True)
        compared = assistant.compare(papers, aspect or ())
    if out:
        save(_text(compared, format), out, "--out")
    elif format is Format.TABLE:
        screen.show_comparison(compared)
    else:
        print(_text(compared, format), end="")


def _text(comparison: Comparison, format: Format) -> str:
    from assistant.comparison import contract, table

    if format is Format.JSON:
        return json.dumps(contract.as_json(comparison), ensure_ascii=False, indent=1) + "\n"
    return table.comma_separated(comparison) if format is Format.CSV else table.markdown(comparison)

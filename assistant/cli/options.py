"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from index.filters import Filters

LibraryOption = Annotated[
    str | None,
    typer.Option(
        "--library", metavar="PATH", help="Folder of the library; else ASSISTANT_LIBRARY, else the data folder."
    ),
]
Years = Annotated[
    str, typer.Option("--years", metavar="FROM-TO", help="Only papers of these years: 2021, 2019-2022, 2020-.")
]
Venue = Annotated[str, typer.Option("--venue", help="Only papers whose venue contains this.")]
Author = Annotated[str, typer.Option("--author", help="Only papers with an author whose name contains this.")]
Papers = Annotated[list[str] | None, typer.Option("--paper", metavar="ID", help="Only this paper; may be repeated.")]


def filters(years: str, venue: str, author: str, papers: list[str] | None) -> Filters:
    """Return the filters of a command line. Raises typer.BadParameter for years that are none."""
    first, dash, last = years.partition("-")
    try:
        year_from = int(first) if first else None
        year_to = (int(last) if last else None) if dash else year_from
    except ValueError as error:
        raise typer.BadParameter(f"{years!r} is no range of years: write 2021, 2019-2022 or 2020-.") from error
    return Filters(year_from, year_to, venue, author, tuple(papers or ()))

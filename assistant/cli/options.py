"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.years import years as year_range
from index.errors import BadInput
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
    try:
        year_from, year_to = year_range(years)
    except BadInput as error:
        raise typer.BadParameter(str(error)) from error
    return Filters(year_from, year_to, venue, author, tuple(papers or ()))

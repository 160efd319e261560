"""Options that the commands of `assistant eval` share."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

SEED = 13  # any number: the same one gives the same intervals again

Seed = Annotated[int, typer.Option(min=0, help="Of everything random: intervals, tests, samples.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", file_okay=False, help="Folder of the report; else eval/ in the data folder."),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", dir_okay=False, help="Where the page goes; else beside the report."),
]
Worst = Annotated[int, typer.Option(min=0, max=1000, help="How many of the worst queries to show.")]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print the tables as Markdown.")]
Minima = Annotated[
    list[str] | None,
    typer.Option("--min", metavar="MEASURE=NUMBER", help="Exit with 1 where the mean is lower; may be repeated."),
]
Library = Annotated[
    str | None,
    typer.Option("--library", metavar="PATH", help="Folder of the library, or built-in; else the one that answers."),
]


def command(context: typer.Context) -> str:
    """Return the command line that was given, the options spelled out, by whatever name the program was called."""
    path: list[str] = []
    at: Any = context
    while at.parent is not None:
        path.insert(0, at.info_name or "")
        at = at.parent
    return shlex.join(["assistant", *path, *_given(context)])


def _given(context: typer.Context) -> Iterator[str]:
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if source is None or source.name != "COMMANDLINE":
            continue
        value = context.params[name]
        for one in value if isinstance(value, list | tuple) else [value]:
            if parameter.param_type_name == "argument":
                yield str(one)
            elif isinstance(one, bool):
                yield (parameter.opts if one else parameter.secondary_opts)[0]
            else:
                yield from (max(parameter.opts, key=len), str(one))


def names(written: str) -> tuple[str, ...]:
    """Return the names of a list with commas."""
    return tuple(name for part in written.split(",") if (name := part.strip()))

"""The commands of `assistant eval`."""

from __future__ import annotations

import typer

from eval.cli.answers import answers
from eval.cli.compare import compare
from eval.cli.grounding import grounding
from eval.cli.references import references
from eval.cli.retrieval import retrieval
from eval.cli.speed import speed

app = typer.Typer(
    help="Measure how well papers are found and questions answered, how fast, and whether a change was an improvement.",
    no_args_is_help=True,
)
app.command()(retrieval)
app.command()(answers)
app.command()(references)
app.command()(grounding)
app.command()(compare)
app.command()(speed)

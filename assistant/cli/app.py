"""The program `assistant`: its commands, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from assistant.cli import conversations, leaving, library, models
from assistant.cli.ask import ask
from assistant.cli.chat import chat
from assistant.cli.compare import compare
from assistant.cli.mcp import mcp
from assistant.cli.plugins import add_plugins
from assistant.cli.replay import replay
from assistant.cli.screen import hush
from assistant.cli.search import search
from index.errors import ResearchError

app = typer.Typer(
    help="Ask your research papers questions, on your own computer.\n\n"
    'Start with:  assistant ask "Which paper turns a ResNet into a ConvNet that beats Swin?"\n\n'
    "Then add your own papers:  assistant library add papers.bib",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(ask)
app.command()(chat)
app.command()(compare)
app.command()(mcp)
app.command()(replay)
app.command()(search)
app.add_typer(conversations.app, name="conversations")
app.add_typer(library.app, name="library")
app.add_typer(models.app, name="models")
add_plugins(app)


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    print(installed("paper-assistant"))


def program() -> None:
    """Be the program `assistant`: run the command of the process, and leave."""
    leaving.program_begins()
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    leaving.leave(code)


def main(arguments: Annotated[list[str] | None, "of the command line; None for the process's own"] = None) -> None:
    """Run a command; tell errors in one line and leave with the right exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a letter shows "?" for it
            stream.reconfigure(errors="replace")
    try:
        app(arguments)
    except ResearchError as error:
        line = "".join(c if c.isprintable() else " " for c in str(error))  # it may quote what a file says
        print(f"assistant: {line}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `| head`: the reader has seen enough
        hush(sys.stdout)
    except OSError as error:
        hush(sys.stdout)
        print(f"assistant: the output cannot be written ({error.strerror or error}).", file=sys.stderr)
        sys.exit(1)

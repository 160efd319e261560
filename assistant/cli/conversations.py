"""`assistant conversations`: those that were kept, and what can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import LibraryOption

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.conversations import Shelf
    from index.library import Library

app = typer.Typer(
    help="Conversations that were kept: `assistant ask --new NAME` begins one, `--conversation NAME` goes on with it.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(help="Name or id of a conversation, as `list` shows them.")]


@app.command("list")
def listed(library: LibraryOption = None) -> None:
    """List the conversations, the one last spoken in first."""
    from assistant.cli import screen

    listing = _shelf(library).listing()
    for one in listing.conversations:
        screen.out.print(screen.safe(f"{one.id}  {one.last[:10]}  {one.turns:>4}  {one.name}"))
    for trouble in listing.troubles:
        screen.note(trouble)


@app.command()
def show(name: Name, library: LibraryOption = None) -> None:
    """Print a conversation, each answer with its papers."""
    from assistant.cli import screen

    for n, turn in enumerate(_shelf(library).find(name).turns(), 1):
        screen.out.print(screen.safe(f"{n}. {turn.question}"), style="bold")
        if turn.resolved != turn.question:
            screen.out.print(screen.safe(f"Asked as: {turn.resolved}"), style="dim")
        screen.show_answer(turn.answer)
        screen.out.print()


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="Words that a question, its answer or a cited title holds.")],
    library: LibraryOption = None,
) -> None:
    """Find what was said, in all conversations."""
    from assistant.cli import screen

    found, troubles = _shelf(library).search(words)
    for said in found:
        screen.out.print(screen.safe(f"{said.conversation.id}  {said.conversation.name}  {said.n}. {said.question}"))
    for trouble in troubles:
        screen.note(trouble)


@app.command()
def rename(name: Name, to: Annotated[str, typer.Argument(help="Its new name.")], library: LibraryOption = None) -> None:
    """Call a conversation otherwise."""
    _shelf(library).rename(name, to)


@app.command()
def delete(name: Name, library: LibraryOption = None) -> None:
    """Delete a conversation for good."""
    _shelf(library).delete(name)


@app.command()
def export(
    name: Name,
    file: Annotated[Path, typer.Argument(help="Where it goes: .md or .json, or .bib or .ris for the papers cited.")],
    library: LibraryOption = None,
) -> None:
    """Write a conversation, or the papers it cites, to a file."""
    from assistant.export.file import write

    write([turn.answer for turn in _shelf(library).find(name).turns()], file, "FILE")


def taken_up(library: Library, name: str | None, new: str | None) -> Conversation | None:
    """Return the conversation to ask in: the kept one of this name, a new one, or None for neither."""
    if name is None and new is None:
        return None
    if name is not None and new is not None:
        raise typer.BadParameter("--new begins a conversation, --conversation goes on with one: give one of them")
    from assistant.conversations import Shelf

    return Shelf(library).begin(new) if new is not None else Shelf(library).open(name or "")


def _shelf(library: str | None) -> Shelf:
    """Return the conversations of the library that `assistant ask` would ask; no model is loaded."""
    from assistant.conversations import Shelf
    from assistant.workplace import open_for_asking

    with open_for_asking(library, searched=False) as opened:
        return Shelf(opened)

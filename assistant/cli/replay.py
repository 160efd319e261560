"""`assistant replay`: a recorded question asked once more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import LibraryOption

if TYPE_CHECKING:
    from assistant.record import Record
    from index.library import Library


def replay(
    file: Annotated[Path, typer.Argument(help="What `assistant ask --record` wrote.", metavar="FILE")],
    library: LibraryOption = None,
    model: Annotated[str | None, typer.Option("--model", help="Language model to use, else the record's.")] = None,
) -> None:
    """Ask a recorded question again and say what is different; exit code 1 where the answer is.

    \b
    assistant ask "What does HorNet replace attention with?" --record hornet.json
    assistant replay hornet.json
    """
    from assistant.cli import screen
    from assistant.record import read
    from assistant.replay import asked_again, differences, same_answer
    from assistant.workplace import open_assistant

    then = read(file)
    named = model or _model(then, file)
    with _opened(then, library) as opened:
        with screen.working("Loading the models"):
            assistant, notice = open_assistant(opened, model_name=named or None, quotes_only=not named)
        if notice:
            screen.note(notice)
        with screen.working("Reading"):
            now = asked_again(then, assistant, loaded_by=named, revision=_revision(named) if assistant.model else "")
    if now.notice:
        screen.note(now.notice)
    for line in differences(then, now):
        screen.out.print(screen.safe(line))
    same = same_answer(then, now)
    screen.out.print("The answer is the same." if same else "The answer is another.")
    if not same:
        raise typer.Exit(1)


def _model(record: Record, file: Path) -> str:
    """Return the name of the record's model; "" for quotes alone.

    Raises BadInput for a server that the person did not name: a record may come from anybody, and the sentences of
    one's papers would go there.
    """
    from assistant.models import settings
    from index.errors import BadInput

    named = record.model.loaded_by
    if named.strip().startswith(("http://", "https://")) and named != settings.in_use("language"):
        raise BadInput(f"{file} was answered by a server: to ask it again, name it with --model {named[:200]}.")
    return named


def _revision(name: str) -> str:
    from assistant.models.choose import identity

    return identity(name)[1]


def _opened(record: Record, library: str | None) -> Library:
    """Return the library that is named, else that of the record."""
    from assistant.cli import screen
    from assistant.cli.opening import open_shown
    from assistant.workplace import open_built_in
    from index.errors import BadInput, LibraryError

    if library or not record.library.built_in:
        try:
            return open_shown(library or record.library.path)
        except LibraryError as error:  # code 1 says that the answer is another
            raise BadInput(f"{error} To ask another library, name it with --library.") from error
    with screen.progress("Indexing the built-in collection") as shown:
        return open_built_in(shown)

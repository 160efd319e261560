"""`assistant chat`: the page in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import LibraryOption


def chat(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this computer; 0 takes a free one.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open the chat page. It is served to this computer alone."""
    from assistant.cli import screen
    from assistant.ui.page import serve
    from assistant.workplace import open_for_asking

    with screen.progress("Indexing the built-in collection") as shown:
        opened = open_for_asking(library, lambda report: shown(report.read, None))
    serve(opened, port=port, browser=browser)

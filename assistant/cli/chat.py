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
    from assistant.cli.opening import open_shown
    from assistant.ui.page import serve

    serve(open_shown(library), port=port, browser=browser)

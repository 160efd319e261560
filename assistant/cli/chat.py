"""`assistant chat`: the page in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import LibraryOption


def chat(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this computer; 0 takes a free one.")] = 7860,
    host: Annotated[
        str, typer.Option(help="Address to serve on; another than this one lets others in your network ask.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open the chat page, with what other programs may ask under /api and /mcp. It is served to this computer alone."""
    from assistant.cli.opening import open_shown
    from assistant.ui.page import serve

    serve(open_shown(library), port=port, host=host, browser=browser)

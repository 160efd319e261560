"""`assistant mcp`: the papers as tools of another program's language model."""

from __future__ import annotations

from functools import partial

from assistant.cli.ask import Model, QuotesOnly
from assistant.cli.options import LibraryOption


def mcp(library: LibraryOption = None, model: Model = None, quotes_only: QuotesOnly = False) -> None:
    """Serve the papers to an MCP client, which starts this command and talks to it through a pipe.

    \b
    {"mcpServers": {"papers": {"command": "assistant", "args": ["mcp"]}}}
    """
    from assistant.api.stdio import serve
    from assistant.workplace import open_assistant, open_for_asking

    serve(partial(open_for_asking, library), partial(open_assistant, model_name=model, quotes_only=quotes_only))

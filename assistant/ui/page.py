"""The page: its parts under one head, and the server that shows them.

Run it with `assistant chat`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.api.desk import Desk
from assistant.api.guard import LOOPBACK
from assistant.assistant import Assistant
from assistant.ui import asking, comparing, download, keeping, models, shelf, topics
from assistant.ui.layout import html, laid_out
from assistant.ui.opening import Opening
from assistant.ui.server import start
from assistant.ui.status import status
from assistant.workplace import open_assistant
from index.library import Library

NAME = "Paper assistant"
_LEFTOVERS = (3600, 3600)  # seconds: so often, and when so old, files that browsers sent are swept up
_LOOK_AGAIN = 1.0  # seconds between two looks at a language model that is being loaded


def serve(library: Library, *, port: int, browser: bool, host: str = LOOPBACK, model_name: str | None = None) -> None:
    """Serve the page on the library until ctrl-C, and print its address; port 0 takes a free one.

    Raises BadInput where the port cannot be had.
    """

    def load() -> tuple[Assistant, str]:
        library.refresh()  # loads the encoder too, so that the first question need not wait for it
        return open_assistant(library, model_name=model_name)

    quoting, _ = open_assistant(library, quotes_only=True)
    opening = Opening(quoting, load)
    page, desk = build(opening), Desk(lambda: opening.library, opening.loaded)
    url = start(page, desk, port=port, host=host, browser=browser, routes=download.routes(opening))
    print(f"The page is at {url}, for other programs there is {url}api/docs (ctrl-C ends it).", flush=True)
    page.block_thread()


def build(opening: Opening) -> gr.Blocks:
    """Return the page, not yet served."""
    with gr.Blocks(title=NAME, analytics_enabled=False, delete_cache=_LEFTOVERS) as page:
        tell_status = _head(page, opening)
        with gr.Tabs(elem_id="views", overflow_behavior="wrap") as views:
            with gr.Tab("Ask", id="ask"):
                parts = laid_out()
                keeping.wire(parts, page, opening)
                asking.wire(parts, page, opening)
            with gr.Tab("Library", id="library") as tab:
                papers = shelf.laid_out()
                changes = shelf.wire(papers, opening, tab)
            with gr.Tab("Compare", id="compare"):
                comparing.wire(comparing.laid_out(), opening, views, [parts.panel, papers.table])
            with gr.Tab("Topics", id="topics") as tab:
                topics.laid_out_and_wired(opening, tab)
            with gr.Tab("Models", id="models") as tab:
                changes += models.laid_out_and_wired(opening, tab)
        tell_status(changes)
    return page


def _head(page: gr.Blocks, opening: Opening) -> Callable[[Sequence[Any]], None]:
    """Put name and status on top, the latter kept up to date while the language model is loading.

    What is returned takes events after which the status is another.
    """

    def look() -> tuple[str, gr.Timer]:
        loading = opening.loading  # asked first: what ends meanwhile is seen at the next look
        return status(opening), gr.Timer(active=loading)

    def after(events: Sequence[Any]) -> None:
        for event in events:
            event.then(look, None, [shown, timer], **keeping.AT_ONCE)

    timer = gr.Timer(_LOOK_AGAIN, active=False)
    with gr.Row(elem_id="head"):
        gr.HTML(f"<h1>{NAME}</h1>", apply_default_css=False)
        shown = html("status")
    gr.on([page.load, timer.tick], look, None, [shown, timer], **keeping.AT_ONCE)
    return after

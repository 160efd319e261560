"""The chat page: what happens when a person asks, stops, clears or waits.

Run it with `assistant chat`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.api.desk import Desk
from assistant.api.guard import LOOPBACK
from assistant.assistant import Assistant
from assistant.ui import sources
from assistant.ui.examples import examples
from assistant.ui.layout import NAME, Layout, laid_out
from assistant.ui.opening import Opening
from assistant.ui.reply import View, replies
from assistant.ui.server import start
from assistant.ui.session import Session
from assistant.ui.status import status
from assistant.workplace import open_assistant
from index.library import Library

_SAMPLED = 500  # papers from which example questions are made
_AT_ONCE = 4  # answers computed at the same time; more would make each of them slow
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def serve(library: Library, *, port: int, browser: bool, host: str = LOOPBACK, model_name: str | None = None) -> None:
    """Serve the page on the library until ctrl-C, and print its address; port 0 takes a free one.

    Raises BadInput where the port cannot be had.
    """

    def load() -> tuple[Assistant, str]:
        library.refresh()  # loads the encoder too, so that the first question need not wait for it
        return open_assistant(library, model_name=model_name)

    quoting, _ = open_assistant(library, quotes_only=True)
    opening = Opening(quoting, load)
    page, desk = build(library, opening), Desk(lambda: library, opening.loaded)
    url = start(page, desk, port=port, host=host, browser=browser)
    print(f"The page is at {url}, for other programs there is {url}api/docs (ctrl-C ends it).", flush=True)
    page.block_thread()


def build(library: Library, opening: Opening) -> gr.Blocks:
    """Return the page, not yet served."""
    with gr.Blocks(title=NAME, analytics_enabled=False) as page:
        parts = laid_out(examples(list(library.papers(limit=_SAMPLED))))
        page.load(Session, None, [parts.session], **_QUIET)
        _wire_asking(parts, opening)
        _wire_stopping(parts)
        _wire_clearing(parts)
        _wire_status(parts, page, library, opening)
    return page


def _wire_asking(parts: Layout, opening: Opening) -> None:
    def ask(question: str, session: Session) -> Iterator[dict[Any, Any]]:
        for number, view in enumerate(replies(opening.assistant, question, session)):
            yield _changes(parts, view, begins=number == 0)

    changed = [parts.past, parts.now, parts.panel, parts.starters, parts.box, parts.ask, parts.stop, parts.clear]
    limits: dict[str, Any] = {"concurrency_id": "ask", "concurrency_limit": _AT_ONCE}
    gr.on([parts.box.submit, parts.ask.click], ask, [parts.box, parts.session], changed, **limits, **_QUIET)
    for example in parts.examples:
        example.click(ask, [example, parts.session], changed, **limits, **_QUIET)


def _wire_stopping(parts: Layout) -> None:
    def stop(session: Session) -> Any:
        session.halt()
        return gr.update(value="Stopping", interactive=False)

    # Not queued: it must not wait behind the answers it is to stop.
    parts.stop.click(stop, [parts.session], [parts.stop], queue=False, **_QUIET)


def _wire_clearing(parts: Layout) -> None:
    def clear(session: Session) -> dict[Any, Any]:
        session.clear()
        return {parts.past: "", parts.now: "", parts.panel: sources.panel([]), parts.starters: gr.update(visible=True)}

    changed = [parts.past, parts.now, parts.panel, parts.starters]
    parts.clear.click(clear, [parts.session], changed, queue=False, **_QUIET)


def _wire_status(parts: Layout, page: gr.Blocks, library: Library, opening: Opening) -> None:
    def look() -> tuple[str, gr.Timer]:
        loading = opening.loading  # asked first: what ends meanwhile is seen at the next look
        return status(library, opening), gr.Timer(active=loading)

    gr.on([page.load, parts.timer.tick], look, None, [parts.status, parts.timer], queue=False, **_QUIET)


def _changes(parts: Layout, view: View, *, begins: bool) -> dict[Any, Any]:
    """Return what a view changes on the page; the question leaves its box once, when its answer begins."""
    changes: dict[Any, Any] = {
        parts.past: view.past,
        parts.now: view.now,
        parts.ask: gr.update(visible=not view.busy),
        parts.stop: gr.update(visible=view.busy),
        parts.clear: gr.update(interactive=not view.busy),
    }
    if view.panel is not None:
        changes[parts.panel] = view.panel
    if begins and view.busy:
        changes |= {
            parts.box: "",
            parts.starters: gr.update(visible=False),
            parts.stop: gr.update(visible=True, value="Stop", interactive=True),
        }
    return changes

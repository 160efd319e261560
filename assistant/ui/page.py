"""The chat page, served to this computer alone.

Run it with `assistant chat`.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.ui import sources
from assistant.ui.examples import examples
from assistant.ui.opening import Opening
from assistant.ui.reply import View, replies
from assistant.ui.session import Session
from assistant.ui.status import status
from assistant.workplace import open_assistant
from index.errors import BadInput
from index.library import Library

_TITLE = "Paper assistant"
_HOST = "127.0.0.1"
_HERE = Path(__file__).parent
_SAMPLED = 500  # papers from which example questions are made
_AT_ONCE = 4  # answers computed at the same time; more would make each of them slow
_LOOK_AGAIN = 1.0  # seconds between two looks at a language model that is being loaded
_FONTS = ("system-ui", "sans-serif")  # the computer's own: a page that fetches none tells nobody that it is open


def serve(library: Library, *, port: int, browser: bool, model_name: str | None = None) -> None:
    """Serve the page on the library until ctrl-C, and print its address; port 0 takes a free one.

    Raises BadInput where the port cannot be had.
    """

    def load() -> tuple[Assistant, str]:
        library.refresh()  # loads the encoder too, so that the first question need not wait for it
        return open_assistant(library, model_name=model_name)

    quoting, _ = open_assistant(library, quotes_only=True)
    page = build(library, Opening(quoting, load))
    print(f"The page is at {start(page, port=port, browser=browser)} (ctrl-C ends it).", flush=True)
    page.block_thread()


def build(library: Library, opening: Opening) -> gr.Blocks:
    """Return the page, not yet served."""
    with gr.Blocks(title=_TITLE, analytics_enabled=False) as page:
        session = gr.State(Session)
        with gr.Row(elem_id="head"):
            gr.HTML(f"<h1>{_TITLE}</h1>", apply_default_css=False)
            line = _html("status")
        with gr.Row(elem_id="columns", equal_height=False):
            with gr.Column(elem_id="talk", scale=3):
                past = _html("past", html_template='<div aria-live="polite">${value}</div>')
                now = _html("now")
                starters, questions = _starters(library)
                with gr.Row(elem_id="composer"):
                    box = gr.Textbox(
                        label="Your question", show_label=False, placeholder="Ask about the papers", autofocus=True,
                        lines=1, max_lines=6, container=False, scale=1, min_width=120, elem_id="question",
                    )  # fmt: skip
                    send = gr.Button("Ask", variant="primary", scale=0, min_width=64, elem_id="ask")
                    stop = gr.Button("Stop", variant="stop", scale=0, min_width=64, visible=False, elem_id="stop")
                    clear = gr.Button("Clear", scale=0, min_width=64, elem_id="clear")
            with gr.Column(elem_id="side", scale=2):
                panel = _html("panel", value=sources.panel([]))

        def ask(question: str, session: Session) -> Iterator[dict[Any, Any]]:
            begun = False
            for view in replies(opening.assistant, question, session):
                yield shown(view) | ({} if begun or not view.busy else {box: "", starters: gr.update(visible=False)})
                begun = True

        def shown(view: View) -> dict[Any, Any]:
            return {
                past: view.past,
                now: view.now,
                send: gr.update(visible=not view.busy),
                stop: gr.update(visible=view.busy),
                clear: gr.update(interactive=not view.busy),
            } | ({} if view.panel is None else {panel: view.panel})

        def cleared(session: Session) -> dict[Any, Any]:
            session.clear()
            return {past: "", now: "", panel: sources.panel([]), starters: gr.update(visible=True)}

        def look() -> tuple[str, gr.Timer]:
            return status(library, opening), gr.Timer(active=opening.loading)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = {"outputs": [past, now, panel, box, starters, send, stop, clear], "concurrency_id": "ask", **quiet}
        asking["concurrency_limit"] = _AT_ONCE
        gr.on([box.submit, send.click], ask, [box, session], **asking)
        for question in questions:
            question.click(ask, [question, session], **asking)
        stop.click(Session.halt, [session], queue=False, **quiet)
        clear.click(cleared, [session], [past, now, panel, starters], queue=False, **quiet)
        timer = gr.Timer(_LOOK_AGAIN, active=False)
        gr.on([page.load, timer.tick], look, None, [line, timer], queue=False, **quiet)
    return page


def start(page: gr.Blocks, *, port: int, browser: bool = False) -> str:
    """Serve the page in the background and return its address; port 0 takes a free one.

    Raises BadInput where the port cannot be had.
    """
    _proxies_aside()
    _, url, _ = page.launch(
        server_name=_HOST,
        server_port=_free(port),
        inbrowser=browser,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=_FONTS, font_mono=("ui-monospace", "monospace")),
        css=(_HERE / "style.css").read_text(encoding="utf-8"),
        js=(_HERE / "page.js").read_text(encoding="utf-8"),
    )
    return str(url)


def _html(name: str, **options: Any) -> gr.HTML:
    return gr.HTML(elem_id=name, apply_default_css=False, **options)


def _starters(library: Library) -> tuple[gr.Column, list[gr.Button]]:
    """Return what a new conversation shows: example questions made from the library, as buttons."""
    questions = examples(list(islice(library.papers(), _SAMPLED)))
    greeting = "Every sentence of an answer points at the sentence of a paper that supports it."
    if not questions:
        greeting = "The library is empty: add papers with <code>assistant library add FILE</code>."
    with gr.Column(elem_id="starters") as column:
        gr.HTML(f"<p>{greeting}</p>", apply_default_css=False)
        buttons = [gr.Button(question, elem_classes="starter") for question in questions]
    return column, buttons


def _free(port: int) -> int:
    """Return the port, or a free one for 0. Raises BadInput where it cannot be had."""
    with socket.socket() as probe:
        if os.name == "posix":  # else a page that was closed a moment ago would still hold its port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise BadInput(
                f"Port {port} cannot be had ({error.strerror}): choose another with --port, or --port 0 for a free one."
            ) from error
        return int(probe.getsockname()[1])


def _proxies_aside() -> None:
    """Keep a proxy of the network out of the way: Gradio asks its own server whether it is up."""
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(part for part in (os.environ.get(name), _HOST) if part)

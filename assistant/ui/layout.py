"""The parts of the page and where they stand: the conversation on the left, its sources on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui import sources
from assistant.ui.session import Session

_LOOK_AGAIN = 1.0  # seconds between two looks at a language model that is being loaded
NAME = "Paper assistant"
_GREETING = "Every sentence of an answer points at the sentence of a paper that supports it."
_EMPTY = "The library is empty: add papers with <code>assistant library add FILE</code>."


@dataclass(frozen=True, slots=True)
class Layout:
    """What events read and change."""

    session: gr.State
    status: gr.HTML
    timer: gr.Timer
    past: gr.HTML
    now: gr.HTML
    panel: gr.HTML
    starters: gr.Column
    examples: Sequence[gr.Button]
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    clear: gr.Button


def laid_out(questions: Sequence[str]) -> Layout:
    """Put the parts on the page under construction; a new conversation begins with these example questions."""
    session, timer = gr.State(Session()), gr.Timer(_LOOK_AGAIN, active=False)
    with gr.Row(elem_id="head"):
        gr.HTML(f"<h1>{NAME}</h1>", apply_default_css=False)
        status = _html("status")
    with gr.Row(elem_id="columns", equal_height=False):
        with gr.Column(elem_id="talk", scale=3):
            past = _html("past", html_template='<div aria-live="polite">${value}</div>')
            now = _html("now")
            starters, examples = _starters(questions)
            box, ask, stop, clear = _composer()
        with gr.Column(elem_id="side", scale=2):
            panel = _html("panel", value=sources.panel([]))
    return Layout(session, status, timer, past, now, panel, starters, examples, box, ask, stop, clear)


def _html(name: str, **options: Any) -> gr.HTML:
    return gr.HTML(elem_id=name, apply_default_css=False, **options)


def _starters(questions: Sequence[str]) -> tuple[gr.Column, list[gr.Button]]:
    with gr.Column(elem_id="starters") as column:
        gr.HTML(f"<p>{_GREETING if questions else _EMPTY}</p>", apply_default_css=False)
        return column, [gr.Button(question, elem_classes="starter") for question in questions]


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button, gr.Button]:
    with gr.Row(elem_id="composer"):
        return (
            gr.Textbox(
                label="Your question", show_label=False, placeholder="Ask a question", elem_id="question",
                lines=1, max_lines=6, container=False, min_width=120, autofocus=True,
            ),
            gr.Button("Ask", variant="primary", scale=0, min_width=0, elem_id="ask"),
            gr.Button("Stop", variant="stop", scale=0, min_width=0, elem_id="stop", visible=False),
            gr.Button("Clear", scale=0, min_width=0, elem_id="clear"),
        )  # fmt: skip

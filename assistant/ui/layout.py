"""The parts of the page where one asks: the conversation on the left, its sources on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui import sources
from assistant.ui.examples import COUNT
from assistant.ui.session import Session

SAVE = "(file) => window.assistantPage.save(file)"  # what a part that holds name and text of a file is given to
_CHOSEN = (
    '<div class="chosen" role="group" aria-label="Chosen papers" hidden><span></span>'
    '<button type="button" data-chosen="compare">Compare</button></div>'
)
_GREETING = "Every sentence of an answer points at the sentence of a paper that supports it."
_TALKS_HEAD = (
    '<h2>Conversations</h2><button type="button" id="show-talks" aria-expanded="false" aria-controls="talks">'
    "Conversations</button>"
)
_EMPTY = "The library is empty: add papers under “Library”."


@dataclass(frozen=True, slots=True)
class Limits:
    """Which papers are asked: parts of their venue and of an author's name, and their years."""

    years: gr.Textbox
    venue: gr.Textbox
    author: gr.Textbox

    @property
    def boxes(self) -> list[gr.Textbox]:
        """The boxes in the order in which `assistant.ui.limits.limits` reads them."""
        return [self.years, self.venue, self.author]


@dataclass(frozen=True, slots=True)
class Layout:
    """What events read and change."""

    session: gr.State
    current: gr.Textbox
    search: gr.Textbox
    talks: gr.HTML
    past: gr.HTML
    now: gr.HTML
    panel: gr.HTML
    scope: gr.HTML
    starters: gr.Column
    greeting: gr.HTML
    examples: Sequence[gr.Button]
    limits: Limits
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    clear: gr.Button
    file: gr.JSON


def laid_out() -> Layout:
    """Put the parts on the page under construction."""
    session, file = gr.State(Session()), gr.JSON(visible=False)
    current = gr.Textbox("", visible=False)  # the id of the conversation, which the browser remembers
    with gr.Row(elem_id="columns", equal_height=False):
        search, talks = _talks()
        with gr.Column(elem_id="talk", scale=3):
            past = html(
                "past", acts=("again", "judge", "export"), html_template='<div aria-live="polite">${value}</div>'
            )
            now = html("now")
            starters, greeting, examples = _starters()
            scope = html("scope", acts=("unpin",))
            limits = _limits()
            box, ask, stop, clear = _composer()
        with gr.Column(elem_id="side", scale=2):
            panel = html(
                "panel",
                ("compare", "pin"),
                value=sources.panel([]),
                html_template=f'<div class="choosing">${{value}}{_CHOSEN}</div>',
            )
    asked = (past, now, panel, scope, starters, greeting, examples, limits, box, ask, stop, clear)
    return Layout(session, current, search, talks, *asked, file)


def html(name: str, acts: Sequence[str] = (), **options: Any) -> gr.HTML:
    """Return a part of the page that is HTML of our own; `acts` are what its buttons ask for, each an event."""
    passed_on = "".join(
        f"element.addEventListener('{act}', (event) => trigger('{act}', event.detail));" for act in acts
    )
    return gr.HTML(elem_id=name, apply_default_css=False, js_on_load=passed_on or None, **options)


def greeting(papers: bool) -> str:
    """Return what a new conversation begins with."""
    return f"<p>{_GREETING if papers else _EMPTY}</p>"


def _talks() -> tuple[gr.Textbox, gr.HTML]:
    with gr.Column(elem_id="talks-column", scale=0, min_width=0):
        html("talks-head", value=_TALKS_HEAD)
        search = gr.Textbox(
            label="Search conversations", show_label=False, placeholder="Search", max_lines=1, min_width=0
        )
        return search, html("talks", acts=("open", "rename", "delete"))


def _starters() -> tuple[gr.Column, gr.HTML, list[gr.Button]]:
    with gr.Column(elem_id="starters") as column:
        said = html("greeting")
        return column, said, [gr.Button("", elem_classes="starter", visible=False) for _ in range(COUNT)]


def limit_boxes() -> Limits:
    """Put the boxes for years, venue and author side by side."""
    return Limits(
        gr.Textbox(label="Years", placeholder="2019-2022", max_lines=1, min_width=110),
        gr.Textbox(label="Venue", placeholder="part of its name", max_lines=1, min_width=110),
        gr.Textbox(label="Author", placeholder="part of a name", max_lines=1, min_width=110),
    )


def _limits() -> Limits:
    with gr.Accordion("Ask only some papers", open=False, elem_id="limits"), gr.Row():
        return limit_boxes()


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button, gr.Button]:
    with gr.Row(elem_id="composer"):
        return (
            gr.Textbox(
                label="Your question", show_label=False, placeholder="Ask a question", elem_id="question",
                lines=1, max_lines=6, container=False, min_width=120, autofocus=True,
            ),
            gr.Button("Ask", variant="primary", scale=0, min_width=0, elem_id="ask"),
            gr.Button("Stop", variant="stop", scale=0, min_width=0, elem_id="stop", visible=False),
            gr.Button("New", scale=0, min_width=0, elem_id="clear"),
        )  # fmt: skip

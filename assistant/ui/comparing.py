"""The comparison as a view: which papers, in what, the table, and the table as a file."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.comparison import contract, table
from assistant.comparison.comparison import Comparison
from assistant.line import one_line
from assistant.ui.act import act
from assistant.ui.beside import whole
from assistant.ui.keeping import AT_ONCE, QUIET
from assistant.ui.layout import SAVE, html
from assistant.ui.opening import Opening
from assistant.ui.turn import remark
from index.errors import ResearchError
from index.library import Library

_AT_ONCE = 2  # comparisons made at the same time
_WAITING = '<p class="waiting">Reading the papers</p>'
_FORMATS = {".md": "Markdown", ".csv": "CSV", ".json": "JSON"}
_EXPORTS = "".join(
    f'<button type="button" data-export="0" data-how="{suffix}">{label}</button>' for suffix, label in _FORMATS.items()
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Comparing:
    """What events read and change."""

    made: gr.State
    papers: gr.Textbox
    aspects: gr.Textbox
    compare: gr.Button
    shown: gr.HTML
    file: gr.JSON


def laid_out() -> Comparing:
    """Put the parts on the page under construction."""
    made, file = gr.State(None), gr.JSON(visible=False)
    with gr.Row(elem_id="compared-what"):
        papers = gr.Textbox(
            label="Papers, one a line: title, name of the system, or id",
            lines=3,
            max_lines=20,
            scale=3,
            elem_id="which",
        )
        with gr.Column(scale=2, min_width=240):
            aspects = gr.Textbox(
                label="In what, with commas between", placeholder="problem, approach, data, results, cost, code"
            )
            compare = gr.Button("Compare", variant="primary", elem_id="compare")
    shown = html("compared", acts=("export",), html_template='<div aria-live="polite">${value}</div>')
    return Comparing(made, papers, aspects, compare, shown, file)


def wire(parts: Comparing, opening: Opening, views: gr.Tabs, chosen_in: Sequence[gr.HTML]) -> None:
    """Let papers be compared: those that are named, or those that are ticked in any of the lists `chosen_in`."""

    def named(papers: str | None, aspects: str | None) -> Iterator[list[Any]]:
        yield from compared(opening, papers or "", aspects or "")

    def ticked(event: gr.EventData) -> list[Any]:
        return [titles(opening.library, act(event._data).ids), gr.Tabs(selected="compare"), _WAITING]

    def export(made: Comparison | None, event: gr.EventData) -> dict[str, str] | None:
        return exported(made, act(event._data).how)

    limited: dict[str, Any] = {"concurrency_id": "compare", "concurrency_limit": _AT_ONCE, **QUIET}
    inputs, outputs = [parts.papers, parts.aspects], [parts.shown, parts.made]
    gr.on([parts.compare.click, parts.aspects.submit], named, inputs, outputs, **limited)
    for chosen in chosen_in:
        taken = chosen.compare(ticked, None, [parts.papers, views, parts.shown], **AT_ONCE)
        taken.then(named, inputs, outputs, **limited)
    made = parts.shown.export(export, [parts.made], [parts.file], **AT_ONCE)
    made.then(None, [parts.file], None, js=SAVE, **QUIET)


def compared(opening: Opening, papers: str, aspects: str) -> Iterator[list[Any]]:
    """Yield what is shown while papers are compared, and the comparison once it is made."""
    yield [_WAITING, None]
    names = [line for line in papers.splitlines() if line.strip()]
    try:
        made = opening.assistant.compare(names, [one for one in aspects.split(",") if one.strip()])
        yield [f'<div class="tools exports" role="group" aria-label="Export">{_EXPORTS}</div>{whole(made)}', made]
    except ResearchError as error:
        yield [remark(str(error)), None]
    except Exception as error:  # the last place where it can be told to the person
        _log.exception("Papers could not be compared")
        yield [remark(f"Something went wrong ({type(error).__name__}): the terminal says more."), None]


def titles(library: Library, ids: Sequence[str]) -> str:
    """Return the titles of papers, one a line; the id of one that has none of its own."""
    papers = {identifier: paper for identifier in ids if (paper := library.get(identifier))}
    told = [one_line(paper.title) for paper in papers.values()]
    return "\n".join(
        identifier if told.count(title) > 1 else title for identifier, title in zip(papers, told, strict=True)
    )


def exported(made: Comparison | None, suffix: str) -> dict[str, str] | None:
    """Return name and text of a file of the comparison; None where there is none, or no such format."""
    if made is None or suffix not in _FORMATS:
        return None
    if suffix == ".json":
        text = json.dumps(contract.as_json(made), ensure_ascii=False, indent=1) + "\n"
    else:
        text = table.comma_separated(made) if suffix == ".csv" else table.markdown(made)
    return {"name": f"comparison{suffix}", "text": text}

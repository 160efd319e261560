"""The library as a view: its papers to search and filter, more of them in, some of them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import gradio as gr

from assistant.ui import intake, owner, rows
from assistant.ui.act import act
from assistant.ui.intake import Intake
from assistant.ui.keeping import AT_ONCE, QUIET
from assistant.ui.layout import Limits, html, limit_boxes
from assistant.ui.limits import limits
from assistant.ui.opening import Opening
from assistant.ui.turn import remark
from assistant.ui.worker import Worker
from assistant.workplace import chosen_path, is_built_in
from index.errors import ResearchError
from index.library import Library

_ORDERS = [("Added last", "added"), ("Year", "year"), ("Title", "title")]
_DROP = "Files: BibTeX, RIS, JSON Lines, CSV or a list of arXiv ids, compressed or not."
_IDS = "Papers of arXiv, fetched from there: ids or addresses, as many as you like."
_CHOSEN = (
    '<div class="chosen" role="group" aria-label="Chosen papers" hidden><span></span>'
    '<button type="button" data-chosen="compare">Compare</button>'
    '<button type="button" data-chosen="remove" data-sure="Remove for good?">Remove</button></div>'
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What events read and change."""

    start: gr.State
    query: gr.Textbox
    limits: Limits
    order: gr.Dropdown
    table: gr.HTML
    place: gr.HTML
    back: gr.Button
    on: gr.Button
    files: gr.File
    ids: gr.Textbox
    add: gr.Button
    report: gr.HTML

    @property
    def conditions(self) -> list[Any]:
        """What says which papers are shown, in the order in which `_look` reads it."""
        return [self.query, *self.limits.boxes, self.order]

    @property
    def shown(self) -> list[Any]:
        """What shows the papers, in the order in which `_look` gives it."""
        return [self.table, self.place, self.start, self.back, self.on]


def laid_out() -> Shelf:
    """Put the parts on the page under construction."""
    start = gr.State(0)
    with gr.Accordion("Add papers", open=False, elem_id="adding"), gr.Row():
        with gr.Column():
            html("drop-hint", value=f"<p>{_DROP}</p>")
            files = gr.File(
                show_label=False, label="Files of papers", file_count="multiple", height=110, elem_id="drop"
            )
        with gr.Column():
            html("ids-hint", value=f"<p>{_IDS}</p>")
            ids = gr.Textbox(
                show_label=False, label="arXiv ids or addresses", placeholder="2201.03545, arxiv.org/abs/2103.15808"
            )
            add = gr.Button("Add", min_width=0, elem_id="add")
    report = html("report", html_template='<div aria-live="polite">${value}</div>')
    with gr.Row(elem_id="conditions"):
        query = gr.Textbox(label="Search", placeholder="words, or what it is about", max_lines=1, scale=3)
        boxes = limit_boxes()
        order = gr.Dropdown(_ORDERS, value="added", label="Order", min_width=110, filterable=False)
    table = html("papers", acts=("remove", "compare"), html_template=f'<div class="choosing">{_CHOSEN}${{value}}</div>')
    with gr.Row(elem_id="pager"):
        place = html("place")
        back, on = (gr.Button(label, min_width=0, scale=0, interactive=False) for label in ("Back", "More"))
    return Shelf(start, query, boxes, order, table, place, back, on, files, ids, add, report)


def wire(parts: Shelf, opening: Opening, tab: gr.Tab) -> list[Any]:
    """Let the parts do what they are for; return the events after which the library may be another."""

    def look(start: int, *conditions: Any) -> list[Any]:
        return _look(opening.library, start, conditions)

    def turned(by: int) -> Any:
        return lambda start, *conditions: look(start + by * rows.COUNT, *conditions)

    inputs = [parts.start, *parts.conditions]
    tab.select(look, inputs, parts.shown, **AT_ONCE)
    parts.back.click(turned(-1), inputs, parts.shown, **AT_ONCE)
    parts.on.click(turned(1), inputs, parts.shown, **AT_ONCE)
    changed = [part.change for part in parts.conditions]
    first = lambda *conditions: look(0, *conditions)  # noqa: E731
    gr.on(changed, first, parts.conditions, parts.shown, trigger_mode="always_last", **AT_ONCE)
    return [*_wire_adding(parts, opening, first), _wire_removing(parts, opening, look)]


def _look(library: Library, start: int, conditions: Sequence[Any]) -> list[Any]:
    """Return what shows the papers that pass the conditions, from number `start` on."""
    query, *boxes, order = conditions
    try:
        filters = limits(*boxes)
        shown = rows.page(library, query or "", filters, order, start)
    except ResearchError as error:
        return [remark(str(error)), "", 0, gr.update(interactive=False), gr.update(interactive=False)]
    years, venue, author = (box or "" for box in boxes)
    asked = urlencode({"years": years, "venue": venue, "author": author})
    link = "" if query else f'<a href="/library.jsonl?{asked}" download>Export these as JSON Lines</a>'
    place = f"<p>{rows.place(shown)}</p>{link if shown.papers else ''}"
    more = shown.start + len(shown.papers) < shown.total
    return [rows.table(shown), place, shown.start, gr.update(interactive=shown.start > 0), gr.update(interactive=more)]


def _wire_adding(parts: Shelf, opening: Opening, first: Any) -> list[Any]:
    worker = Worker("adding papers")

    def add(sources: Sequence[intake.Source], request: gr.Request) -> Iterator[str]:
        try:
            owner.check(request)
            for intakes in _added(opening, sources, worker):
                yield intake.shown(intakes)
        except ResearchError as error:
            yield remark(str(error))

    def add_files(paths: Sequence[str] | None, request: gr.Request) -> Iterator[list[Any]]:
        for report in add(intake.files(paths or ()), request):
            yield [report, None]

    def add_ids(typed: str | None, request: gr.Request) -> Iterator[list[Any]]:
        for report in add(intake.ids(typed or ""), request):
            yield [report, ""]

    limited: dict[str, Any] = {"concurrency_id": "add", "concurrency_limit": None, **QUIET}
    dropped = parts.files.upload(add_files, [parts.files], [parts.report, parts.files], **limited)
    typed = gr.on([parts.add.click, parts.ids.submit], add_ids, [parts.ids], [parts.report, parts.ids], **limited)
    return [event.then(first, parts.conditions, parts.shown, **AT_ONCE) for event in (dropped, typed)]


def _added(opening: Opening, sources: Sequence[intake.Source], worker: Worker) -> Iterator[tuple[Intake, ...]]:
    """Add papers; while the built-in collection is asked, to a library of the person's own, asked from then on."""
    library = opening.library
    if not is_built_in(library):
        yield from intake.added(library, sources, worker)
        return
    own = Library.open(chosen_path(None), library.encoder, library.reranker)
    yield from intake.added(own, sources, worker)
    if len(own):
        opening.move(own)


def _wire_removing(parts: Shelf, opening: Opening, look: Any) -> Any:
    def remove(request: gr.Request, event: gr.EventData, start: int, *conditions: Any) -> list[Any]:
        told = act(event._data)
        try:
            owner.check(request)
            removed = opening.library.remove(told.ids)
        except ResearchError as error:
            return [remark(str(error)), *[gr.skip()] * len(parts.shown)]
        said = f"<p>{len(removed)} {'paper' if len(removed) == 1 else 'papers'} removed.</p>"
        return [said, *look(start, *conditions)]

    inputs = [parts.start, *parts.conditions]
    return parts.table.remove(remove, inputs, [parts.report, *parts.shown], **AT_ONCE)

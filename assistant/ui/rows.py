"""The papers of a library as a table of which one page is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ui.markup import link, text
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from index.store import Order

COUNT = 50  # papers a page: read in one glance down, sent in a moment
_FOUND = 200  # papers that a search gives: what comes after has little to do with it
_AUTHORS = 3  # named before "and N more"


@dataclass(frozen=True, slots=True)
class Page:
    """Papers of a library from number `start` on, and how many there are in all."""

    papers: Sequence[Paper]
    start: int
    total: int


def page(library: Library, query: str, filters: Filters, order: Order, start: int) -> Page:
    """Return the page that holds paper `start`; those of a query are the closest to it, closest first.

    Raises what `Library.search` raises.
    """
    if query.strip():
        found = [hit.paper for hit in library.search(query, _FOUND, filters)]
        start = _first(start, len(found))
        return Page(found[start : start + COUNT], start, len(found))
    start = max(start, 0)
    papers, total = library.page(filters, order, start, COUNT)
    if not papers and start:  # of a library that has shrunk
        start = _first(start, total)
        papers, total = library.page(filters, order, start, COUNT)
    return Page(papers, start, total)


def _first(start: int, total: int) -> int:
    """Return where the page begins on which `start` is, or the last page where it is on none."""
    return max(0, min(start, total - 1)) // COUNT * COUNT


def table(shown: Page) -> str:
    """Return the page as HTML."""
    if not shown.papers:
        return '<p class="hint">No paper here. Change the conditions above, or add papers.</p>'
    body = "".join(_row(paper) for paper in shown.papers)
    choose = '<input type="checkbox" data-choose="all" aria-label="Choose every paper of this page">'
    return (
        f'<table><thead><tr><th class="choose">{choose}</th><th>Title</th><th>Authors</th><th class="year">Year</th>'
        f"<th>Venue</th></tr></thead><tbody>{body}</tbody></table>"
    )


def place(shown: Page) -> str:
    """Return in words which of how many papers are shown."""
    if not shown.papers:
        return ""
    return f"{shown.start + 1:,}–{shown.start + len(shown.papers):,} of {shown.total:,}"


def _row(paper: Paper) -> str:
    more = len(paper.authors) - _AUTHORS
    authors = ", ".join(paper.authors[:_AUTHORS]) + (f" and {more} more" if more > 0 else "")
    choose = f'<input type="checkbox" data-choose="{text(paper.id)}" aria-label="Choose {text(paper.title)}">'
    cells = {"choose": choose, "title": _titled(paper), "authors": text(authors), "year": str(paper.year or "")}
    cells["venue"] = text(paper.venue)
    row = "".join(f'<td class="{name}">{cell}</td>' for name, cell in cells.items())
    return f"<tr>{row}</tr>"


def _titled(paper: Paper) -> str:
    links = [link(paper.url, paper.url), link(paper.code_url, "Code"), text(paper.id)]
    where = " · ".join(part for part in links if part)
    abstract = text(paper.abstract) or "No abstract in the library."
    return (
        f'<details><summary>{text(paper.title)}</summary><p class="words">{abstract}</p><p class="where">{where}</p>'
        "</details>"
    )

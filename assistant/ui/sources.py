"""The panel beside the conversation: a card for each cited paper, its quotes marked in its abstract."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation, Evidence
from assistant.assistant import Found
from assistant.conversation import Turn
from assistant.ui.markup import byline, highlighted, link, text
from index.hit import Hit
from index.paper import Paper

_EMPTY = '<p class="hint">The papers behind an answer appear here, with the sentences it stands on.</p>'
_HEADING = 200  # characters of the question over its sources: one line, cut by the style sheet where it is longer


def panel(turns: Sequence[Turn], found: Found | None = None) -> str:
    """Return the sources of every turn as HTML, of which only the latest are on view.

    `found` is what was just found for a question not yet answered: it has no numbers yet.
    """
    latest = 0 if found else len(turns)
    sections = [
        _section(n, turn.question, turn.answer.citations, turn.answer.retrieved, current=n == latest)
        for n, turn in enumerate(turns, 1)
    ]
    if found:
        sections.append(_section(len(turns) + 1, found.resolved, _unnumbered(found.evidence), found.hits, current=True))
    return "".join(sections) or _EMPTY


def card_id(turn: int, n: int) -> str:
    """Return the HTML id of the card of citation `n` of a turn."""
    return f"source-{turn}-{n}"


def _section(turn: int, question: str, citations: Sequence[Citation], hits: Sequence[Hit], *, current: bool) -> str:
    cards = "".join(_card(citation, turn) for citation in citations)
    cited = {citation.paper.id for citation in citations}
    others = _others([hit.paper for hit in hits if hit.paper.id not in cited]) if current else ""
    heading = f"{'Sources' if citations else 'No source'} <span>{text(question[:_HEADING])}</span>"
    return f'<section class="sources{" current" if current else ""}"><h2>{heading}</h2>{cards}{others}</section>'


def _card(citation: Citation, turn: int) -> str:
    paper, n = citation.paper, citation.n
    number = f'<span class="number">{n}</span>' if n else ""
    identifier = f' id="{card_id(turn, n)}" tabindex="-1"' if n else ""
    quotes = "".join(f"<blockquote>{text(quote.shown)}</blockquote>" for quote in citation.quotes)
    code = f" · {link(paper.code_url, 'Code')}" if paper.code_url else ""
    where = f'<p class="where">{link(paper.url, paper.url)}{code}</p>' if paper.url or code else ""
    return (
        f'<article class="card"{identifier}>{_headed(paper, number)}{quotes}'
        f"{_abstract(paper, citation.quotes)}{where}</article>"
    )


def _headed(paper: Paper, number: str = "") -> str:
    title = link(paper.url, paper.title, "title")
    return f'<h3>{number}<span>{title}</span></h3><p class="byline">{byline(paper)}</p>'


def _abstract(paper: Paper, quotes: Sequence[Evidence]) -> str:
    if not paper.abstract:
        return '<p class="hint">No abstract in the library.</p>'
    shown = highlighted(paper.abstract, [(quote.start, quote.end) for quote in quotes])
    return f'<details class="abstract"><summary>Abstract</summary><p>{shown}</p></details>'


def _others(papers: Sequence[Paper]) -> str:
    if not papers:
        return ""
    entries = "".join(f"<li>{_headed(paper)}{_abstract(paper, ())}</li>" for paper in papers)
    return f'<details class="others"><summary>Also found ({len(papers)})</summary><ul>{entries}</ul></details>'


def _unnumbered(evidence: Sequence[Evidence]) -> list[Citation]:
    quotes: dict[str, list[Evidence]] = {}
    for piece in evidence:
        quotes.setdefault(piece.paper.id, []).append(piece)
    return [Citation(0, pieces[0].paper, tuple(pieces)) for pieces in quotes.values()]

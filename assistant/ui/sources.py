"""The panel beside the conversation: a card for each cited paper, its quotes marked in its abstract."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation, Evidence
from assistant.assistant import Found
from assistant.conversation import Turn
from assistant.ui.icons import icon
from assistant.ui.markup import byline, highlighted, link, text
from index.hit import Hit
from index.paper import Paper

_EMPTY = '<p class="hint">The papers behind an answer appear here, with the sentences it stands on.</p>'
_HEADING = 200  # characters of the question over its sources: one line, cut by the style sheet where it is longer


def panel(turns: Sequence[Turn], found: Found | None = None, gone: int = 0) -> str:
    """Return the sources of every turn as HTML, of which only the latest are on view; `gone` turns come before them.

    `found` is what was just found for a question not yet answered: it has no numbers yet.
    """
    latest = 0 if found else gone + len(turns)
    sections = [
        _section(n, turn.question, turn.answer.citations, turn.answer.retrieved, current=n == latest)
        for n, turn in enumerate(turns, gone + 1)
    ]
    if found:
        number = gone + len(turns) + 1
        sections.append(_section(number, found.resolved, _unnumbered(found.evidence), found.hits, current=True))
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
    told = dict.fromkeys(quote.shown for quote in citation.quotes)  # a sentence may stand behind several of the answer
    quotes = "".join(f"<blockquote>{text(quote)}</blockquote>" for quote in told)
    code = f" · {link(paper.code_url, 'Code')}" if paper.code_url else ""
    where = f'<p class="where">{link(paper.url, paper.url)}{code}</p>' if paper.url or code else ""
    return (
        f'<article class="card"{identifier}>{_chooser(paper)}{_headed(paper, number)}{quotes}'
        f"{_abstract(paper, citation.quotes)}{where}</article>"
    )


def _chooser(paper: Paper) -> str:
    """Return what puts a paper into a comparison, and what keeps it in scope."""
    compare, pin = text(f"Choose {paper.title} for a comparison"), text(f"Ask about {paper.title} until unpinned")
    return (
        f'<input type="checkbox" data-choose="{text(paper.id)}" title="Compare" aria-label="{compare}">'
        f'<button type="button" class="tool" data-pin="{text(paper.id)}" title="Keep asking about this paper" '
        f'aria-label="{pin}">{icon("pin")}</button>'
    )


def scope(pinned: Sequence[Paper]) -> str:
    """Return the papers that every question is about until they are unpinned."""
    if not pinned:
        return ""
    chips = "".join(
        f'<li>{text(paper.title)}<button type="button" data-unpin="{text(paper.id)}" title="Unpin" '
        f'aria-label="{text(f"Unpin {paper.title}")}">×</button></li>'
        for paper in pinned
    )
    return f"<span>Asking about</span><ul>{chips}</ul>"


def _headed(paper: Paper, number: str = "") -> str:
    title = link(paper.url, paper.title, "title")
    return f'<h3>{number}<span>{title}</span></h3><p class="byline">{byline(paper)}</p>'


def _abstract(paper: Paper, quotes: Sequence[Evidence]) -> str:
    if not paper.abstract:
        return '<p class="hint">No abstract in the library.</p>'
    shown = highlighted(paper.abstract, [(quote.start, quote.end) for quote in quotes if quote.end])
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

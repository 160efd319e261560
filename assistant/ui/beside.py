"""A comparison as HTML: a column for each paper, a row for each aspect, and under it the figures that line up."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.comparison.comparison import NOT_STATED, Cell, Comparison, Figure, Lineup
from assistant.comparison.summary import called
from assistant.ui.markup import byline, highlighted, link, text
from index.paper import Paper


def beside(comparison: Comparison, numbers: Mapping[str, int] | None = None) -> str:
    """Return the papers beside each other, then the figures. `numbers` are those of an answer, by id of the paper."""
    known = numbers or {paper.id: n for n, paper in enumerate(comparison.papers, 1)}
    table = _table(comparison, known)
    return f'<div class="beside" role="region" aria-label="Comparison" tabindex="0">{table}</div>{_figures(comparison)}'


def whole(comparison: Comparison) -> str:
    """Return what the comparison says in a sentence or two, the papers beside each other, and their abstracts."""
    marked = " ".join(
        f'<span class="sentence {one.support.value}">{text(one.text)}'
        + "".join(f' <span class="mark">[{n}]</span>' for n in one.citations)
        + "</span>"
        for one in comparison.summary
    )
    summary = f'<p class="answer">{marked}</p>' if marked else ""
    abstracts = "".join(_abstract(comparison, column) for column in range(len(comparison.papers)))
    return f'{summary}{beside(comparison)}<div class="abstracts"><h3>Where it stands</h3>{abstracts}</div>'


def _table(comparison: Comparison, numbers: Mapping[str, int]) -> str:
    heads = "".join(
        f'<th scope="col">{_number(numbers.get(paper.id))}{link(paper.url, called(paper), "title")}'
        f"<small>{text(str(paper.year or ''))}</small></th>"
        for paper in comparison.papers
    )
    rows = "".join(
        f'<tr><th scope="row">{text(aspect)}</th>{"".join(_cell(row[place]) for row in comparison.cells)}</tr>'
        for place, aspect in enumerate(comparison.aspects)
    )
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _number(n: int | None) -> str:
    return f'<span class="number">{n}</span>' if n else ""


def _cell(cell: Cell) -> str:
    if not cell.stated:
        return f'<td class="unstated">{NOT_STATED}</td>'
    quotes = "".join(f"<p><q>{text(quote.text)}</q></p>" for quote in cell.quotes)
    return f"<td>{quotes or link(cell.link, cell.link)}</td>"


def _figures(comparison: Comparison) -> str:
    lines = "".join(_lineup(line) for line in comparison.lineups)
    apart = "".join(f"<li>{_called(one.evidence.paper)} {text(one.described)}</li>" for one in comparison.apart)
    alone = (
        f"<details><summary>Figures that compare with no other here</summary><ul>{apart}</ul></details>"
        if apart
        else ""
    )
    return f'<div class="figures">{lines}{alone}</div>' if lines or alone else ""


def _lineup(line: Lineup) -> str:
    """Return figures of the same measure on the same data, the best first, each as long as it is large."""
    most = max((abs(one.value) for one in line.figures), default=0) or 1
    bars = "".join(_bar(one, abs(one.value) / most) for one in line.figures)
    return f"<figure><figcaption>{text(line.measure)} on {text(line.dataset)}</figcaption>{bars}</figure>"


def _bar(figure: Figure, share: float) -> str:
    return (
        f'<div class="bar" title="{text(figure.evidence.text)}"><span>{_called(figure.evidence.paper)}</span>'
        f'<i style="width:{share * 100:.0f}%"></i><b>{text(figure.text)}</b></div>'
    )


def _called(paper: Paper) -> str:
    return text(called(paper))


def _abstract(comparison: Comparison, place: int) -> str:
    """Return the abstract of a paper, marked where its cells quote it."""
    paper = comparison.papers[place]
    spans = [(quote.start, quote.end) for cell in comparison.cells[place] for quote in cell.quotes]
    shown = highlighted(paper.abstract, spans) if paper.abstract else "No abstract in the library."
    return (
        f'<details class="abstract"><summary><span class="number">{place + 1}</span> {text(paper.title)}</summary>'
        f'<p class="byline">{byline(paper)}</p><p>{shown}</p></details>'
    )

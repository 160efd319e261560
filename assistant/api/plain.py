"""Results as text for a language model to read: whole in themselves, each thing from a paper on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Citation
from assistant.comparison.comparison import Comparison
from assistant.comparison.table import lines_of_figures, rows
from assistant.line import one_line
from index.hit import Hit
from index.paper import Paper

_NOTHING = "No paper found."


def answer(answer: Answer) -> str:
    """Return an answer and under it the papers it cites, with the quotes it stands on."""
    parts = [one_line(answer.text), *(_citation(citation) for citation in answer.citations)]
    return "\n\n".join([*parts, one_line(answer.notice)] if answer.notice else parts)


def comparison(comparison: Comparison) -> str:
    """Return the summary, what each paper says of each aspect, the figures, and the papers."""
    heading, *body = rows(comparison)
    cells = [
        "\n".join([row[0], *(f"  {name}: {text}" for name, text in zip(heading[1:], row[1:], strict=True))])
        for row in body
    ]
    figures = [f"{name}: {told}" for name, told in lines_of_figures(comparison)]
    papers = [f"[{n}] {_described(paper)}" for n, paper in enumerate(comparison.papers, 1)]
    return "\n\n".join(filter(None, [one_line(comparison.text), *cells, "\n".join(figures), "\n".join(papers)]))


def hits(hits: Sequence[Hit]) -> str:
    """Return papers found, one a line, best first."""
    return "\n".join(f"{n}. {_described(hit.paper)}" for n, hit in enumerate(hits, 1)) or _NOTHING


def paper(paper: Paper) -> str:
    """Return what is known of a paper, its abstract last."""
    code = f"\nCode: {one_line(paper.code_url)}" if paper.code_url else ""
    return f"{_described(paper)}{code}\n\n{one_line(paper.abstract) or 'No abstract in the library.'}"


def _citation(citation: Citation) -> str:
    quotes = "".join(f"\n    “{one_line(quote.shown)}”" for quote in citation.quotes)
    return f"[{citation.n}] {_described(citation.paper)}{quotes}"


def _described(paper: Paper) -> str:
    known = (", ".join(paper.authors), str(paper.year or ""), paper.venue, paper.url, f"id {paper.id}")
    return one_line(f"{paper.title} — {'; '.join(part for part in known if part)}")

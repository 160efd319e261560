"""What the commands print: plain text on a pipe, a little colour and progress on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from assistant.answer import Answer, Citation
from index.hit import Hit
from index.paper import Paper

if TYPE_CHECKING:
    from assistant.comparison.comparison import Comparison


class _Screen(Console):
    """A console whose reader may have seen enough: `| head` is no error."""

    def on_broken_pipe(self) -> None:
        hush(sys.stdout)
        raise SystemExit(0)


def hush(stream: TextIO) -> None:
    """Let what is still to be written go nowhere: else leaving the program would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


out = _Screen(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

_AUTHORS = 3  # named before "et al."
_CITED = 30  # papers shown of a long list


def show_answer(answer: Answer) -> None:
    """Print the answer, then each cited paper with the sentences it stands on."""
    titles = {citation.n: citation.paper.title for citation in answer.citations}
    # Of a list each paper is shown below, with what it says: its line would be the same once more.
    said = [one for one in answer.sentences if not (one.citations and one.text.rstrip(".") == titles[one.citations[0]])]
    out.print(safe(replace(answer, sentences=tuple(said)).text))
    for citation in answer.citations[:_CITED]:
        out.print()
        _show_citation(citation)
    if len(answer.citations) > _CITED:
        note(f"… and {len(answer.citations) - _CITED} more papers: --json prints them all.")
    if answer.notice:
        note(answer.notice)


def _show_citation(citation: Citation) -> None:
    out.print(Text.assemble((f"[{citation.n}]", "bold"), " ", safe(described(citation.paper))))
    for quote in citation.quotes:
        if quote.text != citation.paper.title:
            out.print(safe(f"    “{quote.shown}”"), style="dim")


def show_comparison(comparison: Comparison) -> None:
    """Print the comparison as a table, a column for each paper, then figures, summary and the papers."""
    from rich.table import Table

    from assistant.comparison.table import lines_of_figures, rows

    shown = Table(show_lines=True)
    for column in zip(*rows(comparison), strict=True):
        if not shown.columns:
            for name in ("", *column[1:]):
                shown.add_column(safe(name), overflow="fold", ratio=1 if name else None)
        else:
            shown.add_row(*map(safe, column))
    out.print(shown, soft_wrap=False)
    for name, figures in lines_of_figures(comparison):
        out.print(Text.assemble(safe(name), ": ", safe(figures)))
    if comparison.summary:
        out.print(safe(comparison.text))
    for n, paper in enumerate(comparison.papers, 1):
        out.print(Text.assemble((f"[{n}]", "bold"), " ", safe(described(paper))))


def show_hits(hits: list[Hit]) -> None:
    """Print the hits, best first, each with what the retrievers thought of it."""
    for n, hit in enumerate(hits, 1):
        ranks = f"dense {hit.dense_rank or '-'}, keyword {hit.keyword_rank or '-'}"
        out.print(safe(f"{n:>3}. {described(hit.paper)}"))
        out.print(safe(f"     {hit.paper.id}  score {hit.score:.3f}  ({ranks})"), style="dim")


def described(paper: Paper) -> str:
    """Return a paper in one line: title, authors, year, venue, link."""
    authors = ", ".join(paper.authors[:_AUTHORS]) + (" et al." if len(paper.authors) > _AUTHORS else "")
    parts = [part for part in (authors, str(paper.year or ""), paper.venue) if part]
    return f"{paper.title}" + (f" — {', '.join(parts)}" if parts else "") + (f". {paper.url}" if paper.url else "")


def safe(text: str) -> Text:
    """Return text from outside as text: no markup, no `:100:` read as a picture, no control sequences."""
    return Text("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def note(text: str) -> None:
    """Print a remark beside the result, on the error stream."""
    err.print(safe(text), style="yellow")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something is going on, where a person is watching."""
    if not sys.stderr.isatty():
        yield
        return
    with err.status(what):
        yield


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int, int | None], None]]:
    """Show how far something is, where a person is watching; gives a function of (done, total)."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task(what, total=total)
        yield lambda done, of: bars.update(task, completed=done, total=of)

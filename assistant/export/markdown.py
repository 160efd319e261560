"""Markdown: the question, its answer with [1] marks, and the papers with the sentences the answer stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation
from assistant.line import one_line
from index.paper import Paper
from index.readers.record import web_address

_AUTHORS = 6  # named before "et al."
# Every sign that may begin markup, HTML, a formula or a link; most others are plain wherever they stand.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]")
_FIRST = re.compile(r"^([-+=]|\d+(?=[.)]))")  # a list, a rule or an underline, where a line begins so


def markdown(answers: Sequence[Answer]) -> str:
    """Return the answers one below the other, each with its own numbered references."""
    return "\n\n".join("\n".join(_lines(answer)) for answer in answers) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    yield f"## {escaped(answer.question)}"
    yield ""
    marked = (f"{escaped(one.text)}{''.join(f' [{n}]' for n in one.citations)}" for one in answer.sentences)
    yield " ".join(marked)
    for citation in answer.citations:
        yield ""
        yield from _reference(citation)


def _reference(citation: Citation) -> Iterator[str]:
    """Yield a list entry, numbered as the marks are, its quotes indented into it."""
    number = f"{citation.n}. "
    yield f"{number}{_described(citation.paper)}"
    for quote in citation.quotes:
        yield ""
        yield f"{' ' * len(number)}> “{escaped(quote.shown)}”"


def _described(paper: Paper) -> str:
    title, url = escaped(paper.title), web_address(paper.url)
    more = " et al." if len(paper.authors) > _AUTHORS else ""
    authors = ", ".join(map(escaped, paper.authors[:_AUTHORS])) + more
    year = "" if str(paper.year) in paper.venue else str(paper.year or "")  # "CVPR 2022" says it already
    rest = ", ".join(part for part in (authors, escaped(paper.venue), year) if part)
    return (f"[{title}](<{url}>)" if url else title) + (f" — {rest}" if rest else "")


def escaped(raw: str) -> str:
    """Return raw text as Markdown that shows it, on one line."""
    shown = _MARKUP.sub(lambda match: f"\\{match.group()}", one_line(raw))
    return _FIRST.sub(lambda match: _escaped_first(match.group()), shown)


def _escaped_first(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"

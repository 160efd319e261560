"""Text from outside as HTML: escaped, and links only where they lead to the web."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from index.paper import Paper

_AUTHORS = 6  # named before "and N more"
_CODE = re.compile(r"`([^`]+)`")


def text(raw: str) -> str:
    """Return raw text as HTML that shows it, without control characters and reversals of direction."""
    return escape("".join(c if c.isprintable() or c == "\n" else " " for c in raw))


def line(raw: str) -> str:
    """Return a remark of the program as HTML; what it puts in backticks, commands, is set as code."""
    return _CODE.sub(r"<code>\1</code>", text(raw))


def link(url: str, label: str, css: str = "link") -> str:
    """Return a link that opens in a tab of its own, or only its label where the address is not of the web."""
    shown = text(label)
    if not _is_web(url):
        return shown
    return f'<a class="{css}" href="{escape(url)}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def byline(paper: Paper) -> str:
    """Return authors, venue and year as HTML, what is known of them."""
    more = len(paper.authors) - _AUTHORS
    authors = ", ".join(paper.authors[:_AUTHORS]) + (f" and {more} more" if more > 0 else "")
    year = str(paper.year or "")
    parts = (authors, paper.venue, "" if year in paper.venue else year)
    return " · ".join(text(part) for part in parts if part)


def highlighted(raw: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text as HTML with the spans [start, end) in <mark>; spans that touch become one."""
    parts: list[str] = []
    at = 0
    for start, end in _joined(spans):
        parts.append(f"{text(raw[at:start])}<mark>{text(raw[start:end])}</mark>")
        at = end
    return "".join(parts) + text(raw[at:])


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:  # such as "http://[": no address at all
        return False

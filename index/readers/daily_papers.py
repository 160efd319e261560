"""The text export of a "Daily Papers" page: a short line with the title, a long line with the abstract, in turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.paper import Paper
from index.readers.lines import Lines
from index.readers.record import Unusable, paper
from index.readers.rejected import Rejected

NAME = "Daily Papers text"
_SURELY_ABSTRACT = 250  # characters; titles stay below, abstracts hardly ever do
_MAYBE_ABSTRACT = 100  # enough behind a title, if it ends like a sentence
_PAGE = re.compile(
    "new|daily papers|get trending papers in your email inbox!?|subscribe|by ak and the research community"
    "|previous|next|tos|privacy|about|careers|company|models|datasets|spaces|pricing|docs|system theme|© hugging face",
    re.IGNORECASE,
)  # the lines around the papers


def recognises(head: str) -> bool:
    """Say whether the text is that page: its name on top, or titles and abstracts in turns from the first line on."""
    lines = [line.strip() for line in head.splitlines()[:-1] if line.strip()]
    body = [line for line in lines if not _PAGE.fullmatch(line)]
    if any(line.casefold() == "daily papers" for line in lines[:10]):
        return True
    pairs = list(zip(body[::2], body[1::2], strict=False))
    return bool(pairs) and all(
        len(title) < _SURELY_ABSTRACT <= len(abstract) and not title.endswith(".") for title, abstract in pairs
    )


def read(lines: Lines, source: str) -> Iterator[Paper | Rejected]:
    """Yield the papers in order; a title that no abstract follows is rejected."""
    title, title_line, abstract = "", 0, ""
    for line in lines:
        text = line.strip()
        if not text or _PAGE.fullmatch(text):
            continue
        if _is_abstract(text, after_title=bool(title) and not abstract):
            abstract = f"{abstract} {text}".strip()  # a second paragraph goes on with the first
            continue
        yield from _finished(title, abstract, title_line, source)
        title, title_line, abstract = text, lines.number, ""
    yield from _finished(title, abstract, title_line, source)


def _is_abstract(text: str, after_title: bool) -> bool:
    sentence = after_title and len(text) >= _MAYBE_ABSTRACT and text.endswith((".", "!", ")"))
    return len(text) >= _SURELY_ABSTRACT or sentence


def _finished(title: str, abstract: str, line: int, source: str) -> Iterator[Paper | Rejected]:
    if not title and not abstract:
        return
    try:
        if not abstract:
            raise Unusable(f"no abstract follows {title[:60]!r}")
        yield paper({"title": title, "abstract": abstract}, source)
    except Unusable as reason:
        yield Rejected(source, line or None, str(reason))

"""The numbers of sentences, such as [2], that a model writes. They tell a reader nothing: code sets the citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARK = re.compile(r"\s*\[\d{1,2}(?:,\s?\d{1,2})*\]")
_BEGUN = re.compile(r"\s*(?:\[[\d,\s]{0,8})?\Z")  # what may become one with the next piece


def unmarked(pieces: Iterable[str]) -> Iterator[str]:
    """Yield a text that comes in pieces without the numbers in it, and without blanks before its first word."""
    held, begun = "", False
    for piece in pieces:
        held += piece
        open_end = _BEGUN.search(held)
        end = open_end.start() if open_end else len(held)
        ready, held = _MARK.sub("", held[:end]), held[end:]
        ready = ready if begun else ready.lstrip()
        if ready:
            begun = True
            yield ready
    if rest := _MARK.sub("", held).rstrip():
        yield rest if begun else rest.lstrip()

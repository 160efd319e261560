"""Models that think aloud put it between two marks; an answer has no place for it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing

OPEN, CLOSE = "<think>", "</think>"


def without_thinking(pieces: Generator[str, None, None], inside: bool = False) -> Iterator[str]:
    """Yield the text outside `<think>…</think>`, however the marks are cut into pieces.

    `inside` says that the text starts within, as after a prompt that ends in the opening mark. White space right
    after thinking is dropped. Closing this stream closes `pieces`.
    """
    pending, fresh = "", False  # what may be the beginning of a mark; whether thinking has just ended
    with closing(pieces):
        for piece in pieces:
            pending += piece
            while True:
                mark = CLOSE if inside else OPEN
                text, found, rest = pending.partition(mark)
                kept = "" if found else _beginning(text, mark)
                text = text[: len(text) - len(kept)]
                if text and not inside:
                    text = text.lstrip() if fresh else text
                    fresh = fresh and not text
                    if text:
                        yield text
                pending = rest if found else kept
                if not found:
                    break
                fresh, inside = inside, not inside
    if pending and not inside:
        yield pending


def _beginning(text: str, mark: str) -> str:
    """Return the longest end of the text that a mark begins with."""
    return next((mark[:n] for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), "")

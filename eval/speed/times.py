"""What is timed of a text while it is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Streamed:
    """A text and the seconds until its first piece and its end; `first_s` is None where nothing was written.

    `quotes_s` are those until quotes are on the screen, None for who shows none.
    """

    first: str  # piece
    text: str
    first_s: float | None
    total_s: float
    quotes_s: float | None = None

    @property
    def after_first_s(self) -> float:
        """Seconds from the first piece to the end."""
        return self.total_s - (self.first_s or 0.0)


def streamed(begin: Callable[[], Iterable[str]], clock: Clock = time.perf_counter) -> Streamed:
    """Return the text of the pieces that `begin` starts, timed from its start."""
    start = clock()
    pieces: list[str] = []
    first_s: float | None = None
    for piece in begin():
        if not piece:
            continue
        if first_s is None:
            first_s = clock() - start
        pieces.append(piece)
    total_s = clock() - start
    return Streamed(pieces[0] if pieces else "", "".join(pieces), first_s, total_s)


def seconds(call: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Return the seconds that a call takes."""
    start = clock()
    call()
    return clock() - start

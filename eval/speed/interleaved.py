"""Runs of several sides in turn, so that what slows the computer for a while slows all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")

_REST = 0.3  # seconds between two sides: OpenMP threads spin for a fifth of a second after their last work


def interleaved(
    runs: Mapping[str, Callable[[], T]], repeat: int, rest: Callable[[], None] = lambda: time.sleep(_REST)
) -> dict[str, list[T]]:
    """Return by side what its runs gave: the first side, the second …, and again, `repeat` times."""
    found: dict[str, list[T]] = {side: [] for side in runs}
    for _ in range(repeat):
        for side, run in runs.items():
            rest()
            found[side].append(run())
    return found

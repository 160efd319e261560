"""What is learnt from at once, and at what share of the full rate."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

_ASIDE = 10  # one group in so many is not trained on
_WARM_UP = 40  # steps
_LOWEST = 0.02  # share of the full rate
_JITTER = 10  # tokens by which lengths may differ from their order, so that batches differ from epoch to epoch


class Sized(Protocol):
    """Something read as tokens."""

    @property
    def length(self) -> int:
        """Tokens in all."""


T = TypeVar("T", bound=Sized)
Batch = TypeVar("Batch")


def set_aside(group: str) -> bool:
    """Say whether what belongs to this group is kept for the report: one group in ten, whatever else there is."""
    return zlib.crc32(group.encode()) % _ASIDE == 0


def batches(read: Sequence[T], tokens: int, chance: random.Random) -> list[list[T]]:
    """Return everything once, in batches of like length that hold so many tokens once padded, in random order."""
    found: list[list[T]] = [[]]
    for one in sorted(read, key=lambda one: one.length + chance.uniform(-_JITTER, _JITTER)):
        if found[-1] and (len(found[-1]) + 1) * one.length > tokens:
            found.append([])
        found[-1].append(one)
    chance.shuffle(found)
    return found


def paced(batches: Sequence[Batch], seconds: float) -> Iterator[tuple[Batch, float]]:
    """Yield each batch with the share of the full rate to learn at, until batches or time end.

    The share rises for some steps, then falls to nearly zero with what is gone of either.
    """
    start = time.monotonic()
    for step, batch in enumerate(batches):
        gone = max(step / len(batches), (time.monotonic() - start) / seconds)
        if gone >= 1:
            return
        yield batch, min(1.0, (step + 1) / _WARM_UP) * max(_LOWEST, 1 - gone)

"""Long work in the background, watched step by step."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_ENDED = object()


class Worker:
    """Does one thing at a time, always in the same thread: a library keeps a connection for each that it meets."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def steps(self, work: Callable[[Callable[[T], None]], R]) -> Generator[T, None, R]:
        """Yield the latest of what the work tells of itself; return what it returns, or raise what it raises.

        The work goes on where nobody watches any longer.
        """
        told: SimpleQueue[Any] = SimpleQueue()
        future = self._pool.submit(work, told.put)
        future.add_done_callback(lambda _: told.put(_ENDED))
        while (step := _latest(told)) is not _ENDED:
            yield step
        return future.result()


def _latest(told: SimpleQueue[Any]) -> Any:
    """Return the last of what is there, waiting for the first; what was told before the end is left out for it."""
    step = told.get()
    while step is not _ENDED:
        try:
            step = told.get_nowait()
        except Empty:
            break
    return step

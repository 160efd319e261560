"""Computing that blocks nobody: it runs in a thread, and ends when whoever asked for it is gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request

T = TypeVar("T")

Work = Callable[[threading.Event], Iterator[T]]  # yields its steps; ends soon after the event is set

AT_ONCE = 4  # answers computed at the same time; more would make each of them slow
_ENDED, _GONE = object(), object()


class Gone(Exception):
    """Whoever asked has left: there is nobody to answer."""


class Computer:
    """Runs work in threads, some of it at the same time; the rest waits for its turn."""

    def __init__(self) -> None:
        self._places = anyio.CapacityLimiter(AT_ONCE)

    async def steps(self, work: Work[T], left: Callable[[], Awaitable[object]] | None = None) -> AsyncGenerator[T]:
        """Yield the steps of the work as they come.

        Closing or cancelling this ends the work. So does the end of `left`, which waits for whoever asked to
        leave; it raises Gone.
        """
        stop, came = threading.Event(), asyncio.Queue[Any]()
        loop = asyncio.get_running_loop()

        def compute() -> None:
            if stop.is_set():  # left while it waited for its turn
                return
            for step in work(stop):
                loop.call_soon_threadsafe(came.put_nowait, step)

        computing = asyncio.ensure_future(anyio.to_thread.run_sync(compute, limiter=self._places))
        computing.add_done_callback(_tells(came, _ENDED))
        watching = asyncio.ensure_future(left()) if left else None
        if watching:
            watching.add_done_callback(_tells(came, _GONE))
        try:
            while (step := await came.get()) is not _ENDED:
                if step is _GONE:
                    raise Gone
                yield step
            await computing  # raises what the work raised
        finally:
            stop.set()
            if watching:
                watching.cancel()

    async def last(self, work: Work[T], left: Callable[[], Awaitable[object]] | None = None) -> T:
        """Return the last step of the work. Raises Gone as `steps` does."""
        steps = self.steps(work, left)
        try:
            *_, step = [step async for step in steps]
        finally:
            await steps.aclose()
        return step


def departure(request: Request) -> Callable[[], Awaitable[None]]:
    """Return what waits until the sender of a request, whose body was read, is gone."""

    async def left() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return left


def _tells(came: asyncio.Queue[Any], sign: object) -> Callable[[asyncio.Future[Any]], None]:
    """Return what puts a sign into the queue when a task ends."""

    def tell(task: asyncio.Future[Any]) -> None:
        if not task.cancelled():
            task.exception()  # looked at, else asyncio complains of an error that nobody saw where the asker left
        came.put_nowait(sign)

    return tell

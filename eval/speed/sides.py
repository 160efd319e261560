"""Ours and the peers, each in a process of its own: threads that one leaves spinning would slow the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol

from assistant.models.reason import reason
from index.errors import ResearchError


class Side(Protocol):
    """What is measured: calls a method of the program at the other end and returns what it returns."""

    def __call__(self, method: str, *arguments: Any) -> Any:
        """Return what the method returns."""

    def close(self) -> None:
        """End the process."""


class Process:
    """An object that lives in a fresh process, where its methods are called one at a time."""

    def __init__(self, name: str, make: Callable[..., object], *arguments: Any) -> None:
        self._name = name
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            self._awaited(_begin, make, arguments)
        except BaseException:
            self.close()
            raise

    def __call__(self, method: str, *arguments: Any) -> Any:
        """Return what the method of the object returns. Raises ResearchError where the process ends."""
        return self._awaited(_call, method, arguments)

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()

    def _awaited(self, *work: Any) -> Any:
        try:
            return self._pool.submit(*work).result()
        except BrokenProcessPool as error:
            raise ResearchError(f"The process of {self._name} ended, perhaps for want of memory: free some.") from error
        except ResearchError:
            raise
        except Exception as error:  # each peer has kinds of its own
            raise ResearchError(f"{self._name} failed: {reason(error)}") from error


_object: object = None  # of this process


def _begin(make: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    global _object
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # progress bars and advice of libraries are no part of the table
        os.dup2(nowhere, stream)
    _object = make(*arguments)


def _call(method: str, arguments: tuple[Any, ...]) -> Any:
    return getattr(_object, method)(*arguments)

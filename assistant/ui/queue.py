"""A line of people who wait: served in the order they came, each told how many are before them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Queue:
    """Lets `at_once` in at the same time; the others wait."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._moved = threading.Condition()
        self._line: list[Place] = []  # those who are in, then those who wait

    @contextmanager
    def place(self) -> Iterator[Place]:
        """Stand in line; leave it at the end, served or not."""
        place = Place(self)
        with self._moved:
            self._line.append(place)
        try:
            yield place
        finally:
            with self._moved:
                self._line.remove(place)
                self._moved.notify_all()

    def _ahead(self, place: Place) -> int:
        return max(0, self._line.index(place) - self._at_once + 1)


class Place:
    """A place in the line."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def ahead(self) -> int:
        """Return how many are to leave before this one is let in; 0 says that it is in."""
        with self._queue._moved:
            return self._queue._ahead(self)

    def wait(self, seconds: float) -> None:
        """Return when the line moves, or after so many seconds."""
        with self._queue._moved:
            if self._queue._ahead(self):
                self._queue._moved.wait(seconds)

"""assistant/ui/queue.py"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack

import pytest

from assistant.ui.queue import Queue


def test_so_many_are_let_in_and_the_others_know_how_many_come_before():
    queue = Queue(at_once=2)
    with ExitStack() as line:
        assert [line.enter_context(queue.place()).ahead() for _ in range(5)] == [0, 0, 1, 2, 3]


def test_whoever_leaves_lets_the_next_in_also_out_of_the_middle_and_by_an_error():
    queue = Queue(at_once=1)
    with ExitStack() as line:
        first, second = ExitStack(), ExitStack()
        first.enter_context(queue.place())
        second.enter_context(queue.place())
        third = line.enter_context(queue.place())
        second.close()
        assert third.ahead() == 1
        with pytest.raises(ZeroDivisionError), first:
            raise ZeroDivisionError
        assert third.ahead() == 0


def test_waiting_ends_when_the_line_moves():
    queue, times = Queue(at_once=1), []

    def waits(place):
        began = time.monotonic()
        place.wait(10)
        times.append(time.monotonic() - began)

    with ExitStack() as line:
        first = ExitStack()
        first.enter_context(queue.place())
        thread = threading.Thread(target=waits, args=[line.enter_context(queue.place())])
        thread.start()
        time.sleep(0.05)
        first.close()
        thread.join()
    assert times[0] < 5

"""assistant/ui/worker.py"""

from __future__ import annotations

import threading

import pytest

from assistant.ui.worker import Worker


def returned(steps):
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return seen, end.value


def test_the_last_that_is_told_before_a_look_is_seen_and_what_the_work_returns():
    seen, at_last = threading.Event(), threading.Event()

    def work(tell):
        tell(1)
        seen.wait(5)
        tell(2)
        at_last.wait(5)
        return "done"

    steps = Worker("test").steps(work)
    assert next(steps) == 1
    seen.set()
    assert next(steps) == 2
    at_last.set()
    assert returned(steps) == ([], "done")


def test_an_error_of_the_work_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        returned(Worker("test").steps(lambda tell: 1 / 0))


def test_work_that_nobody_watches_any_longer_goes_on():
    left, ended = threading.Event(), threading.Event()

    def work(tell):
        tell(1)
        left.wait(5)
        ended.set()

    steps = Worker("test").steps(work)
    next(steps)
    steps.close()
    left.set()
    assert ended.wait(5)


def test_everything_runs_in_one_thread():
    worker, threads = Worker("test"), set()
    for _ in range(3):
        returned(worker.steps(lambda tell: threads.add(threading.get_ident())))
    assert len(threads) == 1

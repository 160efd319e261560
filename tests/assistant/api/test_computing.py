"""assistant/api/computing.py: whoever leaves ends what was computed for them, and nobody waits for another."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from functools import partial

import httpx
import pytest

from assistant.api.computing import AT_ONCE, Computer, Gone
from tests.assistant.ui.conftest import SlowModel

QUESTION = {"question": "How many parameters does Tadpole have?"}
PATIENCE = 5  # seconds for what should take none


@pytest.fixture
def model():
    return SlowModel("word " * 2000)


@pytest.mark.parametrize("stream", [False, True])
def test_who_leaves_ends_the_computation(url, model, stream):
    with pytest.raises(httpx.ReadTimeout), httpx.Client(timeout=0.3) as client:
        if not stream:
            client.post(f"{url}/api/ask", json=QUESTION)
        with client.stream("POST", f"{url}/api/ask", json=QUESTION | {"stream": True}) as response:
            for line in response.iter_lines():
                if line == "event: written":
                    raise httpx.ReadTimeout("enough")
    assert model.stopped.wait(PATIENCE)


def test_a_search_does_not_wait_behind_answers(url, model):
    def ask():
        with suppress(httpx.TimeoutException):
            httpx.post(f"{url}/api/ask", json=QUESTION, timeout=2)  # long enough for the search below

    model.enqueue(*["word " * 2000] * 2 * AT_ONCE)
    asking = [threading.Thread(target=ask) for _ in range(AT_ONCE + 2)]  # more than are computed at once
    for thread in asking:
        thread.start()
    while len(model.prompts) < AT_ONCE:
        time.sleep(0.005)
    assert httpx.post(f"{url}/api/search", json={"query": "fish"}).status_code == 200
    assert len(model.prompts) == AT_ONCE
    for thread in asking:
        thread.join()
    assert model.stopped.wait(PATIENCE)


def test_who_leaves_the_queue_is_never_computed_for():
    begun, release = [], threading.Event()

    def work(name, stop):
        begun.append(name)
        release.wait(PATIENCE)
        yield name

    async def ask():
        computer, leaves = Computer(), asyncio.Event()
        busy = [asyncio.create_task(computer.last(partial(work, n))) for n in range(AT_ONCE)]
        queued = asyncio.create_task(computer.last(partial(work, "queued"), leaves.wait))
        await asyncio.sleep(0)
        leaves.set()
        with pytest.raises(Gone):
            await queued
        release.set()
        assert await asyncio.gather(*busy) == list(range(AT_ONCE))
        assert await computer.last(partial(work, "later")) == "later"

    asyncio.run(ask())
    assert set(begun) == {*range(AT_ONCE), "later"}

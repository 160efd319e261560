"""The edges as a web server without the page: in this process, or on a port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.api.desk import Desk
from assistant.api.edges import edges
from assistant.assistant import Assistant
from index.library import Library


@pytest.fixture
def desk(library: Library, assistant: Assistant) -> Desk:
    """A desk over the dozen papers and a model that says what a test enqueues."""
    return Desk(lambda: library, lambda: assistant)


@pytest.fixture
def app(desk: Desk) -> Starlette:
    """A server of both edges."""
    parts = edges(desk)
    return Starlette(routes=parts.routes, lifespan=parts.lifespan, middleware=parts.middleware)


@pytest.fixture
def client(app: Starlette) -> Iterator[TestClient]:
    """A program on this computer that sends requests."""
    with TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def url(app: Starlette) -> Iterator[str]:
    """The address of a server on a port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()

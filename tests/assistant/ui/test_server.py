"""assistant/ui/server.py"""

from __future__ import annotations

import os
import socket

import httpx
import pytest

from assistant.api.desk import Desk
from assistant.assistant import Assistant
from assistant.ui.opening import Opening
from assistant.ui.page import build
from assistant.ui.server import start
from index.errors import BadInput


@pytest.fixture
def desk(library):
    return Desk(lambda: library, lambda: Assistant(library))


@pytest.fixture
def page(library):
    built = build(library, Opening(Assistant(library), lambda: (Assistant(library), "")))
    yield built
    built.close(verbose=False)


def test_port_0_takes_a_free_port_of_this_computer_alone(page, desk):
    url = start(page, desk, port=0)
    assert url.startswith("http://127.0.0.1:") and not url.endswith(":0/")
    assert page.server.config.host == "127.0.0.1"
    assert httpx.get(url).status_code == 200


def test_a_port_in_use_is_named_with_the_next_step(page, desk):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=f"Port {port} cannot be had .*--port 0"):
            start(page, desk, port=port)


def test_a_proxy_of_the_network_does_not_keep_the_page_from_starting(page, desk, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    assert start(page, desk, port=0)
    assert "127.0.0.1" in os.environ["NO_PROXY"]


def test_the_page_shares_reports_and_documents_nothing(page, desk):
    url = start(page, desk, port=0)
    config = httpx.get(f"{url}config").json()
    assert config["footer_links"] == [] and not config["analytics_enabled"] and not page.share
    assert httpx.get(f"{url}gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert [httpx.get(f"{url}{path}").status_code for path in ("docs", "redoc", "monitoring")] == [404, 404, 403]

"""assistant/ui/server.py"""

from __future__ import annotations

import asyncio
import os
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from mcp.client import Client

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
    built = build(Opening(Assistant(library), lambda: (Assistant(library), "")))
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


def test_other_programs_are_served_beside_the_page(page, desk):
    url = start(page, desk, port=0)

    async def tools():
        async with Client(f"{url}mcp") as client:
            return (await client.list_tools()).tools

    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have left its loop running in this one
        found = thread.submit(asyncio.run, tools()).result()
    assert {tool.name for tool in found} == {"ask", "search", "compare", "get_paper"}
    assert httpx.post(f"{url}api/search", json={"query": "fish"}).json()["hits"]
    assert httpx.get(f"{url}api/docs").status_code == 200


def test_the_page_answers_itself_and_no_page_of_another_site(page, desk):
    url = start(page, desk, port=0)
    asks = next(i for i, event in page.fns.items() if event.concurrency_id == "ask")
    sent = {"data": ["", None], "fn_index": asks, "session_hash": "tab"}
    for headers, status in (
        ({"Origin": url.rstrip("/")}, 200),
        ({"Origin": "http://localhost:3000"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "rebound.example", "Origin": "http://rebound.example"}, 400),
    ):
        assert httpx.post(f"{url}gradio_api/queue/join", json=sent, headers=headers).status_code == status
    assert httpx.get(url, headers={"Host": "rebound.example"}).status_code == 400

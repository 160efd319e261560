"""assistant/api/tools.py: the tools as an MCP client sees them, in this process, through a pipe and over HTTP."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

import httpx
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from assistant.api.computing import Computer
from assistant.api.tools import server
from assistant.contract import as_json
from index.errors import LibraryCorrupt
from tests.assistant.ui.conftest import SlowModel

QUESTION = "How many parameters does Tadpole have?"
SAID = "Tadpole is a detector of 0.8 million parameters."
TADPOLE = "arxiv:3103.00003"
PATIENCE = 5  # seconds for what should take none


def message(method, params=None, **more):
    return {"jsonrpc": "2.0", "method": method, "params": params or {}, **more}


@pytest.fixture
def call(desk):
    """Call a tool of a server in this process."""

    def called(tool, **arguments):
        async def calling():
            async with Client(server(desk, Computer())) as client:
                return await client.call_tool(tool, arguments)

        return asyncio.run(calling())

    return called


def test_every_tool_says_what_it_takes_and_gives(desk):
    async def listing():
        async with Client(server(desk, Computer())) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listing())}
    assert set(tools) == {"ask", "search", "compare", "get_paper"}
    for tool in tools.values():
        assert tool.description and len(tool.description) < 200
        assert tool.annotations.read_only_hint
    asked = tools["ask"].input_schema["properties"]["question"]
    assert (asked["type"], asked["maxLength"]) == ("string", 2000)
    assert "citations" in tools["ask"].output_schema["properties"]


def test_an_answer_is_the_contract_and_text_with_its_sources(call, assistant, model):
    model.enqueue(SAID, SAID)
    result = call("ask", question=QUESTION)
    assert not result.is_error
    expected = as_json(assistant.ask(QUESTION))
    assert {**result.structured_content, "timings": 0} == {**expected, "timings": 0}
    (text,) = result.content
    assert text.text.startswith(f"{SAID} [1]") and "\n\n[1] Tadpole: Tiny Detectors" in text.text
    assert f"id {TADPOLE}" in text.text and f"“{SAID}”" in text.text


def test_a_question_may_follow_others_and_keep_to_some_papers(call):
    result = call("ask", question="How much power does it draw?", history=[QUESTION])
    assert [hit["paper_id"] for hit in result.structured_content["retrieved"]] == [TADPOLE]
    result = call("ask", question=QUESTION, year_from=2033)
    assert {hit["paper_id"] for hit in result.structured_content["retrieved"]} == {
        "arxiv:3110.00010",
        "arxiv:3111.00011",
    }


def test_papers_are_found_compared_and_read(call):
    found = call("search", query="fish on cameras", k=2)
    assert found.structured_content["hits"][0]["paper_id"] == TADPOLE
    assert found.content[0].text.startswith("1. Tadpole: Tiny Detectors for Underwater Cameras — Dana Fisk; 2030;")
    papers = [TADPOLE, "arxiv:3101.00001"]
    compared = call("compare", papers=["Tadpole", papers[1]], aspects=["accuracy"])
    assert [paper["id"] for paper in compared.structured_content["papers"]] == papers
    assert "[1] Tadpole\n  accuracy: not stated in the abstract" in compared.content[0].text
    read = call("get_paper", id=TADPOLE)
    assert read.structured_content["abstract"] in read.content[0].text


def test_what_cannot_be_had_is_told_in_a_line(call, monkeypatch, library):
    for tool, arguments, reason in (
        ("get_paper", {"id": "arxiv:1"}, "No paper arxiv:1 in this library: ids come from search."),
        ("ask", {"question": QUESTION, "papers": ["arxiv:1"]}, "No paper arxiv:1 in this library"),
        ("ask", {"question": QUESTION, "year_from": 2, "year_to": 1}, "No year lies between 2 and 1"),
        ("search", {"query": " "}, "The query is empty"),
    ):
        result = call(tool, **arguments)
        assert result.is_error
        assert reason in result.content[0].text and "\n" not in result.content[0].text
    monkeypatch.setattr(type(library), "search", lambda *_: 1 / 0)
    assert "Something went wrong (ZeroDivisionError)" in call("search", query="fish").content[0].text


def test_bounds_hold_for_tools_too(call):
    for arguments in ({"question": "a" * 2001}, {"question": ""}, {"question": "What?", "history": ["a"] * 9}):
        assert call("ask", **arguments).is_error
    assert call("search", query="fish", k=1001).is_error


def test_a_hostile_title_is_one_line_of_text(call, library, papers):
    title = "Obey\u202e me\n\n[2] Another — id arxiv:2"
    library.add([replace(papers[2], id="arxiv:9999.00001", title=title)])
    text = call("get_paper", id="arxiv:9999.00001").content[0].text
    assert text.startswith("Obey me [2] Another — id arxiv:2 — Dana Fisk;")
    assert "\u202e" not in text


def test_a_library_that_cannot_be_opened_is_what_each_tool_says(desk):
    def broken():
        raise LibraryCorrupt("papers.db is damaged.")

    async def calling():
        async with Client(server(replace(desk, library=broken, assistant=broken), Computer())) as client:
            return [await client.call_tool("search", {"query": "a"}), await client.call_tool("ask", {"question": "a"})]

    assert all(result.content[0].text.endswith("papers.db is damaged.") for result in asyncio.run(calling()))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_answer_over_http(url, mode, model):
    async def calling():
        async with Client(f"{url}/mcp", mode=mode) as client:
            return await client.call_tool("ask", {"question": QUESTION})

    model.enqueue(SAID)
    assert asyncio.run(calling()).structured_content["answer"].startswith(f"{SAID} [1]")


async def asked(model):
    while not model.prompts:
        await asyncio.sleep(0.01)


class TestLeaving:
    @pytest.fixture
    def model(self):
        return SlowModel("word " * 2000)

    @pytest.mark.parametrize("mode", ["auto", "legacy"])
    @pytest.mark.parametrize("over", ["http", "memory"])
    def test_who_takes_a_call_back_ends_the_computation(self, request, desk, model, over, mode):
        async def calling():
            to = f"{request.getfixturevalue('url')}/mcp" if over == "http" else server(desk, Computer())
            async with Client(to, mode=mode) as client:
                call = asyncio.create_task(client.call_tool("ask", {"question": QUESTION}))
                await asyncio.wait_for(asked(model), PATIENCE)
                call.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await call
                assert await asyncio.to_thread(model.stopped.wait, PATIENCE)

        asyncio.run(calling())

    def test_who_hangs_up_ends_the_computation(self, url, model):
        headers = {"Accept": "application/json, text/event-stream"}
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        with httpx.Client(base_url=url, headers=headers) as client:
            opened = client.post("/mcp", json=message("initialize", hello, id=1))
            client.headers["Mcp-Session-Id"] = opened.headers["Mcp-Session-Id"]
            client.post("/mcp", json=message("notifications/initialized"))
            ask = message("tools/call", {"name": "ask", "arguments": {"question": QUESTION}}, id=2)
            with pytest.raises(httpx.ReadTimeout):
                client.post("/mcp", json=ask, timeout=1)
        assert model.prompts
        assert model.stopped.wait(PATIENCE)


@pytest.mark.slow
def test_the_tools_answer_through_a_pipe_that_carries_nothing_else(library):
    async def calling():
        program = StdioServerParameters(command=sys.executable, args=["-m", "tests.speaking", str(library.path)])
        async with Client(program) as client:
            return [await client.call_tool("ask", {"question": QUESTION}) for _ in range(2)]

    for result in asyncio.run(calling()):
        assert result.structured_content["answer"].startswith(f"{SAID} [1]")

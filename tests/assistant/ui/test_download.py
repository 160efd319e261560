"""assistant/ui/download.py"""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.ui.download import routes
from assistant.ui.opening import Opening


@pytest.fixture
def client(library):
    opening = Opening(Assistant(library), lambda: (Assistant(library), ""))
    opening.wait(5)
    return TestClient(Starlette(routes=routes(opening)))


def test_the_library_is_a_file_of_lines_that_can_be_added_again(client, library):
    sent = client.get("/library.jsonl")
    assert sent.text.splitlines() == list(library.export())
    assert "attachment" in sent.headers["content-disposition"]


def test_conditions_hold(client):
    lines = client.get("/library.jsonl", params={"years": "2031-", "author": "quill"}).text.splitlines()
    assert {json.loads(line)["title"][:5] for line in lines} == {"Quilt", "LoomN"}


def test_years_that_are_none_are_one_line(client):
    sent = client.get("/library.jsonl", params={"years": "soon"})
    assert sent.status_code == 400 and "no range of years" in sent.text

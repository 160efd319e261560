"""assistant/api/guard.py: a server answers to its own names, and to no page of another site."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.api.guard import Guard


def asked(host: str, headers: dict[str, str]) -> int:
    """Return the status that a server on a host answers with."""
    routes = [Route("/", lambda _: PlainTextResponse("here"))]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, host=host)])
    return TestClient(app).get("/", headers=headers).status_code


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST:7860", "127.0.0.1", "127.0.0.1:7860", "127.0.0.2", "[::1]:80"]
)
def test_loopback_names_are_answered(name):
    assert asked("127.0.0.1", {"Host": name}) == 200


@pytest.mark.parametrize(
    "name",
    ["", "[::1", "rebound.example", "localhost.example", "127.0.0.1.example", "192.168.0.7", "localhost@evil.example"],
)
def test_other_names_are_refused(name):
    assert asked("127.0.0.1", {"Host": name}) == 400


def test_the_given_host_is_answered_too():
    assert asked("papers.lan", {"Host": "Papers.lan:7860"}) == 200
    assert asked("192.168.0.7", {"Host": "192.168.0.7:7860"}) == 200
    assert asked("192.168.0.7", {"Host": "192.168.0.8:7860"}) == 400


def test_a_server_on_every_address_answers_to_addresses_which_cannot_be_rebound():
    assert asked("0.0.0.0", {"Host": "192.168.0.7:7860"}) == 200
    assert asked("0.0.0.0", {"Host": "rebound.example"}) == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:3000", "http://[", "http://evil.example@localhost:7860"]
)
def test_pages_of_other_sites_are_refused(origin):
    assert asked("127.0.0.1", {"Host": "localhost:7860", "Origin": origin}) == 403


def test_the_own_page_is_answered():
    assert asked("127.0.0.1", {"Host": "localhost:7860", "Origin": "http://localhost:7860"}) == 200

"""Both edges as parts of a web server: what it routes, what lives as long as it, and who may talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from mcp.server.transport_security import TransportSecuritySettings
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from assistant.api.app import MOST_BYTES, application
from assistant.api.computing import Computer
from assistant.api.desk import Desk
from assistant.api.guard import LOOPBACK, Guard
from assistant.api.tools import server


@dataclass(frozen=True, slots=True)
class Edges:
    """Parts of an application of Starlette or FastAPI."""

    routes: list[BaseRoute]
    lifespan: Callable[[Any], AbstractAsyncContextManager[None]]
    middleware: list[Middleware]


def edges(desk: Desk, host: str = LOOPBACK) -> Edges:
    """Return the JSON interface at /api and the MCP server at /mcp, for a server on this host."""
    computer = Computer()
    tools = server(desk, computer)
    over_http = tools.streamable_http_app(  # whose own check of names is Guard's
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        max_request_body_size=MOST_BYTES,
    )

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            yield

    routes = [Mount("/api", application(desk, computer)), *over_http.routes]
    return Edges(routes, lifespan, [Middleware(Guard, host=host)])

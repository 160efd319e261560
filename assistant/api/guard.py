"""Who may talk to the server: browsers and programs that call it by its own name, in requests of bounded size."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import problem

LOOPBACK = "127.0.0.1"
_ANYWHERE = ("0.0.0.0", "::")  # addresses that stand for every one of this computer  # noqa: S104


class Guard:
    """Refuses requests under a foreign name and from foreign pages.

    A page from elsewhere whose name was made to point here would otherwise be one with this server for the
    browser (DNS rebinding), and any page can send it a form. A server on every address of the computer is called
    by each of them, and by the computer's name: an address cannot be rebound.
    """

    def __init__(self, app: ASGIApp, host: str = LOOPBACK) -> None:
        self._app = app
        self._open = host in _ANYWHERE
        self._names = {"localhost", host.lower(), *([socket.gethostname().lower()] if self._open else [])}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] in ("http", "websocket"):
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin")
            if not self._is_ours(host):
                name = _name(host) or "no name"
                refusal = problem(400, f"This server is not {name}: call it localhost, or what --host says.")
                return await refusal(scope, receive, send)
            if origin is not None and _netloc(origin) != host.lower():
                return await problem(403, "Pages of other sites may not ask this server.")(scope, receive, send)
        return await self._app(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        name = _name(host)
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        return self._open or address.is_loopback or name in self._names


class Bounded:
    """Refuses requests whose body is longer than `most` bytes, before they are read."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on whole, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        body = b""
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None  # left while sending
            body += message.get("body", b"")
            if len(body) > self._most:
                return await problem(413, f"The body is longer than {self._most:,} bytes.")(scope, receive, send)
            if not message.get("more_body"):
                break
        whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def read() -> Message:
            return whole.pop() if whole else await receive()

        return await self._app(scope, read, send)


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:  # such as "[::1": no name at all
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""

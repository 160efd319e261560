"""What the public Atom interface of arXiv says about ids (https://info.arxiv.org/help/api/user-manual.html).

The `arxiv` package is not used here: it takes a reply that breaks off for a short one, so that known papers would be
called unknown, and it waits for a silent server without end.
"""

from __future__ import annotations

import os
import time
from xml.etree import ElementTree

import httpx

from index.errors import SourceUnreachable

API = "https://export.arxiv.org/api/query"  # ASSISTANT_ARXIV_API names another one, for a mirror or a test
PAUSE_S = 3.0  # between requests, as arXiv asks
TRIES = 4
_TIMEOUT_S = 30.0
_LARGEST_REPLY = 50_000_000  # bytes
_LONGEST_WAIT_S = 60.0
_BUSY = (429, 500, 502, 503, 504)
_AGENT = "paper-assistant/1 (one request every 3 seconds)"


class Atom:
    """Asks arXiv, one request every PAUSE_S seconds, and again where it is busy."""

    def __init__(self) -> None:
        self._address = os.environ.get("ASSISTANT_ARXIV_API") or API
        self._client = httpx.Client(timeout=_TIMEOUT_S, follow_redirects=True, headers={"User-Agent": _AGENT})
        self._next = 0.0  # on the monotonic clock: when the next request may go

    def __enter__(self) -> Atom:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def feed(self, ids: list[str]) -> ElementTree.Element | None:
        """Return the Atom feed about these ids, or None where arXiv calls one of them impossible."""
        trouble = ""
        for attempt in range(TRIES):
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + PAUSE_S
            try:
                reply, content = self._get(ids)
                if reply.status_code == httpx.codes.BAD_REQUEST:
                    return None
                if reply.status_code == httpx.codes.OK:
                    return _parsed(content)
                trouble = f"it answered {reply.status_code} {reply.reason_phrase}"
                if reply.status_code not in _BUSY:
                    break
                self._next = time.monotonic() + _wait(reply.headers.get("Retry-After", ""), attempt)
            except (httpx.HTTPError, httpx.InvalidURL, ElementTree.ParseError, ValueError) as error:
                trouble = str(error) or type(error).__name__
        raise SourceUnreachable(
            f"arXiv did not give the papers ({self._address}: {trouble}). Check the network and try again later."
        )

    def _get(self, ids: list[str]) -> tuple[httpx.Response, bytes]:
        asked = {"id_list": ",".join(ids), "start": "0", "max_results": str(len(ids))}
        content = bytearray()
        with self._client.stream("GET", self._address, params=asked) as reply:
            for part in reply.iter_bytes():
                content += part
                if len(content) > _LARGEST_REPLY:
                    raise ValueError(f"the reply is larger than {_LARGEST_REPLY:,} bytes")
        return reply, bytes(content)


def _parsed(content: bytes) -> ElementTree.Element:
    if any(mark in content for mark in (b"<!DOCTYPE", b"<!ENTITY", b"\x00")):  # what attacks through XML need
        raise ValueError("the reply is no plain Atom feed")
    feed = ElementTree.fromstring(content)  # noqa: S314 - no entities are left that could do harm
    if feed.tag != "{http://www.w3.org/2005/Atom}feed":
        raise ValueError("the reply is no Atom feed")
    return feed


def _wait(retry_after: str, attempt: int) -> float:
    asked = float(retry_after) if retry_after.isdigit() else PAUSE_S * 2**attempt
    return min(max(asked, PAUSE_S), _LONGEST_WAIT_S)

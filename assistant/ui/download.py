"""The library as a file that a browser keeps: sent as it is read, however many papers there are."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from assistant.ui.limits import limits
from assistant.ui.opening import Opening
from index.errors import ResearchError
from index.filters import Filters

_AS_FILE = {"Content-Disposition": 'attachment; filename="library.jsonl"'}


def routes(opening: Opening) -> list[BaseRoute]:
    """Return /library.jsonl: a line of JSON for each paper that passes its conditions, which `library add` reads."""

    async def library(request: Request) -> Response:
        asked = request.query_params
        try:
            filters = limits(asked.get("years"), asked.get("venue"), asked.get("author"))
            await run_in_threadpool(len, opening.library)  # said here, for later nothing can be said
        except ResearchError as error:
            return PlainTextResponse(f"{error}\n", 400)
        return StreamingResponse(_lines(opening, filters), media_type="application/jsonl", headers=_AS_FILE)

    return [Route("/library.jsonl", library)]


def _lines(opening: Opening, filters: Filters) -> Iterator[str]:
    for line in opening.library.export(filters):
        yield f"{line}\n"

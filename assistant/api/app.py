"""The JSON interface: `POST /ask`, `/search`, `/compare`, `GET /papers/{id}`, and its manual at `/docs`."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from typing import Annotated, Any, Literal

from fastapi import FastAPI, HTTPException, Path, Request
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.answer import Answer
from assistant.api import events, problems
from assistant.api.asked import LONGEST_NAME, Comparison, Query, Question
from assistant.api.computing import Computer, Work, departure
from assistant.api.desk import Desk
from assistant.api.guard import Bounded
from assistant.api.manual import manual
from assistant.api.records import (
    AnswerRecord,
    CheckedRecord,
    ComparisonRecord,
    ErrorRecord,
    FoundRecord,
    HitsRecord,
    PaperRecord,
    WrittenRecord,
)
from assistant.assistant import Step
from assistant.comparison.contract import as_json as comparison_as_json
from assistant.contract import as_json, hit_as_json

MOST_BYTES = 256 * 1024  # of a body: twice what the longest questions, ids and history come to in escaped JSON
_DESCRIPTION = (
    "Answers from the papers of a library on this computer; every sentence points at the sentence of a paper that "
    'supports it. An error is one line, `{"error": "…"}`.'
)
_EVENTS = (
    "Where events are asked for: `found` (FoundRecord), then for each quote `written` (WrittenRecord) piece by piece "
    "and `checked` (CheckedRecord), then `answer` (AnswerRecord); `error` (ErrorRecord) in its place where something "
    "goes wrong on the way."
)
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorRecord, "description": "What is asked for cannot be, or the body is no JSON."},
    413: {"model": ErrorRecord, "description": "The body is too long."},
    422: {"model": ErrorRecord, "description": "The request does not fit its schema."},
    500: {"model": ErrorRecord, "description": "The library or a model cannot serve."},
}
_NO_PAPER: dict[str, Any] = {"model": ErrorRecord, "description": "The library has no such paper."}
_OF_EVENTS: dict[str, Any] = {"description": _EVENTS, "content": {events.MEDIA_TYPE: {"schema": {"type": "string"}}}}
_SCHEMAS = "#/components/schemas/{model}"


class Api(FastAPI):
    """A FastAPI application whose published description also has the records that only events carry."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI description."""
        if not self.openapi_schema:
            described = super().openapi()
            records: list[tuple[type[BaseModel], Literal["serialization"]]] = [
                (FoundRecord, "serialization"),
                (WrittenRecord, "serialization"),
                (CheckedRecord, "serialization"),
            ]
            _, found = models_json_schema(records, ref_template=_SCHEMAS)
            described["components"]["schemas"] |= found["$defs"]
        return super().openapi()


def application(desk: Desk, computer: Computer) -> Api:
    """Return the application, to be mounted where it is wanted."""
    api = Api(
        title="Paper assistant",
        version=version("paper-assistant"),
        description=_DESCRIPTION,
        docs_url=None,  # FastAPI's own manual is fetched from elsewhere
        redoc_url=None,
        responses=_ERRORS,
        middleware=[Middleware(Bounded, most=MOST_BYTES)],
    )
    problems.handle(api)
    _answers(api, desk, computer)
    _finds(api, desk)

    @api.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return manual(api.openapi(), request.scope["root_path"])

    return api


def _answers(api: Api, desk: Desk, computer: Computer) -> None:
    @api.post("/ask", response_model=AnswerRecord, responses={200: _OF_EVENTS})
    async def ask(asked: Question, request: Request) -> Response:
        """Answer a question from the papers, each sentence with its source."""
        work = partial(desk.ask, asked.question, asked.chosen(), asked.history, kept=asked.conversation)
        if asked.stream or events.MEDIA_TYPE in request.headers.get("accept", ""):
            return await events.response(computer.steps(work, departure(request)))
        return await _answer(computer, work, request)


def _finds(api: Api, desk: Desk) -> None:  # no coroutines: FastAPI runs these in threads
    @api.post("/compare", response_model=ComparisonRecord)
    def compare(asked: Comparison) -> Response:
        """Compare papers, with a quote behind every cell; figures only where metric and data are the same."""
        return JSONResponse(comparison_as_json(desk.compare(asked.papers, asked.asked())))

    @api.post("/search", response_model=HitsRecord)
    def search(asked: Query) -> Response:
        """Find the papers closest to a query, by meaning and by words, best first."""
        hits = desk.search(asked.query, asked.k, asked.chosen())
        return JSONResponse({"query": asked.query, "hits": [hit_as_json(hit) for hit in hits]})

    @api.get("/papers/{id:path}", response_model=PaperRecord, responses={404: _NO_PAPER})
    def paper(id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["arxiv:2201.03545"])]) -> Response:
        """Return all that the library knows of a paper."""
        found = desk.paper(id)
        if found is None:
            raise HTTPException(404, f"No paper {id} in this library.")
        return JSONResponse(asdict(found))


async def _answer(computer: Computer, work: Work[Step], request: Request) -> Response:
    answer = await computer.last(work, departure(request))
    assert isinstance(answer, Answer)
    return JSONResponse(as_json(answer))

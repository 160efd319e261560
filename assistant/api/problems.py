"""What goes wrong, told to another program in one line of JSON; the terminal of the server says more."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from assistant.api.computing import Gone
from assistant.line import one_line
from index.errors import BadInput, ResearchError

_BAD_INPUT, _INVALID, _FAILED = 400, 422, 500
_LEFT = 499  # by custom; nobody is there to read it
_LONGEST = 500  # characters of a message, which may quote what was sent
_WHERE = ("body", "path", "query")  # of the request: not worth telling

_log = logging.getLogger(__name__)


def problem(status: int, reason: str) -> JSONResponse:
    """Return a response that tells the reason in one line."""
    return JSONResponse({"error": short(reason)}, status)


def short(reason: str) -> str:
    """Return a message that may quote what came from outside, cut and on one line."""
    return one_line(reason[:_LONGEST])


def told(error: Exception) -> str:
    """Return what a person may read of an error; what nobody foresaw goes to the log."""
    if isinstance(error, ResearchError):
        return short(str(error))
    _log.error("A request could not be answered", exc_info=error)
    return f"Something went wrong ({type(error).__name__}): the terminal of the server says more."


def handle(api: FastAPI) -> None:
    """Make every error of this application a line of JSON."""
    for kind, handler in (
        (ResearchError, _research),
        (RequestValidationError, _invalid),
        (HTTPException, _refused),
        (Gone, _left),
        (Exception, _unforeseen),
    ):
        api.add_exception_handler(kind, handler)


def _research(_: Request, error: Any) -> Response:
    return problem(_BAD_INPUT if isinstance(error, BadInput) else _FAILED, str(error))


def _invalid(_: Request, error: Any) -> Response:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(_BAD_INPUT, f"The body is no JSON: {first['ctx']['error']}.")
    where = ".".join(str(part) for part in first["loc"] if part not in _WHERE)
    return problem(_INVALID, f"{where or 'The body'}: {first['msg']}.")


def _refused(_: Request, error: Any) -> Response:
    return problem(error.status_code, f"{error.detail}")


def _left(_: Request, __: Any) -> Response:
    return Response(status_code=_LEFT)


def _unforeseen(_: Request, error: Any) -> Response:
    return JSONResponse({"error": told(error)}, _FAILED)

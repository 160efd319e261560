"""An answer as server-sent events: `found`, `written` piece by piece, `checked`, `answer`; `error` where it fails."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

from assistant.answer import Answer
from assistant.api.computing import Gone
from assistant.api.problems import told
from assistant.assistant import Found, Step
from assistant.contract import as_json, hit_as_json
from assistant.drafting import Checked, Written

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # nobody on the way may keep pieces back


async def response(steps: AsyncGenerator[Step]) -> StreamingResponse:
    """Return the steps as a stream of events. What fails before the first one is raised, to get a status of its own."""
    first = await anext(steps)
    return StreamingResponse(_events(first, steps), media_type=MEDIA_TYPE, headers=_HEADERS)


async def _events(first: Step, rest: AsyncGenerator[Step]) -> AsyncIterator[str]:
    try:
        yield _event(first)
        async for step in rest:
            yield _event(step)
    except Gone:
        return
    except Exception as error:
        yield _sent("error", {"error": told(error)})
    finally:
        await rest.aclose()


def _event(step: Step) -> str:
    match step:
        case Found():
            return _sent("found", _found(step))
        case Answer():
            return _sent("answer", as_json(step))
        case Written():
            return _sent("written", {"text": step.text})
        case Checked():
            return _sent("checked", {"text": " ".join(sentence.marked for sentence in step.sentences)})


def _found(found: Found) -> dict[str, Any]:
    return {
        "resolved": found.resolved,
        "retrieved": [hit_as_json(hit) for hit in found.hits],
        "evidence": [
            {"paper_id": piece.paper.id, "title": piece.paper.title, "text": piece.text} for piece in found.evidence
        ],
    }


def _sent(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

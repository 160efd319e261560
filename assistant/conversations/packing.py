"""A turn as text, and back: papers are named by a key, so that each is stored once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Trace
from assistant.conversation import Turn
from index.paper import Paper

_PAPER = "$paper"
_DIGITS = 16  # of a paper's key


def packed(turn: Turn) -> tuple[str, dict[str, str]]:
    """Return the turn and the papers it speaks of by key, all as JSON. What the model was told is left out."""
    papers: dict[str, str] = {}

    def told(value: Any) -> Any:
        if isinstance(value, Paper):
            text = paper_text(value)
            key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
            papers[key] = text
            return {_PAPER: key}
        return _parts(value)

    trace = Trace(turn.answer.trace.resolved, turn.answer.trace.evidence)
    short = replace(turn, answer=replace(turn.answer, trace=trace))
    return json.dumps(short, default=told, ensure_ascii=False), papers


def unpacked(text: str, papers: Mapping[str, Paper]) -> Turn:
    """Return the turn that was packed. Raises ValueError where the text or a paper is missing or no turn."""

    def made(record: dict[str, Any]) -> Any:
        return papers[record[_PAPER]] if _PAPER in record else record

    try:
        return _turns().validate_python(json.loads(text, object_hook=made))
    except (ValidationError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"a turn cannot be read: {type(error).__name__}") from error


def paper_text(paper: Paper) -> str:
    """Return a paper as JSON."""
    return json.dumps(_parts(paper), ensure_ascii=False)


def paper_of(text: str) -> Paper:
    """Return the paper of `paper_text`. Raises ValueError where it is none."""
    try:
        return _papers().validate_json(text)
    except ValidationError as error:
        raise ValueError("a paper cannot be read") from error


def _parts(value: Any) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no part of a turn")
    return {part.name: getattr(value, part.name) for part in fields(value)}


@cache  # made on first use: it takes longer to make than to use
def _turns() -> TypeAdapter[Turn]:
    from assistant.comparison.comparison import Comparison  # noqa: F401  # a name that a field of Answer is typed with

    return TypeAdapter(Turn)


@cache
def _papers() -> TypeAdapter[Paper]:
    return TypeAdapter(Paper)

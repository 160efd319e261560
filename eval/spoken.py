"""Conversations whose turns say which papers they are about; the format is described in eval/questions/README.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.questions import QUESTIONS
from index.errors import BadInput
from index.readers.objects import json_objects

CONVERSATIONS = QUESTIONS / "references"

_KEYS = frozenset({"id", "kind", "turns"})
_TURN_KEYS = frozenset({"say", "scope", "shown"})
_DESCRIBED = "see eval/questions/README.md"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in a turn, and the papers that its answer shows, in their order.

    `scope` are the papers it is about, empty where it stands on its own; None for a turn that is not scored.
    """

    text: str
    shown: tuple[str, ...]
    scope: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A conversation, and what kind of reference it tries."""

    id: str
    kind: str
    turns: tuple[Said, ...]


def read_conversations(file: Path) -> list[Spoken]:
    """Return the conversations of a JSON Lines file. Raises BadInput naming the line and what is wrong with it."""
    spoken: dict[str, Spoken] = {}
    for record, where in json_objects(file):
        one = _spoken(record, where)
        if one.id in spoken:
            raise BadInput(f"{where} has the id {one.id!r} of an earlier line: give each conversation its own.")
        spoken[one.id] = one
    return list(spoken.values())


def _spoken(record: Mapping[str, Any], where: str) -> Spoken:
    _check_keys(record, _KEYS, where)
    turns = record.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise BadInput(f'{where} has no turns: write {{"id": "1", "turns": [{{"say": "…"}}]}}; {_DESCRIBED}.')
    said = tuple(_said(turn, where) for turn in turns)
    return Spoken(_text(record, "id", where), _text({"kind": "conversation", **record}, "kind", where), said)


def _said(turn: Mapping[str, Any], where: str) -> Said:
    _check_keys(turn, _TURN_KEYS, where)
    scope = None if turn.get("scope") is None else frozenset(_papers(turn["scope"], where))
    shown = turn.get("shown", turn.get("scope") or [])
    return Said(_text(turn, "say", where), _papers(shown, where), scope)


def _check_keys(record: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    if unknown := sorted(record.keys() - keys):
        raise BadInput(f"{where} has the unknown key {unknown[0]!r}: the keys are {', '.join(sorted(keys))}.")


def _text(record: Mapping[str, Any], key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f'{where} has no text for "{key}": {_DESCRIBED}.')
    return value


def _papers(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(paper, str) for paper in value):
        raise BadInput(f"{where} needs lists of the ids of papers: {_DESCRIBED}.")
    return tuple(value)

"""Questions with what a right answer holds; the format is described in eval/questions/README.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from assistant.answer import Outcome
from index.errors import BadInput
from index.readers.objects import json_objects

QUESTIONS = Path(__file__).parent / "questions"

_DESCRIBED = "see eval/questions/README.md"


@dataclass(frozen=True, slots=True)
class Question:
    """The turns of a conversation, and what the answer to the last one should be."""

    id: str
    turns: tuple[str, ...]
    kind: str = "question"
    papers: frozenset[str] = frozenset()
    facts: tuple[tuple[str, ...], ...] = ()
    outcome: str = Outcome.ANSWERED.value
    forbidden: tuple[str, ...] = ()
    note: str = ""  # of a person, for people

    @property
    def names_papers(self) -> bool:
        """Whether it is known which papers a right answer cites: those named, or none where nothing matches."""
        return bool(self.papers) or self.outcome == Outcome.NO_MATCH.value

    @property
    def unanswerable(self) -> bool:
        """Whether saying that there is no answer is right."""
        return self.outcome != Outcome.ANSWERED.value


def read_questions(file: Path) -> list[Question]:
    """Return the questions of a JSON Lines file. Raises BadInput naming the line and what is wrong with it."""
    questions: dict[str, Question] = {}
    for record, where in json_objects(file):
        question = _question(record, where)
        if question.id in questions:
            raise BadInput(f"{where} has the id {question.id!r} of an earlier line: give each question its own.")
        questions[question.id] = question
    return list(questions.values())


def _question(record: Mapping[str, Any], where: str) -> Question:
    keys = [field.name for field in fields(Question)]
    if unknown := sorted(record.keys() - set(keys)):
        raise BadInput(f"{where} has the unknown key {unknown[0]!r}: the keys are {', '.join(keys)}; {_DESCRIBED}.")
    turns = _texts(record, "turns", where)
    if not turns or not all(map(_asks, turns)):
        raise BadInput(f'{where} has no turns, or an empty one: write {{"id": "1", "turns": ["…"]}}; {_DESCRIBED}.')
    outcome = _text(record.get("outcome", Outcome.ANSWERED.value), "outcome", where)
    if outcome not in set(Outcome):
        raise BadInput(f"{where} has the outcome {outcome!r}: it is one of {', '.join(Outcome)}.")
    return Question(
        id=_text(record.get("id"), "id", where),
        turns=turns,
        kind=_text(record.get("kind", "question"), "kind", where),
        papers=frozenset(_texts(record, "papers", where)),
        facts=tuple(_group(group, where) for group in _list(record.get("facts", []), "facts", where)),
        outcome=outcome,
        forbidden=_texts(record, "forbidden", where),
        note=_text(record["note"], "note", where) if "note" in record else "",
    )


def _asks(turn: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in turn)


def _group(group: Any, where: str) -> tuple[str, ...]:
    alternatives = tuple(_text(fact, "facts", where) for fact in _list(group, "facts", where))
    if not alternatives:  # nothing could ever be found
        raise BadInput(f'{where} has an empty group in "facts": write [["84.3", "84,3"]], or leave it out.')
    return alternatives


def _texts(record: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    return tuple(_text(item, key, where) for item in _list(record.get(key, []), key, where))


def _list(value: Any, key: str, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(f'{where} has {_shown(value)} where "{key}" needs a list: {_DESCRIBED}.')
    return value


def _text(value: Any, key: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f'{where} has {_shown(value)} where "{key}" needs a text: {_DESCRIBED}.')
    return value


def _shown(value: Any) -> str:
    return "nothing" if value is None else repr(value)[:40]  # enough to find it in the line

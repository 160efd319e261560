"""Many questions from a file, their answers to another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from assistant.assistant import Assistant
from assistant.cli import screen
from assistant.contract import as_json
from assistant.conversation import Conversation
from index.errors import BadInput
from index.filters import Filters
from index.readers.objects import json_objects


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a file of questions: the turns of a conversation, of which the last is to be answered."""

    id: str
    turns: tuple[str, ...]


def read_questions(file: Path) -> list[Asked]:
    """Return the questions of a JSON Lines file; unknown keys are ignored.

    Raises BadInput naming the file and the line that is wrong.
    """
    return [_asked(record, where) for record, where in json_objects(file)]


def answer_all(assistant: Assistant, questions: list[Asked], out: Path, filters: Filters) -> int:
    """Write an answer for each question, in order, and return the exit code: 1 where a question could not be asked.

    Such a line carries the reason under "error". The file appears when it is whole.
    """
    failed = 0
    with written_aside(out) as file, screen.progress("Answering", len(questions)) as shown:
        for done, asked in enumerate(questions, 1):
            line = _answered(assistant, asked, filters)
            failed += "error" in line
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            shown(done, len(questions))
    if failed:
        screen.note(f'{failed} of {len(questions)} questions could not be asked: see "error" in {out}.')
    return int(failed > 0)


@contextmanager
def written_aside(out: Path) -> Iterator[TextIO]:
    """Give a file that takes the place of `out` once it is whole; a device or a pipe is written as it is.

    Raises BadInput where it cannot be written.
    """
    target = out.resolve()  # a link stays a link
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as file:
                yield file
            return
        aside = target.with_name(f"{target.name}.part")
        with aside.open("w", encoding="utf-8") as file:
            yield file
        aside.replace(target)
    except OSError as error:
        raise BadInput(f"{out} cannot be written ({error.strerror}): choose another with --out.") from error


def _answered(assistant: Assistant, asked: Asked, filters: Filters) -> dict[str, Any]:
    conversation = Conversation()
    *earlier, last = asked.turns
    for turn in filter(str.strip, earlier):
        assistant.ask(turn, conversation, filters)
    try:
        return as_json(assistant.ask(last, conversation, filters), asked.id)
    except BadInput as error:
        return {**as_json(assistant.unanswered(last), asked.id), "error": str(error)}


def _asked(record: dict[str, Any], where: str) -> Asked:
    turns = record.get("turns", [record.get("question")])
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BadInput(
            f'{where} has no question: write {{"id": "1", "question": "…"}} or {{"id": "1", "turns": ["…"]}}.'
        )
    return Asked("" if record.get("id") is None else str(record["id"]), tuple(turns))

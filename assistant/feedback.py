"""What a person thinks of answers, kept beside the library as questions that `assistant eval answers` asks again."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Outcome
from assistant.conversation import Turn
from index.derived import replacing
from index.errors import LibraryNotWritable

FILE = "feedback.jsonl"
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer was liked, and what the person says about it."""

    liked: bool
    note: str = ""


def keep(folder: Path, identifier: str, turns: Sequence[Turn], verdict: Verdict | None) -> None:
    """Write down what is thought of the answer to the last of the turns, in the place of what was there before.

    None takes it back. An answer that was liked is a question whose papers and outcome are known; of one that was
    not, the turns and the note alone are. Raises LibraryNotWritable.
    """
    file = folder / FILE
    with _one_at_a_time:
        try:
            lines = [line for line in _lines(file) if _id(line) != identifier]
            if verdict:
                lines.append(json.dumps(_question(identifier, turns, verdict), ensure_ascii=False))
            _write(lines, file)
        except OSError as error:
            raise LibraryNotWritable(f"{file} cannot be written ({error.strerror}): check its permissions.") from error


def _question(identifier: str, turns: Sequence[Turn], verdict: Verdict) -> dict[str, Any]:
    answer = turns[-1].answer
    question: dict[str, Any] = {
        "id": identifier,
        "turns": [turn.question for turn in turns],
        "kind": "liked" if verdict.liked else "disliked",
    }
    if verdict.liked:
        question["outcome"] = answer.outcome.value
        if answer.outcome is Outcome.ANSWERED:
            question["papers"] = [citation.paper.id for citation in answer.citations]
    if note := verdict.note.strip():
        question["note"] = note
    return question


def _lines(file: Path) -> list[str]:
    try:
        return [line for line in file.read_text(encoding="utf-8", errors="replace").split("\n") if line.strip()]
    except FileNotFoundError:
        return []


def _write(lines: Sequence[str], file: Path) -> None:
    if not lines:
        file.unlink(missing_ok=True)
        return
    with replacing(file) as aside:
        aside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="replace")


def _id(line: str) -> object:
    """Return the id of a line; None where a person has made it one that cannot be read, and which is left as it is."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told.get("id") if isinstance(told, dict) else None

"""JSON objects, one a line, in a file that a person wrote for this program: the first fault ends the reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import BadInput


def json_objects(file: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each JSON object of a file and where it stands ("questions.jsonl, line 3"); blank lines are passed over.

    Raises BadInput naming the file, and the line that is wrong, for what cannot be read or holds no object.
    """
    found = False
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    found = True
                    where = f"{file}, line {number}"
                    yield _object(line, where), where
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadInput(f"{file} cannot be read ({reason}): give a file of JSON Lines.") from error
    if not found:
        raise BadInput(f"{file} is empty: write one JSON object a line.")


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where} is not JSON ({error}): correct that line.") from error
    if not isinstance(record, dict):
        raise BadInput(f"{where} is not a JSON object: correct that line.")
    return record

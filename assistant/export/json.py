"""JSON: the answers as the contract has them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.contract import as_json


def json_text(answers: Sequence[Answer]) -> str:
    """Return an array with the contract's object of each answer."""
    return json.dumps([as_json(answer) for answer in answers], ensure_ascii=False, indent=1) + "\n"

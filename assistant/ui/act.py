"""What a button within the page's HTML asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LETTERS = 200_000  # of a text that a browser may send
_IDS = 1_000  # papers that one click may name


@dataclass(frozen=True, slots=True)
class Act:
    """The number of the turn that is meant (0: none), a text, what it is to be taken as, a word that says how, ids."""

    turn: int = 0
    text: str = ""
    meant: str = ""
    how: str = ""
    ids: tuple[str, ...] = ()


def act(sent: Any) -> Act:
    """Return what a browser sent as an act; what is of another kind than the page sends is left out."""
    told = sent if isinstance(sent, dict) else {}
    turn, ids = told.get("turn"), told.get("ids")
    return Act(
        turn if isinstance(turn, int) and turn > 0 else 0,
        _text(told.get("text")),
        _text(told.get("meant")),
        _text(told.get("how")),
        tuple(_text(one) for one in ids[:_IDS] if one) if isinstance(ids, list) else (),
    )


def _text(value: Any) -> str:
    return value[:_LETTERS] if isinstance(value, str) else ""

"""Sides that take as long as a test says, and a setting of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.progress import silent
from eval.speed.figure import OURS
from eval.speed.setting import Setting, Weights
from eval.speed.times import Streamed
from tests.fakes import invented_papers


class FakeSide:
    """Answers each method with what a test enqueued for it, or the same thing every time."""

    def __init__(self, **replies: Any) -> None:
        self.replies = replies
        self.calls: list[tuple[Any, ...]] = []
        self.closed = False

    def __call__(self, method: str, *arguments: Any) -> Any:
        self.calls.append((method, *arguments))
        reply = self.replies.get(method)
        return reply(*arguments) if callable(reply) else reply

    def close(self) -> None:
        self.closed = True


def setting(tmp_path: Path, sides: dict[str, Callable[[str], Any]] | dict[str, FakeSide], **others: Any) -> Setting:
    """Return a setting in which these sides take part; the library answers nothing."""
    given: dict[str, Any] = {
        "library": tmp_path / "library",
        "papers": invented_papers(),
        "questions": ("What is LoomNet?", "Who won?"),
        "weights": Weights(tmp_path / "encoder", 256),
        "peers": tuple(name for name in sides if name != OURS),
        "start": sides.__getitem__,
        "sizes": (30,),
        "repeat": 3,
        "quick": True,
        "progress": silent,
    }
    return Setting(**{**given, **others})


def answer(total_s: float, *, first_s: float | None = None, quotes_s: float | None = None) -> Streamed:
    return Streamed("Loom", "LoomNet weaves.", first_s, total_s, quotes_s)


def in_turn(values: Sequence[Any]) -> Callable[..., Any]:
    """Return a reply that gives one value after another, the first once more before (it warms up)."""
    left = [values[0], *values]
    return lambda *_: left.pop(0)

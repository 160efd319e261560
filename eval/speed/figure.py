"""One measured figure: ours, that of each peer, and what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from eval.figures import ABSENT, duration, number

OURS = "ours"
FIRST_PEER = "LlamaIndex"  # the peer that promised ratios are about

Unit = Literal["s", "1/s", "MB", "KB", "GB/s", "GFLOP/s", "share"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A median on this computer; `theirs` and `limits` by name of the side, `OURS` among the latter.

    `target` is what ours should reach, `target_ratio` what ours divided by that of FIRST_PEER should. A limit is
    what this computer allows that side at most.
    """

    name: str
    unit: Unit
    ours: float
    theirs: Mapping[str, float] = field(default_factory=dict)
    better: Literal["higher", "lower"] = "lower"
    target: float | None = None
    target_ratio: float | None = None
    limits: Mapping[str, float] = field(default_factory=dict)

    def ratio(self, peer: str) -> float | None:
        """Return ours divided by theirs; None where that is no number."""
        theirs = self.theirs.get(peer)
        return self.ours / theirs if theirs else None

    def times_better(self, peer: str) -> float | None:
        """Return how many times better ours is, below 1 where it is worse."""
        ratio = self.ratio(peer)
        return ratio if ratio is None or self.better == "higher" else (1 / ratio if ratio else None)

    def share(self, side: str) -> float | None:
        """Return which part of its limit a side reaches."""
        value, limit = self.ours if side == OURS else self.theirs.get(side), self.limits.get(side)
        return value / limit if value is not None and limit else None

    @property
    def met(self) -> bool | None:
        """Whether every target is reached; None without one that can be judged."""
        ratio = self.ratio(FIRST_PEER)
        judged = [(self.ours, self.target), (ratio, self.target_ratio)]
        found = [self._reaches(value, target) for value, target in judged if value is not None and target is not None]
        return all(found) if found else None

    def told(self) -> dict[str, Any]:
        """Return the figure with what follows from it, as plain JSON values."""
        sides = (OURS, *self.theirs)
        return {
            **asdict(self),
            "ratios": {peer: self.ratio(peer) for peer in self.theirs},
            "shares": {side: self.share(side) for side in sides if side in self.limits},
            "met": self.met,
        }

    def _reaches(self, value: float, target: float) -> bool:
        return value >= target if self.better == "higher" else value <= target


def written(value: float | None, unit: Unit) -> str:
    """Return a value with its unit: 12 ms, 41.5 /s, 560 MB."""
    if value is None:
        return ABSENT
    if unit == "s":
        return duration(value)
    if unit == "share":
        return f"{value:.3f}"
    if unit == "1/s":
        return f"{_short(value)} /s"
    return f"{_short(value)} {unit}"


def _short(value: float) -> str:
    """Return three digits of a small number, all of a large one."""
    return number(value) if value >= 1000 else f"{value:.3g}"

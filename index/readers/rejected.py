"""A record that could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record of a source that gives no paper; `line` counts from 1, None where there are no lines."""

    source: str
    line: int | None
    reason: str

"""A question as understood in its conversation."""

from __future__ import annotations

from dataclasses import dataclass

from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands on its own, and the only papers it may be about (empty: any)."""

    question: str
    papers: tuple[Paper, ...] = ()

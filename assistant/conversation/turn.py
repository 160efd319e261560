"""One question of a conversation and its answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer
from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as asked, as understood, and its answer; `scope` are the papers it was bound to (empty: any)."""

    question: str
    resolved: str
    answer: Answer
    scope: tuple[Paper, ...] = ()

    @property
    def shown(self) -> tuple[Paper, ...]:
        """The papers that the person has before them: those cited, in the order of their numbers, then those meant."""
        cited = [citation.paper for citation in self.answer.citations]
        return tuple({paper.id: paper for paper in (*cited, *self.scope)}.values())

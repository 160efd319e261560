"""The turns of a conversation and the papers they have shown, as far back as references reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.conversation.turn import Turn
from index.paper import Paper

_TURNS = 32  # kept in memory: a conversation may go on for ever
_KNOWN = 200  # papers that can be named or returned to
_SHOWN = 4  # turns back that "it" may reach
_LISTED = 12  # turns back that "the second one" may reach


@dataclass(slots=True)
class Conversation:
    """The latest turns, oldest first, and the papers that stay in scope until they are unpinned, by id."""

    turns: list[Turn] = field(default_factory=list)
    pinned: dict[str, Paper] = field(default_factory=dict)
    _known: dict[str, Paper] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        turns, self.turns = self.turns, []
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """Add a turn; the oldest is forgotten where there are many."""
        self.turns.append(turn)
        del self.turns[:-_TURNS]
        for paper in turn.shown:
            self._known[paper.id] = paper
        for identifier in list(self._known)[: max(0, len(self._known) - _KNOWN)]:
            del self._known[identifier]

    def pin(self, paper: Paper) -> None:
        """Keep a paper in scope, whatever is asked, until it is unpinned."""
        self.pinned[paper.id] = paper

    def unpin(self, identifier: str) -> None:
        """Let go of a pinned paper."""
        self.pinned.pop(identifier, None)

    def scope(self) -> list[Paper]:
        """Return the papers that the next question may refer to as "it" or "they": those pinned, then those shown."""
        return _once([*self.pinned.values(), *self._latest()])

    def shown(self) -> list[Paper]:
        """Return the papers of the latest answer that shows any, in the order of its citations; else those pinned."""
        return self._latest() or list(self.pinned.values())

    def known(self) -> list[Paper]:
        """Return the papers that have been shown, in the order in which they first were."""
        return list(self._known.values())

    def answered(self) -> Turn | None:
        """Return the latest turn that shows a paper, else the latest; None where there is none."""
        return next((turn for turn in reversed(self.turns) if turn.shown), self.turns[-1] if self.turns else None)

    def listed(self, count: int = 0) -> list[Paper]:
        """Return the papers of the latest answer that shows `count`, or several where that is 0.

        Where no answer does, the latest `count` there were, or all, in the order they came.
        """
        lists = [list(turn.shown) for turn in reversed(self.turns[-_LISTED:])]
        fitting = (papers for papers in lists if (len(papers) == count if count else len(papers) > 1))
        return next(fitting, None) or self._last(count) or list(self.pinned.values())

    def before(self) -> Paper | None:
        """Return the paper that was shown before those shown now."""
        now = {paper.id for paper in self.shown()}
        earlier = (paper for turn in reversed(self.turns) for paper in turn.shown if paper.id not in now)
        return next(earlier, None)

    def _last(self, count: int) -> list[Paper]:
        recent = _once(paper for turn in reversed(self.turns) for paper in turn.shown)[: count or None]
        return [paper for paper in self.known() if paper in recent] if count else self.known()

    def _latest(self) -> list[Paper]:
        return next((list(turn.shown) for turn in reversed(self.turns[-_SHOWN:]) if turn.shown), [])


def _once(papers: Iterable[Paper]) -> list[Paper]:
    return list({paper.id: paper for paper in papers}.values())

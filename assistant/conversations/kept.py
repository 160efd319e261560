"""A conversation that is stored turn by turn as it is held."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation import Conversation, Turn
from assistant.conversations.file import ConversationFile
from index.errors import ResearchError
from index.paper import Paper

_REMEMBERED = 32  # turns taken up when it goes on; references reach no further
_NAME_LETTERS = 60  # of the first question, by which it is called where nobody named it


class KeptConversation(Conversation):
    """A conversation whose turns are on disk as soon as they are finished; its file is made with the first.

    Several processes may go on with one: each resolves a question by what it has itself seen, until `refresh`.
    """

    __slots__ = ("_begun", "file", "name")

    def __init__(self, file: ConversationFile, name: str = "") -> None:
        super().__init__()
        self.file = file
        self.name = name
        self._begun = file.path.exists()
        if self._begun:
            self.refresh()

    @property
    def id(self) -> str:
        """What names it for ever."""
        return self.file.id

    def add(self, turn: Turn) -> None:
        """Store and remember a turn. Where it cannot be stored its answer says so, and the conversation goes on."""
        try:
            self._store(turn)
        except ResearchError as error:
            notice = " ".join(filter(None, [turn.answer.notice, f"Not kept: {error}"]))
            turn = replace(turn, answer=replace(turn.answer, notice=notice))
        super().add(turn)

    @property
    def begun(self) -> bool:
        """Whether anything of it is on disk."""
        return self._begun

    def cut(self, count: int) -> None:
        """Forget its last turns, on disk too. Raises what `ConversationFile` raises."""
        if self._begun and count:
            self.file.cut(count)
            self.refresh()

    def pin(self, paper: Paper) -> None:
        """Keep a paper in scope until it is unpinned, also after a restart."""
        super().pin(paper)
        self._store_pins()

    def unpin(self, identifier: str) -> None:
        """Let go of a pinned paper."""
        super().unpin(identifier)
        self._store_pins()

    def refresh(self) -> None:
        """Take up what other processes have added since. Raises what `ConversationFile` raises."""
        summary = self.file.summary()
        if summary is None:
            return
        turns, pinned = self.file.latest(_REMEMBERED), self.file.pinned()
        self.name = summary.name
        self.turns, self._known = [], {}
        for turn in turns:
            super().add(turn)
        self.pinned = {paper.id: paper for paper in pinned}

    def _store(self, turn: Turn) -> None:
        if not self._begun:
            self.name = self.name or turn.question[:_NAME_LETTERS].strip()
            self.file.begin()
        self.file.append(turn, self.name, list(self.pinned.values()))
        self._begun = True  # from now on a file that is gone was deleted

    def _store_pins(self) -> None:
        if self._begun:
            self.file.pin(list(self.pinned.values()))

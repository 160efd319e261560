"""What one browser tab has asked so far."""

from __future__ import annotations

import threading
import uuid

from assistant.conversation import Conversation, Turn
from assistant.conversations import KeptConversation
from assistant.feedback import Verdict

_SHOWN = 50  # turns on the page: the more there are, the longer each answer takes to be drawn


class Session:
    """A conversation, its latest turns as they were shown, and the switch of the answer under way (None while idle).

    Turns are numbered from 1; the first `gone` of them are no longer shown. `judged` holds what the person thinks of
    answers, by number. No dataclass: Gradio would take one apart.
    """

    def __init__(self, conversation: Conversation | None = None) -> None:
        self.conversation = conversation or Conversation()
        self.id = conversation.id if isinstance(conversation, KeptConversation) else uuid.uuid4().hex[:12]
        self.shown: list[Turn] = []
        self.gone = 0
        self.judged: dict[int, Verdict] = {}
        self.stop: threading.Event | None = None

    @classmethod
    def on(cls, kept: KeptConversation) -> Session:
        """Return a session that goes on with a conversation. Raises what `ConversationFile` raises."""
        session = cls(kept)
        summary = kept.file.summary()
        session.shown = kept.file.latest(_SHOWN)
        session.gone = (summary.turns if summary else 0) - len(session.shown)
        return session

    @property
    def kept(self) -> str:
        """The id under which the conversation is on disk, "" where it is not (yet)."""
        conversation = self.conversation
        return conversation.id if isinstance(conversation, KeptConversation) and conversation.begun else ""

    def halt(self) -> None:
        """End the computation of the answer under way, if there is one."""
        if self.stop:
            self.stop.set()

    def turn(self, number: int) -> Turn | None:
        """Return the turn of a number, None where none such is shown."""
        place = number - self.gone - 1
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def upto(self, number: int) -> list[Turn]:
        """Return the turns that are shown up to the one of a number."""
        return self.shown[: max(0, number - self.gone)]

    def before(self, number: int) -> Conversation:
        """Return a conversation as this one was before the turn of a number; this one for 0."""
        if not number:
            return self.conversation
        return Conversation(self.upto(number - 1), dict(self.conversation.pinned))

    def take(self, told: Conversation, shown: Turn, instead_of: int) -> None:
        """Show a new turn, the last of `told`; where it stands in the place of another, that and all after it go."""
        if instead_of:
            kept = self.upto(instead_of - 1)
            if isinstance(self.conversation, KeptConversation):
                self.conversation.cut(len(self.shown) - len(kept))
                self.conversation.add(told.turns[-1])
            else:
                self.conversation = told
            self.shown = kept
            self.judged = {number: verdict for number, verdict in self.judged.items() if number < instead_of}
        self.shown = [*self.shown, shown]
        over = max(0, len(self.shown) - _SHOWN)
        self.gone += over
        del self.shown[:over]

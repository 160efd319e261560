"""What one browser tab has asked so far."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace

from assistant.conversation import Conversation, Turn
from assistant.feedback import Verdict


class Session:
    """A conversation, its turns as they were shown, and the switch of the answer under way (None while idle).

    `judged` holds what the person thinks of answers, by the number of their turn. No dataclass: Gradio would take
    one apart.
    """

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex[:12]
        self.conversation = Conversation()
        self.shown: list[Turn] = []
        self.judged: dict[int, Verdict] = {}
        self.stop: threading.Event | None = None

    def halt(self) -> None:
        """End the computation of the answer under way, if there is one."""
        if self.stop:
            self.stop.set()

    def before(self, turn: int) -> Conversation:
        """Return the conversation as it was before a turn, counted from 1; all of it for 0."""
        return replace(self.conversation, turns=self.conversation.turns[: turn - 1 if turn else None])

    def take(self, conversation: Conversation, shown: Turn) -> None:
        """Go on with a conversation that has one turn more than some beginning of this one."""
        kept = len(conversation.turns) - 1
        self.conversation = conversation
        self.shown = [*self.shown[:kept], shown]
        self.judged = {turn: verdict for turn, verdict in self.judged.items() if turn <= kept}

    def clear(self) -> None:
        """Begin a new conversation."""
        self.halt()
        self.id = uuid.uuid4().hex[:12]
        self.conversation = Conversation()
        self.shown = []
        self.judged = {}

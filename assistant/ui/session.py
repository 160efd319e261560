"""What one browser tab has asked so far."""

from __future__ import annotations

import threading

from assistant.conversation import Conversation, Turn


class Session:
    """A conversation, its turns as they were shown, and the switch of the answer under way (None while idle).

    No dataclass: Gradio would take one apart.
    """

    def __init__(self) -> None:
        self.conversation = Conversation()
        self.shown: list[Turn] = []
        self.stop: threading.Event | None = None

    def halt(self) -> None:
        """End the computation of the answer under way, if there is one."""
        if self.stop:
            self.stop.set()

    def clear(self) -> None:
        """Begin a new conversation."""
        self.halt()
        self.conversation = Conversation()
        self.shown = []

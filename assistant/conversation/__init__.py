"""What was said before, and what "it", "the second one" and "and on ADE20K?" mean because of it."""

from assistant.conversation.conversation import Conversation
from assistant.conversation.resolved import Resolved
from assistant.conversation.resolver import resolve, taken_as
from assistant.conversation.turn import Turn

__all__ = ["Conversation", "Resolved", "Turn", "resolve", "taken_as"]

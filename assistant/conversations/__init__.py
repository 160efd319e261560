"""Conversations kept on disk: one file each in the library's folder, for its owner's eyes alone."""

from assistant.conversations.kept import KeptConversation
from assistant.conversations.shelf import Shelf

__all__ = ["KeptConversation", "Shelf"]

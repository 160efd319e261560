"""The conversations of a library: begun, found, listed, searched, renamed, deleted."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.conversations.file import SUFFIX, ConversationFile, Summary
from assistant.conversations.kept import KeptConversation
from assistant.line import one_line
from index.errors import BadInput, LibraryError
from index.library import Library
from index.paper import folded

_FOLDER = "conversations"
_ID_DIGITS = 12
_LONGEST_NAME = 200
_STALE_SECONDS = 3600  # after so long a file in which nothing was ever said is swept up


@dataclass(frozen=True, slots=True)
class Said:
    """A turn found by its words: `n` is its number in the conversation, from 1."""

    conversation: Summary
    n: int
    question: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The conversations that can be read, the latest first, and one line for each that cannot."""

    conversations: tuple[Summary, ...]
    troubles: tuple[str, ...] = ()


class Shelf:
    """The folder `conversations` in a library's folder; it is made with the first conversation."""

    def __init__(self, library: Library | Path) -> None:
        self.folder = (library.path if isinstance(library, Library) else library) / _FOLDER

    def begin(self, name: str = "") -> KeptConversation:
        """Return a new conversation, on disk once it has a turn; without a name it is called by its first question.

        Raises BadInput for a name that another has.
        """
        named = self._free(name) if name else ""
        return KeptConversation(self._file(uuid.uuid4().hex[:_ID_DIGITS]), named)

    def open(self, name: str) -> KeptConversation:
        """Return the conversation of this name or id, to go on with. Raises BadInput where there is none or several."""
        return KeptConversation(self.find(name))

    def find(self, name: str) -> ConversationFile:
        """Return the file of the conversation of this name or id. Raises BadInput where there is none, or several."""
        for file in self._files():
            if file.id == name:
                return file
        found = [one.id for one in self.listing().conversations if _same(one.name, name)]
        if len(found) > 1:
            raise BadInput(f"Several conversations are called {_short(name)!r}: give one's id, {', '.join(found)}.")
        if not found:
            raise BadInput(f"No conversation is called {_short(name)!r}: see `assistant conversations list`.")
        return self._file(found[0])

    def listing(self) -> Listing:
        """Return all conversations, the one last spoken in first."""
        conversations, troubles = [], []
        for file in self._files():
            try:
                summary = file.summary()
            except LibraryError as error:
                troubles.append(str(error))
                continue
            except BadInput:  # deleted in the meantime
                continue
            if summary:
                conversations.append(summary)
            else:
                _sweep(file.path)
        return Listing(tuple(sorted(conversations, key=lambda one: (one.last, one.id), reverse=True)), tuple(troubles))

    def search(self, text: str) -> tuple[list[Said], tuple[str, ...]]:
        """Return the turns in which all words of a text were said, the latest conversation first, and the troubles."""
        words = text.split()
        listing = self.listing()
        troubles = list(listing.troubles)
        found = []
        for one in listing.conversations:
            try:
                found += [Said(one, n, question) for n, question in self._file(one.id).said(words)]
            except LibraryError as error:
                troubles.append(str(error))
        return found, tuple(troubles)

    def rename(self, name: str, to: str) -> None:
        """Call a conversation otherwise. Raises BadInput for a name that another has."""
        file = self.find(name)
        file.rename(self._free(to, besides=file.id))

    def delete(self, name: str) -> None:
        """Delete a conversation for good."""
        self.find(name).delete()

    def _free(self, name: str, besides: str = "") -> str:
        """Return the name on one line. Raises BadInput where it is empty, too long, or another's."""
        line = one_line(name)
        if not line or len(line) > _LONGEST_NAME:
            raise BadInput(f"A conversation needs a name of 1 to {_LONGEST_NAME} characters.")
        if any(_same(one.name, line) and one.id != besides for one in self.listing().conversations):
            raise BadInput(f"A conversation is called {_short(line)!r} already: choose another name, or go on with it.")
        return line

    def _files(self) -> Iterator[ConversationFile]:
        return (ConversationFile(path) for path in sorted(self.folder.glob(f"*{SUFFIX}")))

    def _file(self, identifier: str) -> ConversationFile:
        return ConversationFile(self.folder / f"{identifier}{SUFFIX}")


def _same(name: str, other: str) -> bool:
    return folded(name) == folded(one_line(other))


def _short(name: str) -> str:
    return one_line(name)[:_LONGEST_NAME]


def _sweep(path: Path) -> None:
    try:
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            path.unlink(missing_ok=True)
    except OSError:  # another process was faster
        return

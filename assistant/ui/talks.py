"""The conversations of the library beside the one that is held: opened, searched, named, deleted."""

from __future__ import annotations

from assistant.conversations import Shelf
from assistant.conversations.file import Summary
from assistant.ui.icons import icon
from assistant.ui.markup import line, text
from assistant.ui.session import Session
from index.errors import ResearchError
from index.library import Library

_LISTED = 60  # conversations, the latest: older ones are found by searching
_NONE = '<p class="hint">Conversations are kept here.</p>'


def begun(library: Library, *, kept: bool) -> Session:
    """Return a session with a new conversation, on disk from its first answer on where it is to be kept."""
    return Session(Shelf(library).begin() if kept else None)


def opened(library: Library, identifier: str) -> Session | None:
    """Return a session that goes on with a conversation, None where it is gone. Raises LibraryError."""
    shelf = Shelf(library)
    if identifier not in {one.id for one in shelf.listing().conversations}:
        return None
    return Session.on(shelf.open(identifier))


def listed(library: Library, current: str = "", words: str = "") -> str:
    """Return the conversations as HTML, the latest first; with words only those in which all of them were said."""
    shelf = Shelf(library)
    listing = shelf.listing()
    conversations = list(listing.conversations)
    if words.strip():
        said = {one.conversation.id for one in shelf.search(words)[0]}
        asked = words.casefold()
        conversations = [one for one in conversations if one.id in said or asked in one.name.casefold()]
    entries = "".join(_entry(one, current) for one in conversations[:_LISTED])
    more = len(conversations) - _LISTED
    rest = f'<p class="hint">{more} older ones are found by searching.</p>' if more > 0 else ""
    troubles = "".join(f'<p class="failure">{line(trouble)}</p>' for trouble in listing.troubles)
    none = '<p class="hint">In none of them.</p>' if words.strip() else _NONE
    return (f"<ul>{entries}</ul>{rest}" if entries else none) + troubles


def shown(library: Library, current: str = "", words: str = "") -> str:
    """Return what `listed` does, or in one line why it cannot be had."""
    try:
        return listed(library, current, words)
    except ResearchError as error:
        return f'<p class="failure">{line(str(error))}</p>'


def _entry(one: Summary, current: str) -> str:
    name, here = text(one.name), ' aria-current="true"' if one.id == current else ""
    answers = f"{one.turns} {'answer' if one.turns == 1 else 'answers'}"
    return (
        f'<li{here}><button type="button" class="open" data-open="{text(one.id)}"{here}><span>{name}</span>'
        f"<small>{one.last[:10]} · {answers}</small></button>"
        f"{_tool('edit', 'rename', one, 'Rename')}{_tool('delete', 'delete', one, 'Delete')}</li>"
    )


def _tool(sign: str, act: str, one: Summary, label: str) -> str:
    about = f"{label}: {text(one.name)}"
    return (
        f'<button type="button" class="tool" title="{label}" aria-label="{about}" data-{act}="{text(one.id)}" '
        f'data-name="{text(one.name)}">{icon(sign)}</button>'
    )

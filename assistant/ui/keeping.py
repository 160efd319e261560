"""What happens when a person opens, names, searches or deletes a conversation, or comes back to the page."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.conversations import Shelf
from assistant.ui import owner, sources, talks
from assistant.ui.act import act
from assistant.ui.layout import Layout
from assistant.ui.opening import Opening
from assistant.ui.reply import conversation
from assistant.ui.session import Session
from assistant.ui.turn import remark
from index.errors import BadInput, ResearchError
from index.library import Library

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
AT_ONCE: dict[str, Any] = {"queue": False, **QUIET}  # for what must not wait behind answers
_REMEMBERED = "() => sessionStorage.getItem('conversation') ?? ''"
_REMEMBER = "(id) => { id ? sessionStorage.setItem('conversation', id) : sessionStorage.removeItem('conversation') }"

Changes = dict[Any, Any]


def wire(parts: Layout, page: gr.Blocks, opening: Opening) -> None:
    """Let conversations be kept, and a tab come back to its own, also after the page was closed or started anew."""

    def come(current: str | None, request: gr.Request) -> Changes:
        return _opened(parts, opening, current or "", "", request)

    def begin(session: Session, words: str | None, request: gr.Request) -> Changes:
        session.halt()
        fresh = talks.begun(opening.library, kept=owner.is_owner(request))
        return _drawn(parts, fresh, _list(opening, fresh, words, request))

    def search(session: Session, words: str | None, request: gr.Request) -> str:
        return _list(opening, session, words, request)

    changed = [
        parts.session,
        parts.current,
        parts.past,
        parts.now,
        parts.panel,
        parts.scope,
        parts.starters,
        parts.talks,
    ]
    page.load(come, [parts.current], changed, js=_REMEMBERED, **AT_ONCE)
    parts.clear.click(begin, [parts.session, parts.search], changed, **AT_ONCE)
    parts.search.change(search, [parts.session, parts.search], [parts.talks], trigger_mode="always_last", **AT_ONCE)
    parts.current.change(None, [parts.current], None, js=_REMEMBER, **QUIET)
    _wire_list(parts, opening, changed)
    _wire_pins(parts, opening)


def _wire_pins(parts: Layout, opening: Opening) -> None:
    def pin(session: Session, event: gr.EventData) -> str:
        return pinned(session, opening.library, act(event._data).text)

    def unpin(session: Session, event: gr.EventData) -> str:
        return unpinned(session, act(event._data).text)

    parts.panel.pin(pin, [parts.session], [parts.scope], **AT_ONCE)
    parts.scope.unpin(unpin, [parts.session], [parts.scope], **AT_ONCE)


def pinned(session: Session, library: Library, identifier: str) -> str:
    """Keep a paper in scope, and return all that are, as HTML; or why it cannot be kept."""
    try:
        if paper := library.get(identifier):
            session.conversation.pin(paper)
    except ResearchError as error:
        return remark(str(error))
    return sources.scope(list(session.conversation.pinned.values()))


def unpinned(session: Session, identifier: str) -> str:
    """Let go of a paper, and return those that stay in scope, as HTML; or why it cannot be let go."""
    try:
        session.conversation.unpin(identifier)
    except ResearchError as error:
        return remark(str(error))
    return sources.scope(list(session.conversation.pinned.values()))


def _wire_list(parts: Layout, opening: Opening, changed: list[Any]) -> None:
    def open_(session: Session, words: str | None, request: gr.Request, event: gr.EventData) -> Changes:
        session.halt()
        return _opened(parts, opening, act(event._data).text, words, request)

    def rename(session: Session, words: str | None, request: gr.Request, event: gr.EventData) -> str:
        told = act(event._data)
        return _changed(lambda shelf: shelf.rename(told.text, told.how), opening, session, words, request)

    def delete(session: Session, words: str | None, request: gr.Request, event: gr.EventData) -> Changes:
        told = act(event._data)
        listed = _changed(lambda shelf: shelf.delete(told.text), opening, session, words, request)
        if told.text != session.kept:
            return {parts.talks: listed}
        return _drawn(parts, talks.begun(opening.library, kept=owner.is_owner(request)), listed)

    parts.talks.open(open_, [parts.session, parts.search], changed, **AT_ONCE)
    parts.talks.rename(rename, [parts.session, parts.search], [parts.talks], **AT_ONCE)
    parts.talks.delete(delete, [parts.session, parts.search], changed, **AT_ONCE)


def listed_after(event: Any, parts: Layout, opening: Opening) -> None:
    """Bring the list of conversations up to date after an event."""

    def list_(session: Session, words: str | None, request: gr.Request) -> str:
        return _list(opening, session, words, request)

    event.then(list_, [parts.session, parts.search], [parts.talks], **AT_ONCE)


def resumed(session: Session, current: str | None, opening: Opening, request: gr.Request) -> Session:
    """Return the session of a tab: the one it has, or where the page was started anew, the one that it says it had."""
    if session.shown or session.stop or not current or not owner.is_owner(request):
        return session
    return talks.opened(opening.library, current) or session


def _opened(parts: Layout, opening: Opening, identifier: str, words: str | None, request: gr.Request) -> Changes:
    """Return what shows a conversation, or a new one where there is none of this id."""
    kept = owner.is_owner(request)
    try:
        session = talks.opened(opening.library, identifier) if kept and identifier else None
    except ResearchError as error:
        session = talks.begun(opening.library, kept=kept)
        return {**_drawn(parts, session, _list(opening, session, words, request)), parts.now: remark(str(error))}
    session = session or talks.begun(opening.library, kept=kept)
    return _drawn(parts, session, _list(opening, session, words, request))


def _drawn(parts: Layout, session: Session, listed: str) -> Changes:
    return {
        parts.session: session,
        parts.current: session.kept,
        parts.past: conversation(session),
        parts.now: "",
        parts.panel: sources.panel(session.shown, gone=session.gone),
        parts.scope: sources.scope(list(session.conversation.pinned.values())),
        parts.starters: gr.update(visible=not session.shown),
        parts.talks: listed,
    }


def _list(opening: Opening, session: Session, words: str | None, request: gr.Request) -> str:
    """Return the list of conversations; nothing for others of the network, whose business it is not."""
    return talks.shown(opening.library, session.kept, words or "") if owner.is_owner(request) else ""


def _changed(change: Any, opening: Opening, session: Session, words: str | None, request: gr.Request) -> str:
    """Return the list after a change to the shelf, or why it could not be made above it."""
    told = ""
    try:
        owner.check(request)
        change(Shelf(opening.library))
    except (BadInput, ResearchError) as error:
        told = remark(str(error))
    return told + _list(opening, session, words, request)

"""What the page shows from the moment a question is sent to its checked answer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.assistant import Assistant, Found, Written
from assistant.conversation import Turn
from assistant.ui import sources, turn
from assistant.ui.session import Session
from index.errors import ResearchError

_FRAME = 0.06  # seconds between two pictures of a growing draft: smooth to the eye, cheap to send
_STOPPED = "Stopped: what was not yet written is left out."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """One picture of the page, as HTML: turns gone by, the turn under way, the sources (None: as they were)."""

    past: str
    now: str
    panel: str | None = None
    busy: bool = True


def replies(assistant: Assistant, question: str, session: Session) -> Iterator[View]:
    """Yield picture after picture; the last one is not busy.

    Errors become a line of the conversation. Closing the iterator ends the computation. While an answer is
    under way in this session nothing is yielded.
    """
    if session.stop:
        return
    past = conversation(session)
    if not question.strip():
        yield View(past, turn.remark("Write a question first."), busy=False)
        return
    session.stop = threading.Event()
    try:
        yield View(past, turn.under_way(question))
        yield from _pictures(assistant, question, session, session.stop, past)
    except ResearchError as error:
        yield View(past, turn.failed(question, str(error)), sources.panel(session.shown), busy=False)
    except Exception as error:  # the last place where it can be told to the person
        _log.exception("A question could not be answered")
        reason = f"Something went wrong ({type(error).__name__}): the terminal says more. Ask again, or another way."
        yield View(past, turn.failed(question, reason), sources.panel(session.shown), busy=False)
    finally:
        session.halt()
        session.stop = None


def conversation(session: Session) -> str:
    """Return the finished turns as HTML."""
    return "".join(turn.answered(said, number) for number, said in enumerate(session.shown, 1))


def _pictures(
    assistant: Assistant, question: str, session: Session, stop: threading.Event, past: str
) -> Iterator[View]:
    found: Found | None = None
    drafted, drawn = "", 0.0
    for step in assistant.stream(question, session.conversation, stop=stop):
        match step:
            case Found():
                found = step
                now = turn.under_way(question, found, writing=assistant.model is not None)
                yield View(past, now, sources.panel(session.shown, found))
            case Written(piece):
                drafted += piece
                if time.monotonic() - drawn >= _FRAME:
                    drawn = time.monotonic()
                    yield View(past, turn.under_way(question, found, drafted))
            case Answer():
                session.shown.append(_shown(session.conversation.turns[-1], stopped=stop.is_set()))
                yield View(conversation(session), "", sources.panel(session.shown), busy=False)


def _shown(said: Turn, *, stopped: bool) -> Turn:
    return replace(said, answer=replace(said.answer, notice=_STOPPED)) if stopped else said

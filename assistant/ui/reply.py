"""What the page shows from the moment a question is sent to its checked answer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import cast

from assistant.answer import Answer, Sentence
from assistant.assistant import Assistant, Found, Step
from assistant.conversation import Conversation, Turn
from assistant.drafting import Checked, Written
from assistant.ui import sources, turn
from assistant.ui.queue import Place, Queue
from assistant.ui.session import Session
from index.errors import ResearchError
from index.filters import Filters

_FRAME = 0.06  # seconds between two pictures of a growing draft: smooth to the eye, cheap to send
_LOOK = 0.5  # seconds after which a person who waits is looked after again: he may have left
_SEARCHED = 2  # questions for which papers are searched at the same time
_WRITTEN = 4  # answers written at the same time; more would make each of them slow
_STOPPED = "Stopped: what was not yet written is left out."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """One picture of the page, as HTML: turns gone by, the turn under way, the sources (None: as they were)."""

    past: str
    now: str
    panel: str | None = None
    busy: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, of which papers alone, in the place of which turn and all after it (0: of none).

    `meant` is how the person wants it understood, "" to leave that to the conversation.
    """

    text: str
    filters: Filters | None = None
    instead_of: int = 0
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where people wait: everybody for their quotes, then, as that takes longer, for an answer to be written."""

    search: Queue = field(default_factory=lambda: Queue(_SEARCHED))
    write: Queue = field(default_factory=lambda: Queue(_WRITTEN))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A step of an answer that does not go on before so many others are done."""

    ahead: int


def replies(assistant: Assistant, asked: Question, session: Session, lines: Lines | None = None) -> Iterator[View]:
    """Yield picture after picture; the last one is not busy.

    Errors become a line of the conversation. Closing the iterator ends the computation. While an answer is
    under way in this session nothing is yielded.
    """
    if session.stop:
        return
    past = conversation(session, asked.instead_of)
    if not asked.text.strip():
        yield View(conversation(session), turn.remark("Write a question first."), busy=False)
        return
    session.stop = threading.Event()
    try:
        yield View(past, turn.under_way(asked.text))
        yield from _pictures(assistant, asked, session, session.stop, past, lines or Lines())
    except ResearchError as error:
        yield _failed(asked, session, str(error))
    except Exception as error:  # the last place where it can be told to the person
        _log.exception("A question could not be answered")
        reason = f"Something went wrong ({type(error).__name__}): the terminal says more. Ask again, or another way."
        yield _failed(asked, session, reason)
    finally:
        session.halt()
        session.stop = None


def conversation(session: Session, before: int = 0) -> str:
    """Return the finished turns as HTML, or those before the turn of a number."""
    shown = session.upto(before - 1) if before else session.shown
    turns = (turn.answered(said, n, session.judged.get(n)) for n, said in enumerate(shown, session.gone + 1))
    return "".join([turn.earlier(session.gone), *turns])


def _failed(asked: Question, session: Session, reason: str) -> View:
    """Return the conversation as it is, below it what could not be answered, and why."""
    return View(
        conversation(session),
        turn.failed(asked.text, reason),
        sources.panel(session.shown, gone=session.gone),
        busy=False,
    )


def _pictures(
    assistant: Assistant, asked: Question, session: Session, stop: threading.Event, past: str, lines: Lines
) -> Iterator[View]:
    told = session.before(asked.instead_of)
    shown = session.upto(asked.instead_of - 1) if asked.instead_of else session.shown
    found: Found | None = None
    drafted, drawn = "", 0.0
    checked: tuple[Sentence, ...] = ()
    for step in _steps(assistant, asked, told, stop, lines):
        match step:
            case _Waiting(ahead):
                yield View(past, turn.under_way(asked.text, found, ahead=ahead, writing=found is not None))
            case Found():
                found = step
                now = turn.under_way(asked.text, found, writing=assistant.model is not None)
                yield View(past, now, sources.panel(shown, found, session.gone))
            case Written(piece):
                drafted += piece
                if time.monotonic() - drawn >= _FRAME:
                    drawn = time.monotonic()
                    yield View(past, turn.under_way(asked.text, found, drafted, checked))
            case Checked(checked):
                drafted = ""
                yield View(past, turn.under_way(asked.text, found, drafted, checked, writing=True))
            case Answer():
                session.take(told, _shown(told.turns[-1], stopped=stop.is_set()), asked.instead_of)
                yield View(conversation(session), "", sources.panel(session.shown, gone=session.gone), busy=False)


def _steps(
    assistant: Assistant, asked: Question, told: Conversation, stop: threading.Event, lines: Lines
) -> Iterator[_Waiting | Step]:
    """Yield the steps to the answer, and how many others come before each of the two that others may wait for."""
    stream = assistant.stream(asked.text, told, asked.filters, stop, asked.meant)
    with closing(cast("Generator[Step]", stream)) as steps:
        with lines.search.place() as place:
            yield from _waits(place, stop)
            yield next(steps)
        if assistant.model is None:
            yield from steps
            return
        with lines.write.place() as place:
            yield from _waits(place, stop)
            yield from steps


def _waits(place: Place, stop: threading.Event) -> Iterator[_Waiting]:
    """Yield how many are before this place as long as there are some, and a 0 when those who waited go on."""
    waited = False
    while (ahead := place.ahead()) and not stop.is_set():
        waited = True
        yield _Waiting(ahead)
        place.wait(_LOOK)
    if waited:
        yield _Waiting(0)


def _shown(said: Turn, *, stopped: bool) -> Turn:
    return replace(said, answer=replace(said.answer, notice=_STOPPED)) if stopped else said

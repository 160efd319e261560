"""What happens when a person asks, stops, asks again, judges an answer or takes it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import feedback
from assistant.conversation import Turn
from assistant.conversations import KeptConversation
from assistant.feedback import Verdict
from assistant.ui import turn
from assistant.ui.act import Act, act
from assistant.ui.examples import COUNT, examples
from assistant.ui.keeping import AT_ONCE, QUIET, Changes, listed_after, resumed
from assistant.ui.layout import SAVE, Layout, greeting
from assistant.ui.limits import limits
from assistant.ui.opening import Opening
from assistant.ui.reply import Lines, Question, View, conversation, replies
from assistant.ui.session import Session
from assistant.ui.tools import FORMATS
from index.errors import ResearchError
from index.library import Library

_SAMPLED = 500  # papers from which example questions are made


def wire(parts: Layout, page: gr.Blocks, opening: Opening) -> None:
    """Let the parts do what they are for."""
    _wire_starters(parts, page, opening)
    _wire_asking(parts, opening)
    _wire_stopping(parts)
    _wire_answers(parts, opening)


def _wire_starters(parts: Layout, page: gr.Blocks, opening: Opening) -> None:
    def look() -> list[Any]:
        questions = _examples(opening.library)
        buttons = [gr.update(value=question, visible=True) for question in questions]
        return [greeting(bool(questions)), *buttons, *[gr.update(visible=False)] * (COUNT - len(buttons))]

    gr.on([page.load, parts.clear.click], look, None, [parts.greeting, *parts.examples], **AT_ONCE)


def _examples(library: Library) -> list[str]:
    try:
        return examples(list(library.papers(limit=_SAMPLED)))
    except ResearchError:  # the status says what is wrong
        return []


def _wire_asking(parts: Layout, opening: Opening) -> None:
    lines = Lines()

    def ask(question: str, request: gr.Request, *told: Any) -> Iterator[Changes]:
        yield from _asked(parts, opening, lines, Act(text=question), told, request)

    def again(request: gr.Request, event: gr.EventData, *told: Any) -> Iterator[Changes]:
        yield from _asked(parts, opening, lines, act(event._data), told, request)

    changed = [parts.session, parts.current, parts.past, parts.now, parts.panel, parts.starters, parts.box]
    changed += [parts.ask, parts.stop, parts.clear]
    # Everybody is served at once as far as Gradio knows: who waits, and for whom, is for `Lines`, which also tells.
    limited: dict[str, Any] = {"concurrency_id": "ask", "concurrency_limit": None, **QUIET}
    told = [parts.session, parts.current, *parts.limits.boxes]
    events = [
        gr.on([parts.box.submit, parts.ask.click], ask, [parts.box, *told], changed, **limited),
        *(example.click(ask, [example, *told], changed, **limited) for example in parts.examples),
        parts.past.again(again, told, changed, **limited),
    ]
    for event in events:
        listed_after(event, parts, opening)


def _asked(
    parts: Layout, opening: Opening, lines: Lines, asked: Act, told: Sequence[Any], request: gr.Request
) -> Iterator[Changes]:
    """Yield what changes on the page while a question is answered; `told` are session, conversation and limits."""
    session, current, *boxes = told
    try:
        session = resumed(session, current, opening, request)
        question = Question(asked.text, limits(*boxes), asked.turn, asked.meant)
    except ResearchError as error:
        view = View(conversation(session), turn.failed(asked.text, str(error)), busy=False)
        yield _changes(parts, view, None, begins=False)
        return
    last: View | None = None
    for view in replies(opening.assistant, question, session, lines):
        changes = _changes(parts, view, last, begins=last is None)
        yield changes if view.busy else {**changes, parts.session: session, parts.current: session.kept}
        last = view


def _changes(parts: Layout, view: View, last: View | None, *, begins: bool) -> Changes:
    """Return what a view changes on the page; the question leaves its box once, when its answer begins."""
    changes: Changes = {parts.now: view.now}
    if last is None or view.past != last.past:
        changes[parts.past] = view.past
    if view.panel is not None:
        changes[parts.panel] = view.panel
    if last is None or view.busy != last.busy:
        changes |= {
            parts.ask: gr.update(visible=not view.busy),
            parts.stop: gr.update(visible=view.busy, value="Stop", interactive=True),
            parts.clear: gr.update(interactive=not view.busy),
        }
    if begins and view.busy:
        changes |= {parts.box: "", parts.starters: gr.update(visible=False)}
    return changes


def _wire_stopping(parts: Layout) -> None:
    def stop(session: Session) -> Any:
        session.halt()
        return gr.update(value="Stopping", interactive=False)

    parts.stop.click(stop, [parts.session], [parts.stop], **AT_ONCE)


def _wire_answers(parts: Layout, opening: Opening) -> None:
    def judge(session: Session, event: gr.EventData) -> Any:
        told = act(event._data)
        verdict = Verdict(told.how == "liked", told.text) if told.how else None
        try:
            judged(session, told.turn, verdict, opening.library.path)
        except ResearchError as error:
            return turn.remark(str(error))
        return gr.skip()

    def export(session: Session, event: gr.EventData) -> Any:
        told = act(event._data)
        return exported(session, told.turn, told.how)

    parts.past.judge(judge, [parts.session], [parts.now], **AT_ONCE)
    made = parts.past.export(export, [parts.session], [parts.file], **AT_ONCE)
    made.then(None, [parts.file], None, js=SAVE, **QUIET)


def judged(session: Session, number: int, verdict: Verdict | None, folder: Path) -> None:
    """Keep what the person thinks of the answer of a turn; None takes it back. Raises LibraryNotWritable."""
    if not session.turn(number):
        return
    feedback.keep(folder, f"{session.id}-{number}", session.upto(number), verdict)
    session.judged.pop(number, None)
    if verdict:
        session.judged[number] = verdict


def exported(session: Session, number: int, suffix: str) -> dict[str, str] | None:
    """Return name and text of a file of the answer of a turn, or of all of them for 0; None where there is none."""
    said = session.turn(number)
    turns = [said] if said else [] if number else _all(session)
    if suffix not in FORMATS or not turns:
        return None
    return {"name": f"{'answer' if number else 'conversation'}{suffix}", "text": _written(suffix)(turns)}


def _all(session: Session) -> Sequence[Turn]:
    """Return every turn of the conversation, also those that are no longer shown."""
    talk = session.conversation
    return talk.file.turns() if session.gone and isinstance(talk, KeptConversation) else session.shown


def _written(suffix: str) -> Callable[[Sequence[Turn]], str]:
    from assistant.export.file import writer  # brings the libraries of the formats, which a question has no use for

    return lambda turns: writer(Path(f"x{suffix}"))([said.answer for said in turns])

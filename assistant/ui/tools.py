"""What a person can do with an answer: copy it, ask again, change the question, judge it, take it away."""

from __future__ import annotations

from assistant.api import plain
from assistant.conversation import Turn
from assistant.feedback import Verdict
from assistant.ui.icons import icon
from assistant.ui.markup import text

FORMATS = {".md": "Markdown", ".json": "JSON", ".bib": "BibTeX of its papers", ".ris": "RIS of its papers"}
_SCOPES = {"answer": "This answer", "conversation": "The whole conversation"}


def tools(turn: Turn, number: int, verdict: Verdict | None) -> str:
    """Return the row of buttons under an answer."""
    buttons = (
        _button("copy", "Copy the answer with its sources", f'data-copy="{text(plain.answer(turn.answer))}"'),
        _button("again", "Ask again", f'data-again="{number}" data-text="{text(turn.question)}"'),
        _thumb("liked", "Good answer", number, verdict),
        _thumb("disliked", "Bad answer", number, verdict),
        _exports(number),
    )
    return f'<div class="tools" role="group" aria-label="This answer">{"".join(buttons)}</div>{_note(number, verdict)}'


def editor(question: str, number: int, what: str, meant: str = "") -> str:
    """Return the button that opens a question for change, or what it was taken as; nothing without a number."""
    if not number:
        return ""
    taken_as = f' data-meant="{text(meant)}"' if meant else ""
    return _button(
        "edit", f"Change {what} and ask again", f'data-edit="{number}" data-text="{text(question)}"{taken_as}'
    )


def _button(name: str, label: str, data: str) -> str:
    return f'<button type="button" class="tool" title="{label}" aria-label="{label}" {data}>{icon(name)}</button>'


def _thumb(how: str, label: str, number: int, verdict: Verdict | None) -> str:
    pressed = verdict is not None and verdict.liked == (how == "liked")
    return _button(how, label, f'data-judge="{number}" data-how="{how}" aria-pressed="{str(pressed).lower()}"')


def _exports(number: int) -> str:
    groups = "".join(
        f'<div role="group" aria-label="{title}"><span>{title}</span>{_formats(number, scope)}</div>'
        for scope, title in _SCOPES.items()
    )
    return (
        f'<details class="menu"><summary class="tool" title="Export" aria-label="Export">{icon("export")}</summary>'
        f"<div>{groups}</div></details>"
    )


def _formats(number: int, scope: str) -> str:
    turn = number if scope == "answer" else 0
    return "".join(
        f'<button type="button" data-export="{turn}" data-how="{suffix}">{label}</button>'
        for suffix, label in FORMATS.items()
    )


def _note(number: int, verdict: Verdict | None) -> str:
    """Return the field for what the person thinks of the answer, on view once it is judged."""
    hidden = "" if verdict else " hidden"
    note = text(verdict.note) if verdict else ""
    return (
        f'<form class="note" data-note="{number}"{hidden}><label for="note-{number}">What was good or bad about it? '
        f'Kept on this computer, beside the library.</label><textarea id="note-{number}" rows="2">{note}</textarea>'
        '<button type="submit">Keep the note</button></form>'
    )

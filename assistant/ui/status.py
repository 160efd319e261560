"""The line that says what is being asked, and who answers."""

from __future__ import annotations

from assistant.ui.markup import line, text
from assistant.ui.opening import Opening
from assistant.workplace import is_built_in
from index.errors import ResearchError
from index.library import Library


def status(opening: Opening) -> str:
    """Return the library, its number of papers, and the language model or what is missing of it, as HTML."""
    return (
        f'<p class="library">{_library(opening.library)}</p>'
        f'<p class="model {_phase(opening)}"><span class="dot" aria-hidden="true"></span>{_model(opening)}</p>'
    )


def _library(library: Library) -> str:
    try:
        papers = len(library)
    except ResearchError as error:
        return line(str(error))
    where = "the built-in collection" if is_built_in(library) else f"<code>{text(str(library.path))}</code>"
    return f"<strong>{papers:,}</strong> {'paper' if papers == 1 else 'papers'} in {where}"


def _phase(opening: Opening) -> str:
    if opening.loading:
        return "loading"
    return "ready" if opening.assistant.model else "missing"


def _model(opening: Opening) -> str:
    model = opening.assistant.model
    if opening.loading:
        return "The language model is loading; until then answers are quotes"
    if model:
        return f"{text(model.name)} on {text(model.device)} ({text(model.engine)})"
    return line(opening.notice or "No language model: answers are quotes")

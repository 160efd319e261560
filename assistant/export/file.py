"""An export in a file, whose suffix says the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.answer import Answer
from assistant.export.bibtex import bibtex
from assistant.export.json import json_text
from assistant.export.markdown import markdown
from assistant.export.ris import ris
from assistant.saving import save
from index.errors import BadInput
from index.paper import Paper

Writer = Callable[[Sequence[Answer]], str]

FORMATS: dict[str, Writer] = {
    ".md": markdown,
    ".bib": lambda answers: bibtex(cited(answers)),
    ".ris": lambda answers: ris(cited(answers)),
    ".json": json_text,
}


def write(answers: Sequence[Answer], file: Path, option: str = "--export") -> None:
    """Write the answers, of a conversation in their order, in the format of the file's suffix.

    Raises BadInput for another suffix and where the file cannot be written, naming the option.
    """
    save(writer(file)(answers), file, option)


def writer(file: Path) -> Writer:
    """Return what makes the text of such a file. Raises BadInput for a suffix of no format."""
    try:
        return FORMATS[file.suffix.lower()]
    except KeyError:
        known = ", ".join(FORMATS)
        raise BadInput(f"{str(file)[:200]} is no export: let its name end in one of {known}.") from None


def cited(answers: Sequence[Answer]) -> list[Paper]:
    """Return the papers that the answers cite, as first cited, each once."""
    return list({citation.paper.id: citation.paper for answer in answers for citation in answer.citations}.values())

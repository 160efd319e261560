"""RIS of papers, in UTF-8, as reference managers import it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import rispy

from assistant.export.reference import Name, Reference, reference
from index.paper import Paper

_ARXIV_DOI = "10.48550/arXiv."  # every paper of arXiv has such a DOI; RIS has no field for the id itself


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy tells no types
    """Writes references alone, without the number that rispy puts before each."""

    def set_header(self, count: int) -> str:
        return ""


def ris(papers: Sequence[Paper]) -> str:
    """Return a reference for each paper, `TY  -` to `ER  -`."""
    return str(rispy.dumps([_reference(reference(paper)) for paper in papers], implementation=_Writer))


def _reference(told: Reference) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "type_of_reference": "JOUR" if told.venue else "GEN",
        "title": told.title,
        "authors": [_name(author) for author in told.authors],
        "year": str(told.year or ""),
        "journal_name": told.venue,
        "doi": told.doi or (f"{_ARXIV_DOI}{told.arxiv}" if told.arxiv else ""),
        "urls": [told.url] if told.url else [],
    }
    return {field: value for field, value in fields.items() if value}


def _name(author: Name) -> str:
    return ", ".join(part for part in (author.family, author.given, author.suffix) if part)

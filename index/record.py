"""A paper as a row of the database."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple

import numpy as np
import numpy.typing as npt

from index.paper import Paper, folded, normalised_title

Rows = npt.NDArray[np.int64]

COLUMNS = "id, title, abstract, authors, year, venue, url, code_url, source"
KEYS = "title_key, author_key, venue_key"
MODULUS = 1 << 64  # of the sum of digests


def values(paper: Paper) -> list[object]:
    """Return what stands in COLUMNS and KEYS for a paper."""
    return [
        paper.id, paper.title, paper.abstract, json.dumps(paper.authors, ensure_ascii=False), paper.year,
        paper.venue, paper.url, paper.code_url, paper.source,
        normalised_title(paper.title), folded(" | ".join(paper.authors)), folded(paper.venue),
    ]  # fmt: skip


def paper(record: Sequence[object]) -> Paper:
    """Return the paper of a row of COLUMNS. Raises sqlite3.DatabaseError where the row is damaged."""
    identifier, title, abstract, authors, *rest = record
    try:
        names = tuple(json.loads(str(authors)))
    except (ValueError, TypeError) as error:
        raise sqlite3.DatabaseError(f"the authors of {identifier} cannot be read") from error
    return Paper(identifier, title, abstract, names, *rest)  # type: ignore[arg-type]


def digest(paper: Paper) -> int:
    """Return 64 bits of the paper's content: their sum names a set of papers (AdHash, Bellare & Micciancio 1997)."""
    content = json.dumps(astuple(paper)[:-1], ensure_ascii=False)  # where the record came from is not content
    return int.from_bytes(hashlib.sha256(content.encode()).digest()[:8], "big")

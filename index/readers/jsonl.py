"""JSON Lines and JSON arrays: our own fields, BEIR's `corpus.jsonl`, the arXiv metadata, Semantic Scholar."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.paper import Paper
from index.readers.lines import LONGEST, Lines
from index.readers.record import Unusable, arxiv_year, paper, year
from index.readers.rejected import Rejected

NAME = "JSON Lines"
_CHUNK = 65_536
_NEXT_RECORD = re.compile(r"\n\s*\{")  # where reading goes on behind a broken record
_BLANK = re.compile(r"[\s,\[\]]*")  # what stands between the records of an array
_ARXIV_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_SYNONYMS = {
    "title": ("title", "Title"),
    "abstract": ("abstract", "text", "Abstract", "summary"),
    "authors": ("authors_parsed", "authors", "author"),
    "year": ("year", "publication_year", "published", "date"),
    "venue": ("venue", "journal-ref", "journal", "booktitle"),
    "url": ("url", "pdf_url"),
    "code_url": ("code_url", "github", "github_url"),
    "doi": ("doi", "DOI"),
    "arxiv": ("arxiv_id", "arxiv"),
}


def recognises(head: str) -> bool:
    """Say whether the text begins as a JSON object or an array of them."""
    return re.match(r"\s*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[{\]]|$))", head) is not None


def read(lines: Lines, source: str, head: str = "") -> Iterator[Paper | Rejected]:
    """Yield a paper a record; a record that is no JSON, no object or no paper is rejected with its line."""
    return iter(())

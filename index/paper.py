"""A paper, and how it gets an id that stays the same wherever the record came from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from typing import Any

_ARXIV = re.compile(
    r"(?:arxiv:|(?:https?://)?(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/)?"
    r"(\d{4}\.\d{4,5}|([a-z-]+)(?:\.[a-z]{2})?/(\d{7}))(?:v\d+)?(?:\.pdf)?",
    re.I,
)
_DOI = re.compile(r"(?:doi:|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.I)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.I)
_HASH_LENGTH = 16  # 64 bits: no collision to fear below a hundred million titles


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as the library knows it: cleaned text, and where the record came from."""

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    url: str = ""
    code_url: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """What is embedded and indexed: the title, then the abstract."""
        return f"{self.title}\n{self.abstract}" if self.abstract else self.title


def arxiv_id(text: str) -> str | None:
    """Return the bare arXiv id (`2201.03545`, `math/0309136`) of an id, `arxiv:` name, abs or pdf URL; else None.

    The version and the subject class of an old id (`math.GT/…`) are left out: they do not name another paper.
    """
    match = _ARXIV.fullmatch(text.strip())
    if not match:
        return None
    return f"{match.group(2).lower()}/{match.group(3)}" if match.group(2) else match.group(1)


def doi(text: str) -> str | None:
    """Return the bare lower-case DOI of a DOI or doi.org URL; else None."""
    match = _DOI.fullmatch(text.strip())
    return match.group(1).lower().rstrip(".") if match else None


def storable(text: str) -> str:
    """Return the text with "?" for halves of surrogate pairs, which no database takes.

    Bytes that are no UTF-8, in the name of a file or in a command, arrive as such halves.
    """
    return text.encode("utf-8", "replace").decode()


def written(paper: Paper) -> Paper:
    """Return the paper with every text `storable`; the same one where it is."""
    told = {field.name: value for field in fields(paper) if isinstance(value := getattr(paper, field.name), str)}
    changed: dict[str, Any] = {name: clean for name, text in told.items() if (clean := storable(text)) != text}
    authors = tuple(map(storable, paper.authors))
    return replace(paper, authors=authors, **changed) if changed or authors != paper.authors else paper


def folded(text: str) -> str:
    """Return the text without case and accents, for comparing names."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def normalised_title(title: str) -> str:
    """Return the title as letters and digits alone, case and accents dropped: equal for the same paper."""
    return "".join(c for c in folded(title) if c.isalnum())


def surname(author: str) -> str:
    """Return the last name of "Ada Quill" and of "Quill, Ada"; "" of nobody."""
    before, comma, _ = author.partition(",")
    return before.strip() if comma else (author.split() or [""])[-1]


def paper_id(title: str, arxiv: str = "", doi_name: str = "") -> str:
    """Return the stable id: `arxiv:…` if known, else `doi:…`, else a hash of the normalised title."""
    if bare := arxiv_id(arxiv) if arxiv else None:
        return f"arxiv:{bare}"
    if bare := doi(doi_name) if doi_name else None:
        if by_arxiv := _ARXIV_DOI.fullmatch(bare):
            return f"arxiv:{by_arxiv.group(1)}"
        return f"doi:{bare}"
    digest = hashlib.sha256(normalised_title(title).encode()).hexdigest()
    return f"title:{digest[:_HASH_LENGTH]}"


def merged(old: Paper, new: Paper) -> Paper:
    """Return one record of the two of the same paper: the richer one, its gaps filled from the other.

    A tie goes to `new`, so that a corrected abstract replaces the stored one. The id is the stronger of the
    two (`arxiv:` > `doi:` > `title:`).
    """
    richer, other = (old, new) if _richness(old) > _richness(new) else (new, old)
    filled = {
        name: getattr(richer, name) or getattr(other, name)
        for name in ("abstract", "authors", "year", "venue", "url", "code_url", "source")
    }
    return replace(richer, id=min(old.id, new.id, key=_id_rank), **filled)


def _richness(paper: Paper) -> int:
    """Count the fields that say something."""
    return sum(bool(v) for v in (paper.abstract, paper.authors, paper.year, paper.venue, paper.url, paper.code_url))


def _id_rank(identifier: str) -> int:
    scheme = identifier.partition(":")[0]
    return ("arxiv", "doi", "title").index(scheme) if scheme in ("arxiv", "doi", "title") else 1

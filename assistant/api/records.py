"""The records of the contract as types, for the published schemas; `assistant.contract` makes them.

New keys may come at any time, so none of these forbids what it does not know.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """A JSON object that is given out."""

    model_config = ConfigDict(extra="allow")


class HitRecord(Record):
    """A paper found, with what each retriever thought of it; ranks count from 1."""

    paper_id: str
    title: str
    score: float
    dense_rank: int | None
    keyword_rank: int | None


class HitsRecord(Record):
    """The papers closest to a query, best first."""

    query: str
    hits: list[HitRecord]


class SentenceRecord(Record):
    """A sentence of an answer, the numbers of the papers it cites, and the quote it stands on."""

    text: str
    citations: list[int]
    support: Literal["quoted", "supported", "unsupported", "recorded"]
    quote: str


class CitationRecord(Record):
    """A cited paper and what it says."""

    n: int
    paper_id: str
    title: str
    authors: list[str]
    year: int | None
    venue: str
    url: str
    quote: str


class ModelRecord(Record):
    """Who wrote the answer; `name` is "none" where it is made of quotes alone."""

    name: str
    engine: str
    device: str


class LibraryRecord(Record):
    """The library that was asked."""

    path: str
    papers: int
    fingerprint: str


class TimingsRecord(Record):
    """Seconds spent in each part of the road."""

    search_s: float
    evidence_s: float
    first_token_s: float | None
    generate_s: float
    total_s: float


class AnswerRecord(Record):
    """An answer in which every sentence points at its source: what `assistant ask --json` prints."""

    id: str
    question: str
    outcome: Annotated[
        Literal["answered", "not_stated", "no_match"],
        Field(description="not_stated: the paper is here and does not say; no_match: no paper is about this."),
    ]
    answer: Annotated[str, Field(description="The sentences as one text with [1] marks.")]
    sentences: list[SentenceRecord]
    citations: list[CitationRecord]
    retrieved: list[HitRecord]
    model: ModelRecord
    library: LibraryRecord
    timings: TimingsRecord
    notice: str
    contract: Annotated[int, Field(description="Raised when a key changes its meaning or goes.")]


class EvidenceRecord(Record):
    """A sentence of a paper, verbatim."""

    paper_id: str
    title: str
    text: str


class FoundRecord(Record):
    """What was found for a question, before anything is written."""

    resolved: Annotated[str, Field(description="The question as it was understood.")]
    retrieved: list[HitRecord]
    evidence: list[EvidenceRecord]


class WrittenRecord(Record):
    """A piece of the draft, not yet checked against the papers."""

    text: str


class PaperRecord(Record):
    """A paper of the library: what `assistant library list --json` prints."""

    id: str
    title: str
    abstract: str
    authors: list[str]
    year: int | None
    venue: str
    url: str
    code_url: str
    source: str


class ErrorRecord(Record):
    """What was wrong and what to do, in one line."""

    error: str

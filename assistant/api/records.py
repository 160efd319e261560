"""The records of the contract as types, for the published schemas; `assistant.contract` makes them.

New keys may come at any time, so none of these forbids what it does not know.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """A JSON object that is given out."""

    model_config = ConfigDict(extra="allow")


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
    """A sentence of an answer, the numbers of the papers it cites, and the quote it stands on.

    `score` says from 0 to 1 how sure it is that the quote supports it.
    """

    text: str
    citations: list[int]
    support: Literal["quoted", "supported", "unsupported", "recorded"]
    score: float
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


class QuoteRecord(Record):
    """A quote: the abstract of paper `n` from `start` to before `end`; the scores compare within one aspect."""

    n: int
    text: str
    start: int
    end: int
    score: float
    similarity: float
    odds: float | None
    doubt: float | None


class CellRecord(Record):
    """What a paper says of an aspect; where it is not stated there is no quote and no link."""

    text: str
    stated: bool
    quotes: list[QuoteRecord]
    link: str


class FigureRecord(Record):
    """A figure that paper `n` states, with its metric and data as the paper has them; `measure` is spelled one way."""

    n: int
    text: str
    value: float
    measure: str
    metric: str
    dataset: str
    split: str
    gain: bool
    quote: QuoteRecord


class LineupRecord(Record):
    """Figures of the same measure on the same data, one of each paper, the best first."""

    measure: str
    dataset: str
    figures: list[FigureRecord]


class SummaryRecord(Record):
    """A sentence of a summary, the papers it cites by their place, and its quotes."""

    text: str
    citations: list[int]
    support: Literal["quoted", "supported", "unsupported"]
    quotes: list[QuoteRecord]


class ComparedRecord(PaperRecord):
    """A paper that is compared, at place `n`."""

    n: int


class ComparisonRecord(Record):
    """Papers beside each other: what `assistant compare --format json` prints."""

    papers: list[ComparedRecord]
    aspects: list[str]
    cells: Annotated[list[list[CellRecord]], Field(description="A row for each paper, a cell for each aspect.")]
    lineups: Annotated[list[LineupRecord], Field(description="Figures that may be compared.")]
    apart: Annotated[list[FigureRecord], Field(description="Figures that compare with no other paper's here.")]
    summary: list[SummaryRecord]
    outcome: Literal["answered", "not_stated", "no_match"]
    timings: TimingsRecord
    contract: Annotated[int, Field(description="Raised when a key changes its meaning or goes.")]


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
    comparison: Annotated[ComparisonRecord | None, Field(description="Where the question compares papers.")]
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


class CheckedRecord(Record):
    """What stands so far, checked against the papers, in place of the drafts it was made of."""

    text: str


class ErrorRecord(Record):
    """What was wrong and what to do, in one line."""

    error: str

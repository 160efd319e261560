"""The answer to a question and its parts; it serialises to the versioned JSON contract and back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from index.hit import Hit
from index.paper import Paper

CONTRACT = 1


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_STATED = "not_stated"  # the right paper is here, its abstract does not say
    NO_MATCH = "no_match"  # no paper of the library is about this


class Support(StrEnum):
    """How a sentence of an answer stands to its evidence."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of one paper, verbatim: `paper.abstract[start:end] == text`; `score` is for the question."""

    paper: Paper
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the numbers of the papers it cites, and the evidence that supports it."""

    text: str
    citations: tuple[int, ...] = ()
    support: Support = Support.UNSUPPORTED
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited paper, its number in the answer, and the sentences of it that the answer stands on."""

    n: int
    paper: Paper
    quotes: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """The language model that wrote, or the reason there was none."""

    name: str
    engine: str
    device: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds spent in each part of the road."""

    search_s: float = 0.0
    evidence_s: float = 0.0
    first_token_s: float | None = None
    generate_s: float = 0.0
    total_s: float = 0.0


@dataclass(frozen=True, slots=True)
class LibraryUsed:
    """The library that was asked."""

    path: str
    papers: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, with everything it stands on."""

    question: str
    outcome: Outcome
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    retrieved: tuple[Hit, ...]
    model: ModelUsed
    library: LibraryUsed
    timings: Timings = field(default_factory=Timings)
    id: str = ""
    notice: str = ""

    @property
    def text(self) -> str:
        """The sentences as one text with [1] marks."""
        return " ".join(_marked(sentence) for sentence in self.sentences)

"""The answer to a question and its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.models.language_model import Message
from index.hit import Hit
from index.paper import Paper

if TYPE_CHECKING:
    from assistant.comparison.comparison import Comparison

_FOREIGN_MARK = re.compile(r"[\[【［]\s*\d")  # in the words of a paper it would pass for a citation of ours
LONGEST_QUOTE = 1_200  # letters: the longest honest sentences have half as many, debris has thousands
_NESTED = str.maketrans("“”", "‘’")


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
    RECORDED = "recorded"  # it says what the records of papers say, or counts them


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of one paper, verbatim: `paper.abstract[start:end] == text`; or its title, from 0 to 0.

    `score` says how well it answers the question, comparable within one question; `similarity` is its cosine
    to the question; `odds` are the judge's log-odds that it answers it, None where no judge has read it; `doubt` are
    the language model's that it does not, None where no language model has.
    """

    paper: Paper
    text: str
    start: int
    end: int
    score: float
    similarity: float
    odds: float | None = None
    doubt: float | None = None
    cut: bool = False  # whether the sentence goes on behind `end`

    @property
    def shown(self) -> str:
        """The text as it is quoted, with an ellipsis where it was cut."""
        return f"{self.text} …" if self.cut else self.text

    def shortened(self, letters: int = LONGEST_QUOTE) -> Evidence:
        """Return the evidence cut between two words where it is longer than a page wants to hold."""
        if len(self.text) <= letters:
            return self
        end = self.text.rfind(" ", letters // 2, letters)
        text = self.text[: end if end > 0 else letters]
        return replace(self, text=text, end=self.start + len(text), cut=True)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the numbers of the papers it cites, and the evidence that supports it.

    `score` says from 0 to 1 how sure it is that the evidence supports it; a quote is always 1.
    """

    text: str
    citations: tuple[int, ...] = ()
    support: Support = Support.UNSUPPORTED
    evidence: tuple[Evidence, ...] = ()
    score: float = field(default=0.0, compare=False)  # two judges of one sentence may be sure of it to another degree

    def __post_init__(self) -> None:
        if self.support is Support.QUOTED:
            object.__setattr__(self, "score", 1.0)

    @property
    def marked(self) -> str:
        """The text followed by its [1] marks; one that holds such marks of its own stands in quotation marks."""
        text = f"“{self.text.translate(_NESTED)}”" if _FOREIGN_MARK.search(self.text) else self.text
        if self.support is Support.QUOTED and self.evidence and self.evidence[-1].cut:
            text += " …"
        return text + "".join(f" [{n}]" for n in self.citations)


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


QUOTES_ONLY = ModelUsed(name="none", engine="quotes", device="")


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds spent in each part of the road; the wait for a model that is still loading is in that of its use."""

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
class Trace:
    """How an answer came about: the question as understood, what was read for it, what the model was told and wrote."""

    resolved: str = ""
    evidence: tuple[Evidence, ...] = ()
    prompts: tuple[tuple[Message, ...], ...] = ()  # one for each quote that was worded
    drafts: tuple[str, ...] = ()  # in the same order; "" where nothing was written
    failure: str = ""  # why the model wrote no more


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, with everything it stands on; where it compares papers, also what each says."""

    question: str
    outcome: Outcome
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    retrieved: tuple[Hit, ...]
    model: ModelUsed
    library: LibraryUsed
    timings: Timings = field(default_factory=Timings)
    notice: str = ""
    trace: Trace = field(default_factory=Trace, repr=False)
    comparison: Comparison | None = None

    @property
    def text(self) -> str:
        """The sentences as one text with [1] marks; what the records say has a line for each."""
        texts = [("\n" if one.support is Support.RECORDED else " ") + one.marked for one in self.sentences]
        return "".join(texts)[1:]

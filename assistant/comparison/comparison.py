"""The comparison of some papers and its parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answer import Evidence, Outcome, Sentence, Timings
from index.paper import Paper

NOT_STATED = "not stated in the abstract"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one paper says of one aspect: verbatim quotes, the best first, and for code the address its record has.

    Neither where the abstract does not say.
    """

    quotes: tuple[Evidence, ...] = ()
    link: str = ""

    @property
    def stated(self) -> bool:
        """Whether the paper says anything of the aspect."""
        return bool(self.quotes or self.link)

    @property
    def text(self) -> str:
        """The quotes, or the address, or that it is not stated."""
        return " … ".join(quote.text for quote in self.quotes) or self.link or NOT_STATED


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a paper states, as written, of what measure and on what data; "" where its sentence does not say.

    `measure` is spelled one way ("top-1 accuracy"), `metric` and `dataset` as the paper does. A `gain` is told over
    something else, and compares with nothing.
    """

    text: str
    value: float
    measure: str
    metric: str
    dataset: str
    split: str
    gain: bool
    evidence: Evidence

    @property
    def described(self) -> str:
        """The figure with its metric and dataset."""
        on = f" on {self.dataset}" if self.dataset else ""
        return f"{self.text} {self.metric}".rstrip() + on


@dataclass(frozen=True, slots=True)
class Lineup:
    """The figures of two or more papers for the same measure on the same data, one of each paper, the best first."""

    measure: str
    dataset: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Papers beside each other. `cells` holds a row for each paper with a cell for each aspect, both in order.

    `lineups` are the figures that may be compared, `apart` those that no other paper states in the same measure on
    the same data. The summary cites a paper by its place, from 1.
    """

    papers: tuple[Paper, ...]
    aspects: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    lineups: tuple[Lineup, ...]
    apart: tuple[Figure, ...]
    summary: tuple[Sentence, ...]
    outcome: Outcome
    timings: Timings = field(default_factory=Timings, compare=False)

    @property
    def text(self) -> str:
        """The summary as one text with [1] marks."""
        return " ".join(sentence.marked for sentence in self.summary)

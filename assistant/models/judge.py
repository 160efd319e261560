"""What is asked of the small network that reads a question, or a claim, together with a paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Odds = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paper as it is read: its title, and the sentences of its abstract."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was thought of each sentence of one paper, in log-odds, shape (sentences,).

    `answers`: that it answers the question, against "the abstract does not say"; `supports`: that the claim follows
    from it. What the judge did not read, for the paper is too long, has very low odds.
    """

    answers: Odds
    supports: Odds


class Judge(Protocol):
    """Says which sentences answer a question, and which support a claim."""

    @property
    def fingerprint(self) -> str:
        """Name and revision in one string."""

    def judged(self, text: str, papers: Sequence[Passage]) -> list[Judged]:
        """Return what each paper's sentences are to the question or claim."""

    def telling(self, question: str, paper: Passage, sentence: int) -> Odds:
        """Return the log-odds of each word of this sentence that it tells the answer, shape (words,).

        Words are what white space parts. Shape (0,) where the judge did not read the sentence.
        """


def words_of(sentence: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each token, given by its place in the sentence, the number of the word it is in."""
    starts = [word.start() for word in re.finditer(r"\S+", sentence)]
    return [max(0, bisect_right(starts, start) - 1) for start, _ in offsets]

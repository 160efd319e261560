"""Which words of a quote tell the answer, and how much of that is kept by what is made of the quote."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.answer import Evidence
from assistant.attribution import elsewhere
from assistant.evidence import sentences
from assistant.models.judge import Judge, Passage
from index.terms import terms

# The power of its probability that a word counts by. Chosen on drafts for questions that neither judge nor writer had
# learnt from: by 3, 4 or 8 more answers are lost for as few words.
_SURER = 6


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a quote, each as its terms, with the probability that it tells the answer."""

    words: tuple[tuple[frozenset[str], float], ...]

    def kept_by(self, said: str) -> float:
        """Return the share of what tells the answer that is said: the surer a word tells it, the more it counts."""
        held = set(terms(said))
        weights = [(likely**_SURER, word <= held) for word, likely in self.words]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, kept in weights if kept) / total if total else 1.0


def telling(question: str, quote: Evidence, judge: Judge | None) -> Telling | None:
    """Return what the judge thinks of each word of the quote; None without a judge, or where it did not read that.

    Words told of other data than the question names do not tell the answer, whatever the judge thinks.
    """
    own = sentences(quote.paper)
    if judge is None or quote.text not in own:
        return None
    odds = judge.telling(question, Passage(quote.paper.title, own), own.index(quote.text))
    if not len(odds):
        return None
    others = elsewhere(question, quote.text)
    each = zip(re.finditer(r"\S+", quote.text), (1 / (1 + np.exp(-odds))).tolist(), strict=True)
    return Telling(
        tuple(
            (frozenset(found), likely)
            for word, likely in each
            if (found := terms(word[0])) and not any(start <= word.start() < end for start, end in others)
        )
    )

"""How well a sentence answers a question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.facts import names, numbers
from assistant.question import asks_code, asks_definition, asks_figure
from index.encoder import Vectors
from index.hit import Hit
from index.library import Library
from index.passages import SENTENCES
from index.products import products
from index.terms import terms

# Weights of what makes a sentence answer a question; chosen on the tuning half of eval/questions.
_MEANING = 1.0  # cosine of question and sentence
_WORDS = 0.45  # the question's words it holds
_AROUND = 0.4  # the question's words that its neighbours and its title hold
_PAPER = 0.6  # how well the paper was found
_LATE = 0.25  # findings stand at the end of an abstract, commonplaces at its beginning
_NAMES = 0.1  # for each ten names it holds
_INTRODUCES = 0.4  # it says what something is, and that was asked
_ADDRESS = -0.5  # it says where code is to be had, and nobody asked
_FIGURE = 0.2  # a figure, where one is asked for

_INTRODUCTION = re.compile(
    r"\b(?:propos|introduc|present|develop)\w*\b"
    r"|\b(?:called|named|dubbed|termed|stands for|is an?|are a|which is|consists? of)\b",
    re.I,
)

Scores = npt.NDArray[np.float64]
_NOTHING = np.empty((0, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence in its place."""

    hit: Hit
    standing: float  # of its paper among those found: 1 the best, 0 the worst
    number: int  # of the sentence in the abstract, from 0
    start: int
    end: int
    place: float  # 0 for the first sentence of the abstract, towards 1 for the last
    around: str  # the title and the sentences before and after

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.hit.paper.abstract[self.start : self.end]


def relevance(askings: Sequence[str], pieces: Sequence[Piece], library: Library) -> tuple[Scores, Scores]:
    """Return each sentence's cosine to the question, and how well it answers it among these sentences.

    `askings` are ways to put the question, the first as it was asked; meaning and words count by their mean over
    all. Both arrays have shape (pieces,).
    """
    texts = [piece.text for piece in pieces]
    around = [piece.around for piece in pieces]
    vectors = sentence_vectors(pieces, library)
    cosines = np.stack([products(vectors, asked) for asked in library.encoder.encode_queries(askings)], axis=1)
    overlaps = np.array([_overlaps(asking, texts, around) for asking in askings]).mean(axis=0)
    meaning = cosines.mean(axis=1)
    scores: Scores = _MEANING * meaning + _WORDS * overlaps[0] + _AROUND * overlaps[1] + _kind(askings[0], pieces)
    return cosines[:, 0].astype(np.float64), scores


def sentence_vectors(pieces: Sequence[Piece], library: Library) -> Vectors:
    """Return the vectors of the sentences, shape (pieces, dimension); what the library has none of is embedded."""
    stored = library.passages(list({piece.hit.paper.id for piece in pieces}))
    own = [stored.get(piece.hit.paper.id, _NOTHING)[piece.number + 1 : piece.number + 2] for piece in pieces]
    missing = [n for n, found in enumerate(own) if not len(found) and pieces[n].number < SENTENCES]
    for n, found in enumerate(own):  # so late in a paper that has hundreds words alone find a sentence
        if not len(found) and pieces[n].number >= SENTENCES:
            own[n] = np.zeros((1, library.encoder.dimension), dtype=np.float32)
    if missing:
        fresh = library.encoder.encode_documents([pieces[n].text for n in missing])
        for n, vector in zip(missing, fresh, strict=True):
            own[n] = vector[None]
    return np.concatenate(own)


def _kind(question: str, pieces: Sequence[Piece]) -> Scores:
    """Return what a sentence is worth by its place and by what it holds, given the kind of question."""
    figure, defines, code = asks_figure(question), asks_definition(question), asks_code(question)
    worth = [
        _PAPER * piece.standing
        + _NAMES * len(names(piece.text)) / 10
        + _LATE * (not defines) * piece.place
        + _INTRODUCES * (defines and bool(_INTRODUCTION.search(piece.text)))
        + _FIGURE * (figure and bool(numbers(piece.text)))
        + _ADDRESS * ("://" in piece.text and not code)
        for piece in pieces
    ]
    return np.array(worth, dtype=np.float64)


def _overlaps(question: str, texts: Sequence[str], around: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return for each text the share of the question's terms in it, and the share only around it.

    A term weighs by its rarity among the texts (the inverse document frequency of BM25).
    """
    asked = set(terms(question))
    held = [set(terms(text)) & asked for text in texts]
    near = [(set(terms(text)) & asked) - own for text, own in zip(around, held, strict=True)]
    seen = Counter(term for some in held for term in some)
    weight = {term: math.log(1 + (len(texts) - seen[term] + 0.5) / (seen[term] + 0.5)) for term in asked}
    total = sum(weight.values()) or 1.0
    in_it, near_it = ([sum(weight[term] for term in some) / total for some in sets] for sets in (held, near))
    return in_it, near_it

"""The sentences of the found papers that bear on a question, verbatim."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answer import Evidence
from assistant.facts import names, numbers
from assistant.question import asks_code, asks_definition, asks_figure, asks_papers
from assistant.subject import Subject, without_others
from index.encoder import Encoder
from index.hit import Hit
from index.sentences import split_sentences
from index.terms import terms

_PAPERS = 5  # whose sentences are read: the right one is among them or the search has failed
_KEPT = 4  # pieces of evidence handed on: what a small model can read
_EACH = 2  # sentences of each paper where papers are compared
_SHORTEST = 20  # characters: shorter "sentences" are debris

# Weights of what makes a sentence answer a question; chosen on the tuning half of eval/questions.
_MEANING = 1.0  # cosine of question and sentence, bare and under its title
_WORDS = 0.45  # the question's words it holds
_AROUND = 0.4  # the question's words that its neighbours and its title hold
_PAPER = 0.8  # how well the paper was found
_LATE = 0.25  # findings stand at the end of an abstract, commonplaces at its beginning
_NAMES = 0.1  # for each ten names it holds
_NAMED = 0.3  # its paper is the one the question names
_INTRODUCES = 0.4  # it says what something is, and that was asked
_ADDRESS = -0.5  # it says where code is to be had, and nobody asked
_FIGURE = 0.2  # a figure, where one is asked for

_INTRODUCTION = re.compile(
    r"\b(?:propos|introduc|present|develop)\w*\b|\b(?:called|named|dubbed|termed|stands for|is an?|are a|which is|consists? of)\b",
    re.I,
)


def pick_evidence(
    question: str, hits: Sequence[Hit], named: Sequence[Subject], encoder: Encoder, kept: int = _KEPT
) -> list[Evidence]:
    """Return the sentences that bear most on the question, best first; the first ones are of different papers
    where it compares papers or asks for some.

    A sentence counts by its meaning, by the question's words in it and around it, rarer ones more, by its
    paper's rank, by its place, and by holding a figure where one is asked for. Of two or more papers that the
    question names each is read apart, so that none crowds out another.
    """
    if len(named) > 1:
        hit_of = {hit.paper.id: hit for hit in hits}
        apart = [_ranked(without_others(question, one, named), [hit_of[one.paper.id]], encoder) for one in named]
        return [piece for rank in range(_EACH) for ranked in apart for piece in ranked[rank : rank + 1]]
    ranked = _ranked(question, _read(hits, named), encoder, named)
    return _firsts_first(ranked)[:kept] if asks_papers(question) else ranked[:kept]


def _read(hits: Sequence[Hit], named: Sequence[Subject]) -> list[Hit]:
    """Return the hits whose sentences are worth reading: the best, and the one the question names."""
    wanted = {one.paper.id for one in named}
    return [hit for rank, hit in enumerate(hits) if rank < _PAPERS or hit.paper.id in wanted]


def _ranked(question: str, hits: Sequence[Hit], encoder: Encoder, named: Sequence[Subject] = ()) -> list[Evidence]:
    """Return every sentence of these papers, best first."""
    pieces = [piece for hit in hits for piece in _pieces(hit)]
    if not pieces:
        return []
    similarity, scores = _scores(question, pieces, encoder)
    wanted = {one.paper.id for one in named}
    scores += _NAMED * np.array([piece.hit.paper.id in wanted for piece in pieces])
    return [
        Evidence(
            pieces[i].hit.paper, pieces[i].text, pieces[i].start, pieces[i].end, float(scores[i]), float(similarity[i])
        )
        for i in np.argsort(-scores, kind="stable")
    ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence in its place."""

    hit: Hit
    start: int
    end: int
    place: float  # 0 for the first sentence, towards 1 for the last
    around: str  # the title and the sentences before and after

    @property
    def text(self) -> str:
        return self.hit.paper.abstract[self.start : self.end]


def _pieces(hit: Hit) -> list[_Piece]:
    abstract = hit.paper.abstract
    spans = split_sentences(abstract)
    found = []
    for i, (start, end) in enumerate(spans):
        before = abstract[slice(*spans[i - 1])] if i else ""
        after = abstract[slice(*spans[i + 1])] if i + 1 < len(spans) else ""
        if end - start >= _SHORTEST:
            found.append(_Piece(hit, start, end, i / len(spans), f"{hit.paper.title} {before} {after}"))
    return found


def _scores(
    question: str, pieces: Sequence[_Piece], encoder: Encoder
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return each sentence's cosine to the question, and how well it answers it among these sentences."""
    texts = [piece.text for piece in pieces]
    titled = [f"{piece.hit.paper.title}. {piece.text}" for piece in pieces]
    query = encoder.encode_queries([question])[0]
    bare, under_title = (encoder.encode_documents(texts + titled) @ query).reshape(2, -1)
    words, around = _overlaps(question, texts, [piece.around for piece in pieces])
    figure = np.array([bool(numbers(text)) for text in texts]) * asks_figure(question)
    defines = asks_definition(question)
    scores: npt.NDArray[np.float64] = (
        _MEANING * (bare + under_title) / 2
        + _WORDS * words
        + _AROUND * around
        + _PAPER * np.array([piece.hit.score for piece in pieces])
        + _LATE * np.array([0.0 if defines else piece.place for piece in pieces])
        + _INTRODUCES * np.array([defines and bool(_INTRODUCTION.search(text)) for text in texts])
        + _NAMES * np.array([len(names(text)) / 10 for text in texts])
        + _FIGURE * figure
        + _ADDRESS * np.array(["://" in text and not asks_code(question) for text in texts])
    )
    return bare, scores


def _overlaps(
    question: str, texts: Sequence[str], around: Sequence[str]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return for each text the share of the question's terms in it, and the share only around it.

    A term weighs by its rarity among the texts (the inverse document frequency of BM25).
    """
    asked = set(terms(question))
    held = [set(terms(text)) & asked for text in texts]
    near = [(set(terms(text)) & asked) - own for text, own in zip(around, held, strict=True)]
    seen = Counter(term for some in held for term in some)
    weight = {term: math.log(1 + (len(texts) - seen[term] + 0.5) / (seen[term] + 0.5)) for term in asked}
    total = sum(weight.values()) or 1.0
    shares = [[sum(weight[term] for term in some) / total for some in sets] for sets in (held, near)]
    return np.array(shares[0]), np.array(shares[1])


def _firsts_first(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the best piece of each paper, then the rest."""
    firsts = list({piece.paper.id: piece for piece in reversed(ranked)}.values())
    firsts.sort(key=lambda piece: -piece.score)
    return firsts + [piece for piece in ranked if piece not in firsts]

"""The sentences of the found papers that bear on a question, verbatim."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.answer import Evidence
from assistant.models.judge import Judge, Passage
from assistant.overview.fit import fits
from assistant.overview.wording import asks_one_paper
from assistant.question import asks_papers
from assistant.relevance import Piece, relevance
from assistant.subject import Subject, without_names
from index.hit import Hit
from index.library import Library
from index.paper import Paper
from index.sentences import split_sentences

_PAPERS = 5  # whose sentences are read: the right one is among them or the search has failed
_KEPT = 4  # pieces of evidence handed on
_SHORTEST = 20  # characters: shorter "sentences" are debris
_JUDGED = 0.08  # of the judge's log-odds that a sentence answers, in its score
_READ_BY_JUDGE = 5  # papers: each takes it a fortieth of a second
HOPELESS = -6.0  # log-odds below which it makes no difference how low they are
_NAMED = 0.3  # added to the relevance of sentences of a paper that alone holds a name of the question
_MEANT = 2.0  # added where the name is the paper's own: no other paper may answer for it


def pick_evidence(
    question: str,
    hits: Sequence[Hit],
    named: Sequence[Subject],
    library: Library,
    judge: Judge | None = None,
    kept: int = _KEPT,
) -> list[Evidence]:
    """Return the sentences that bear most on the question, best first.

    Where it asks for papers, the best of each come first; where it asks for one paper each has one sentence.
    """
    if asks_one_paper(question):
        return [fit.quote for fit in fits(question, hits, judge) if fit.quote][:kept]
    found = ranked(question, _read(hits, named), library, judge, named)
    return _firsts_first(found)[:kept] if asks_papers(question) else found[:kept]


def _read(hits: Sequence[Hit], named: Sequence[Subject]) -> list[Hit]:
    """Return the hits whose sentences are worth reading: the best, and the one the question names."""
    wanted = {one.paper.id for one in named}
    return [hit for rank, hit in enumerate(hits) if rank < _PAPERS or hit.paper.id in wanted]


def ranked(
    question: str, hits: Sequence[Hit], library: Library, judge: Judge | None, named: Sequence[Subject]
) -> list[Evidence]:
    """Return every sentence of these papers, best first.

    A paper's own name, once it is known which paper is meant, must not drown what is asked of it: the question is
    also put without it.
    """
    standing = dict(zip([hit.paper.id for hit in hits], _standings(hits), strict=True))
    pieces = [piece for hit in hits for piece in pieces_of(hit, standing[hit.paper.id])]
    if not pieces:
        return []
    nameless = without_names(question, [name for one in named for name in one.names])
    askings = [question, nameless] if nameless and nameless != question else [question]
    similarity, scores = relevance(askings, pieces, library)
    wanted = {one.paper.id: _MEANT if one.sure else _NAMED for one in named}
    scores += np.array([wanted.get(piece.hit.paper.id, 0.0) for piece in pieces])
    odds = _odds(question, hits, pieces, judge, named) if judge else [None] * len(pieces)
    if judge and not asks_papers(question):  # which papers are meant their words and meaning tell better
        scores += _JUDGED * np.array([HOPELESS if told is None else max(told, HOPELESS) for told in odds])
    return [_evidence(pieces[i], scores[i], similarity[i], odds[i]) for i in np.argsort(-scores, kind="stable")]


def _odds(
    question: str, hits: Sequence[Hit], pieces: Sequence[Piece], judge: Judge, named: Sequence[Subject]
) -> list[float | None]:
    """Return the judge's log-odds that each piece answers the question; None for those of papers it has not read."""
    wanted = {one.paper.id for one in named}
    papers = [hit.paper for rank, hit in enumerate(hits) if rank < _READ_BY_JUDGE or hit.paper.id in wanted]
    judged = judge.judged(question, [Passage(paper.title, sentences(paper)) for paper in papers])
    odds = {paper.id: one.answers for paper, one in zip(papers, judged, strict=True)}
    return [float(odds[piece.hit.paper.id][piece.number]) if piece.hit.paper.id in odds else None for piece in pieces]


def sentences(paper: Paper) -> tuple[str, ...]:
    """Return the sentences of the paper's abstract, in order."""
    return tuple(paper.abstract[start:end] for start, end in split_sentences(paper.abstract))


def _evidence(piece: Piece, score: float, similarity: float, odds: float | None) -> Evidence:
    return Evidence(piece.hit.paper, piece.text, piece.start, piece.end, float(score), float(similarity), odds)


def _standings(hits: Sequence[Hit]) -> list[float]:
    """Return where each paper stands between the best of these, 1, and the worst, 0."""
    scores = [hit.score for hit in hits]
    spread = max(scores, default=0.0) - min(scores, default=0.0)
    return [(score - min(scores)) / spread if spread else 1.0 for score in scores]


def pieces_of(hit: Hit, standing: float = 1.0) -> list[Piece]:
    """Return the sentences of the paper's abstract in their places, but for debris."""
    abstract = hit.paper.abstract
    spans = split_sentences(abstract)
    found = []
    for i, (start, end) in enumerate(spans):
        before = abstract[slice(*spans[i - 1])] if i else ""
        after = abstract[slice(*spans[i + 1])] if i + 1 < len(spans) else ""
        if end - start >= _SHORTEST:
            around = f"{hit.paper.title} {before} {after}"
            found.append(Piece(hit, standing, i, start, end, i / len(spans), around))
    return found


def _firsts_first(found: Sequence[Evidence]) -> list[Evidence]:
    """Return the best piece of each paper, then the rest."""
    firsts = list({piece.paper.id: piece for piece in reversed(found)}.values())
    firsts.sort(key=lambda piece: -piece.score)
    return firsts + [piece for piece in found if piece not in firsts]

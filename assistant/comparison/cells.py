"""What each paper says of each aspect: its own sentences, looked for in each paper apart."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.aliases import aliases
from assistant.answer import Evidence, Outcome
from assistant.comparison.aspects import Aspect
from assistant.comparison.comparison import Cell, Figure
from assistant.comparison.lineup import Wanted, wanted
from assistant.evidence import pieces_of, ranked
from assistant.models.judge import Judge
from assistant.models.model import Thresholds
from assistant.outcome import decide
from assistant.relevance import Piece, sentence_vectors
from assistant.subject import Subject
from index.encoder import Vectors
from index.hit import Hit
from index.library import Library
from index.paper import Paper
from index.products import products
from index.terms import terms

_PLACE = 0.25  # taken off for a whole abstract's distance from where such sentences stand
_CUE = 0.06  # for each word that speaks of the aspect
_CUES = 3  # that count
_TELLING = 0.2  # for a word that speaks of nothing else
_SECOND = 0.08  # below the best: a second quote further below is filler
_MOST = 2  # quotes of an aspect of one's own
_WORTH = 0.0  # log-odds from which the second of them is worth reading


def cells(
    papers: Sequence[Paper],
    asked: Sequence[Aspect],
    figures: Sequence[Figure],
    library: Library,
    judge: Judge | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each paper with a cell for each aspect; `figures` are those that the papers state.

    Known aspects are looked for by meaning and by the words that speak of them. Others are put to the paper as a
    question, which the judge reads; where they name a measure a figure of it answers, and nothing else.
    """
    known = [aspect for aspect in asked if aspect.cue]
    queries = list(library.encoder.encode_queries([aspect.question for aspect in known])) if known else []
    rows = []
    for paper in papers:
        told = _told(paper, known, queries, library)
        own = [figure for figure in figures if figure.evidence.paper.id == paper.id]
        rows.append(
            tuple(told.get(aspect.name) or _asked(paper, aspect, own, library, judge, thresholds) for aspect in asked)
        )
    return tuple(rows)


def _told(paper: Paper, known: Sequence[Aspect], queries: Sequence[Vectors], library: Library) -> dict[str, Cell]:
    """Return the cells of the known aspects by name: sentences without a word of the aspect do not speak of it."""
    pieces = pieces_of(Hit(paper, 1.0))
    vectors = sentence_vectors(pieces, library) if pieces and known else None
    told = {}
    for aspect, query in zip(known, queries, strict=True):
        cosines = products(vectors, query).tolist() if vectors is not None else []
        scores = {n: cosines[n] + _worth(piece, aspect) for n, piece in enumerate(pieces) if _speaks_of(piece, aspect)}
        best = sorted(scores, key=lambda n: -scores[n])[: aspect.quotes]
        kept = [n for n in best if scores[n] >= scores[best[0]] - _SECOND]
        quotes = tuple(_evidence(pieces[n], scores[n], cosines[n]) for n in kept)
        told[aspect.name] = Cell(quotes, paper.code_url if aspect.address and not quotes else "")
    return told


def _worth(piece: Piece, aspect: Aspect) -> float:
    assert aspect.cue is not None
    cues = len({match.group().lower() for match in aspect.cue.finditer(piece.text)})
    telling = aspect.telling is not None and aspect.telling.search(piece.text) is not None
    return _CUE * min(cues, _CUES) + _TELLING * telling - _PLACE * abs(piece.place - aspect.place)


def _speaks_of(piece: Piece, aspect: Aspect) -> bool:
    assert aspect.cue is not None
    if "://" in piece.text and not aspect.address:
        return False
    named = aspect.own and any(piece.text.startswith(f"{name} ") for name in aliases(piece.hit.paper))
    return named or aspect.cue.search(piece.text) is not None


def _asked(
    paper: Paper,
    aspect: Aspect,
    figures: Sequence[Figure],
    library: Library,
    judge: Judge | None,
    thresholds: Thresholds | None,
) -> Cell:
    """Return what the paper answers when asked for the aspect."""
    asked = wanted(aspect.name)
    if asked.measure:
        return Cell(_of_figures(asked, figures))
    hit = Hit(paper, 1.0)
    found = ranked(aspect.question, [hit], library, judge, [Subject(paper, (*aliases(paper), paper.title))])
    if judge is None:  # nobody else says whether a sentence answers
        words = set(terms(aspect.name))
        found = [piece for piece in found if words & set(terms(piece.text))]
    if decide(aspect.question, [hit], found, thresholds, known=True) is not Outcome.ANSWERED:
        return Cell()
    return Cell((found[0], *(piece for piece in found[1:_MOST] if piece.odds is not None and piece.odds >= _WORTH)))


def _of_figures(asked: Wanted, figures: Sequence[Figure]) -> tuple[Evidence, ...]:
    """Return the sentences that state a figure that is asked for, those of named data first."""
    found = sorted((figure for figure in figures if asked.fits(figure)), key=lambda figure: figure.gain)
    return tuple(dict.fromkeys(figure.evidence for figure in found))[:_MOST]


def _evidence(piece: Piece, score: float, similarity: float) -> Evidence:
    return Evidence(piece.hit.paper, piece.text, piece.start, piece.end, score, similarity)

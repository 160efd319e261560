"""What the figures of a comparison come to, in a sentence or two that hold nothing but checked figures."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Evidence, Sentence, Support
from assistant.comparison.comparison import Figure, Lineup
from assistant.compose import quoted
from assistant.conversation import wording
from assistant.line import one_line
from assistant.template import filled
from index.paper import Paper

_SENTENCES = 2
_LONGEST_TITLE = 60  # characters of a title that stands for a paper without a name


def summary(
    papers: Sequence[Paper], lineups: Sequence[Lineup], apart: Sequence[Figure], quotes: Sequence[Evidence]
) -> tuple[Sentence, ...]:
    """Return the orders of the figures that may be compared, or say that none may be; else the first quotes.

    Each sentence cites the papers by their places, from 1.
    """
    told = [ordered(line) for line in lineups[:_SENTENCES]]
    if not told and len({figure.evidence.paper.id for figure in apart}) > 1:
        told = [not_comparable(apart)]
    if not told:
        told = [quoted(piece) for piece in quotes[:_SENTENCES]]
    places = {paper.id: n for n, paper in enumerate(papers, 1)}
    return tuple(
        Sentence(
            one.text, tuple(dict.fromkeys(places[piece.paper.id] for piece in one.evidence)), one.support, one.evidence
        )
        for one in told
    )


def ordered(line: Lineup) -> Sentence:
    """Return the figures of a line in their order, each with the name of its paper; all were checked when read."""
    order = ", ".join(f"{called(figure.evidence.paper)} {figure.text}" for figure in line.figures)
    text = filled("compare_order", measure=line.measure, dataset=line.dataset, order=order)
    return Sentence(text, support=Support.SUPPORTED, evidence=tuple(figure.evidence for figure in line.figures))


def not_comparable(apart: Sequence[Figure]) -> Sentence:
    """Return that these figures may not be compared, each with what it is of; of each paper the first."""
    return _listed("compare_apart", apart)


def outside(others: Sequence[Figure]) -> Sentence:
    """Return that these figures stand outside an order, each with what it is of; of each paper the first."""
    return _listed("compare_outside", others)


def _listed(template: str, figures: Sequence[Figure]) -> Sentence:
    firsts = list({figure.evidence.paper.id: figure for figure in reversed(figures)}.values())[::-1]
    told = ", ".join(f"{called(figure.evidence.paper)} {figure.described}" for figure in firsts)
    evidence = tuple(figure.evidence for figure in firsts)
    return Sentence(filled(template, figures=told), support=Support.SUPPORTED, evidence=evidence)


def called(paper: Paper) -> str:
    """Return a short name of the paper, on one line: that of its system, else its title."""
    name = one_line(wording.called(paper))
    return name if len(name) <= _LONGEST_TITLE else f"{name[: _LONGEST_TITLE - 1].rstrip()}…"

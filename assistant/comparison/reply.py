"""The answer to a question that compares papers: what each says, read apart, and the order where one is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from assistant.answer import Evidence, Outcome, Sentence
from assistant.comparison.aspects import Aspect, aspects
from assistant.comparison.cells import cells
from assistant.comparison.compare import assembled, stated_figures
from assistant.comparison.comparison import Cell, Comparison, Figure, Lineup
from assistant.comparison.figures import data_key, measure
from assistant.comparison.lineup import Wanted, lined_up, wanted
from assistant.comparison.parts import asked_of_each, nameless
from assistant.comparison.request import Request
from assistant.comparison.summary import not_comparable, ordered, outside
from assistant.compose import quoted
from assistant.drafting import Task
from assistant.evidence import ranked
from assistant.facts import numbers
from assistant.models.judge import Judge
from assistant.models.language_model import LanguageModel
from assistant.question import asks_figure
from assistant.reading import reread
from assistant.subject import Subject, without_others
from assistant.template import filled
from index.hit import Hit
from index.library import Library
from index.paper import Paper
from index.terms import terms

_EACH = 2  # sentences quoted of each paper
_FEW = 3  # papers of which so many are quoted; of each of more, one
_READ = 3  # sentences of each paper that a language model reads
_DOUBTFUL = -2.0  # log-odds of the best sentence below which the whole question is put to the paper, too
_SECOND = 2.5  # log-odds by which a second quote may be less sure than the first: beyond, it is filler
_SILENT = -6.0  # log-odds of a paper's best sentence below which the paper does not say
_BARE = frozenset(
    terms("compare comparison differ different difference versus vs rank better side set against contrast each other")
)
_ASKING = frozenset(
    "how do does did is are was were what which whose who the and or with versus vs compare compared comparison rank "
    "these them each of between".split()
)
_ASKED = "Asked"  # for a label where papers are described: the question without them reads badly
_OVERALL = ("approach", "results")  # quoted where nothing is asked than how papers compare


@dataclass(frozen=True, slots=True)
class Reply:
    """The sentences of an answer, all that was looked at for it, and the comparison behind it."""

    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    comparison: Comparison

    @property
    def outcome(self) -> Outcome:
        """How the question ended."""
        return self.comparison.outcome


@dataclass(frozen=True, slots=True)
class Part:
    """What a question asks of one of its papers, the sentences of the paper, best first, and what is told of them.

    Nothing is told as long as no language model has worded it: then the quotes speak.
    """

    about: Subject
    question: str
    put: str  # what its sentences were read for: the question, or all that was asked where that finds more
    found: tuple[Evidence, ...]
    told: tuple[Sentence, ...] = ()

    def reread(self, model: LanguageModel) -> Part:
        """Return the part with its best sentences read by a model. Raises ModelError when that fails.

        Unchanged where the model was not taught to read.
        """
        if not model.taught:
            return self
        read = reread(self.put, self.found[:_READ], model)  # stay ahead: of the others nobody knows more
        return replace(self, found=(*read, *self.found[_READ:]))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one paper says: quotes, the best first, and its figures of what is asked.

    `near` are the sentences that come closest; `numberless` says that a figure is asked for and the paper has none.
    """

    part: Part
    quotes: tuple[Evidence, ...]
    near: tuple[Evidence, ...]
    figures: tuple[Figure, ...]
    numberless: bool

    @property
    def paper(self) -> Paper:
        """Who says it."""
        return self.part.about.paper


def parts_of(request: Request, library: Library, judge: Judge | None = None) -> list[Part]:
    """Return what is asked of each paper, read apart, so that none crowds out another; none where nothing is asked.

    A question may be no more than how papers compare.
    """
    if not set(terms(nameless(request.put, request.named))) - _BARE:
        return []
    asked = asked_of_each(request.put, request.named)
    return [_part(one, question, request, library, judge) for one, question in zip(request.named, asked, strict=True)]


def few(parts: Sequence[Part]) -> bool:
    """Say whether a language model may read and word the parts: many would take long."""
    return 0 < len(parts) <= _FEW


def tasks_of(request: Request, parts: Sequence[Part]) -> list[Task]:
    """Return what is to be worded of each part: more than two quotes, each with a figure, speak for themselves."""
    stated = stated_figures([one.paper for one in request.named])
    return [Task(part.put, _told(part, request, stated).quotes[:_EACH]) for part in parts]


def replied(request: Request, parts: Sequence[Part], library: Library, start: float) -> Reply:
    """Return the answer, in the order of the figures that are asked for, else in that of the question.

    What it took is counted from `start`.
    """
    papers = [one.paper for one in request.named]
    stated = stated_figures(papers)
    if not parts:
        return _overall(papers, stated, library, start)
    told = [_told(part, request, stated) for part in parts]
    lines, sentences = _figures_said(request, told, stated)
    order = [figure.evidence.paper.id for line in lines[:1] for figure in line.figures]
    told_in_order = sorted(told, key=lambda one: order.index(one.paper.id) if one.paper.id in order else len(order))
    said = [sentence for one in told_in_order for sentence in _said(one)]
    rows = [(Cell(one.quotes),) for one in told]
    rest = nameless(request.put, request.named)
    label = _label(rest) if all(one.sure for one in request.named) else _ASKED
    comparison = assembled(papers, [Aspect(label, rest)], rows, stated, start)
    return Reply((*sentences, *said), tuple(piece for one in told for piece in one.quotes or one.near), comparison)


def _label(asked: str) -> str:
    """Return what is asked of each paper in few words, without those that only ask and compare."""
    words = [word for word in asked.strip(" ?.,:;").split() if word.strip("?.,:;").lower() not in _ASKING]
    label = " ".join(words).strip(" ?.,:;") or asked.strip(" ?.,:;")
    return label[:1].upper() + label[1:]


def _overall(papers: Sequence[Paper], stated: Sequence[Figure], library: Library, start: float) -> Reply:
    """Return the papers compared in the default aspects, what they do and reach in sentences."""
    asked = aspects(())
    rows = cells(papers, asked, stated, library)
    comparison = assembled(papers, asked, rows, stated, start)
    shown = [n for n, aspect in enumerate(asked) if aspect.name in _OVERALL]
    quotes = [piece for row in rows for piece in _best_of_each([row[n] for n in shown])]
    told = [ordered(line) for line in comparison.lineups[:1]]
    return Reply((*told, *map(quoted, quotes)), tuple(quotes), comparison)


def _best_of_each(row: Sequence[Cell]) -> list[Evidence]:
    """Return the best quote of each cell of a paper that no other has shown."""
    found = list[Evidence]()
    for cell in row:
        shown = {piece.start for piece in found}
        found += [piece for piece in cell.quotes if piece.start not in shown][:1]
    return found


def _part(one: Subject, question: str, request: Request, library: Library, judge: Judge | None) -> Part:
    """Return the sentences of the paper for its part of the question, or for the whole where that finds more."""
    found = ranked(question, [Hit(one.paper, 1.0)], library, judge, [one])
    part, whole = Part(one, question, question, tuple(found)), without_others(request.put, one, request.named)
    if (
        whole == question
        or len(request.named) > _FEW
        or not found
        or found[0].odds is None
        or found[0].odds > _DOUBTFUL
    ):
        return part
    again = ranked(whole, [Hit(one.paper, 1.0)], library, judge, [one])
    return replace(part, put=whole, found=tuple(again)) if (again[0].odds or 0.0) > found[0].odds else part


def _told(part: Part, request: Request, stated: Sequence[Figure]) -> _Told:
    asked, found = wanted(nameless(part.question, request.named), stated), part.found
    figures = [figure for figure in stated if asked and figure.evidence.paper.id == part.about.paper.id]
    figures = [figure for figure in figures if asked.fits(figure)]
    count = _EACH if len(request.named) <= _FEW else 1
    holding = {figure.evidence.start for figure in figures if not figure.gain or not request.ranks}
    first = [piece for piece in found if piece.start in holding] or (
        [piece for piece in found if asked.measure and _may_state(piece.text, asked)][:1] if request.ranks else []
    )
    rest = [piece for piece in found if piece not in first]
    quotes = [*first, *rest][: max(count, len(first))]
    quotes = [piece for piece in quotes if piece is quotes[0] or piece in first or _is_worth_adding(piece, quotes[0])]
    asks = asked and (request.ranks or asks_figure(request.put))
    numberless = bool(asks) and not figures and not any(_may_state(piece.text, asked) for piece in found)
    silent = bool(found) and _sureness(found) < _SILENT
    if not first and (numberless or silent):
        quotes = [piece for piece in quotes[:1] if numberless and _mentions(piece.text, asked)]
    return _Told(part, tuple(quotes), tuple(found[:1]), tuple(figures), numberless)


def _sureness(found: Sequence[Evidence]) -> float:
    """Return the log-odds that the paper says it: the judge's of the best sentence, less a model's doubt where it read.

    Infinite where no judge has.
    """
    read = [piece for piece in found if piece.doubt is not None] or found[:1]
    return max(inf if piece.odds is None else piece.odds - (piece.doubt or 0.0) for piece in read)


def _is_worth_adding(piece: Evidence, best: Evidence) -> bool:
    if piece.doubt is not None and best.doubt is not None:
        return piece.doubt < min(0.0, best.doubt + _SECOND)
    if piece.odds is None or best.odds is None or best.odds < 0:
        return True
    return piece.odds > best.odds - _SECOND


def _may_state(text: str, asked: Wanted) -> bool:
    """Say whether a sentence has a number and speaks of what is asked: it may state a figure that was not read."""
    return bool(numbers(text)) and (_mentions(text, asked) or (bool(asked.measure) and measure(text) == asked.measure))


def _mentions(text: str, asked: Wanted) -> bool:
    letters = data_key(text)
    return any(key in letters for key in asked.data)


def _figures_said(
    request: Request, told: Sequence[_Told], stated: Sequence[Figure]
) -> tuple[Sequence[Lineup], list[Sentence]]:
    """Return the lines of the figures that are asked for, and what is to be said of them."""
    if not request.compares:
        return (), []
    fitting = [figure for one in told for figure in one.figures]
    if not fitting and (request.ranks or asks_figure(request.put)) and not any(one.numberless for one in told):
        fitting = list(stated)
    lines = lined_up(fitting)
    in_line = {figure.evidence.paper.id for line in lines for figure in line.figures}
    others = [figure for figure in _firsts(fitting) if figure.evidence.paper.id not in in_line]
    if lines:
        return lines, [ordered(lines[0]), *([outside(others)] if others else [])]
    if len(others) > 1:
        return (), [not_comparable(others)]
    return (), []


def _firsts(figures: Iterable[Figure]) -> list[Figure]:
    """Return one figure of each paper: the first that is no gain, else the first."""
    best: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda figure: figure.gain):
        best.setdefault(figure.evidence.paper.id, figure)
    return list(best.values())


def _said(told: _Told) -> list[Sentence]:
    """Return the sentences about one paper: what it says, and where it does not say, that."""
    part = told.part
    said = [*part.told, *map(quoted, told.quotes[_EACH:])] if part.told else [*map(quoted, told.quotes)]
    if told.numberless:
        return [Sentence(filled("compare_no_figure", title=told.paper.title), evidence=told.near), *said]
    return said or [Sentence(filled("not_stated", title=told.paper.title), evidence=told.near)]

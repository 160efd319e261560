"""Every paper of the library that fulfils what is asked, with a sentence that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Evidence
from assistant.facts import holds, names
from assistant.models.judge import Judge
from assistant.models.model import Thresholds
from assistant.outcome import near
from assistant.overview.fit import LISTED, fits, listed, quote
from assistant.overview.request import Request
from assistant.overview.wording import beside_names, core, literal, named, runs, stems
from index.hit import Hit
from index.library import Library
from index.paper import Paper
from index.sentences import split_sentences

_DEPTH = 100  # papers that are scored by what they mean; those that hold the words asked for are all looked at
_LENIENT = 2.0  # log-odds less than usual are enough for a paper that holds the names asked for, and nearly all of it:
_FEW = 2  # of other words at most
_ACRONYM = re.compile(r"[A-Z]{3,}")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Selected:
    """A paper that is as asked, and the sentence that shows it: its title where the record alone was asked about."""

    paper: Paper
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Selection:
    """Every paper that is as asked. `exact`: by the record and by words, with no judgement of what they mean."""

    papers: tuple[Selected, ...]
    exact: bool


def selected(
    request: Request, question: str, library: Library, judge: Judge | None, thresholds: Thresholds | None = None
) -> Selection:
    """Return every paper that is as asked: in the order they were added, by meaning the best first."""
    if not request.about:
        papers = [paper for paper in library.papers(request.conditions.filters) if request.conditions.hold(paper)]
        return Selection(tuple(Selected(paper, titled(paper)) for paper in papers), exact=True)
    asked = f"Which papers {request.about}?" if request.conditions else question
    road = _Road(request, asked, library, judge, thresholds)
    if called := named(request.about, question):
        return road.holding(called)
    held = road.side_by_side()
    return Selection(road.shown(held), exact=True) if literal(request.about) else road.by_meaning(held)


def titled(paper: Paper) -> Evidence:
    """Return the title as evidence: what the record of the paper says needs no sentence of its abstract."""
    return Evidence(paper, paper.title, 0, 0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Road:
    """What is asked, and what can tell which papers are so."""

    request: Request
    question: str  # without conditions on the record
    library: Library
    judge: Judge | None
    thresholds: Thresholds | None

    def holding(self, called: Sequence[str]) -> Selection:
        """Return the papers that hold the names, or spell them out; where more is asked, those that also fit this."""
        about, filters = self.request.about, self.request.conditions.filters
        within = self.library.holding(" ".join(called), filters)
        papers = [paper for paper in within if all(holds(paper.text, name) for name in called)]
        hits = self._hits()
        papers += _spelling_out(called, hits, {paper.id for paper in papers})
        besides = beside_names(about, called)
        if literal(about) or not besides:
            return Selection(self.shown(papers), exact=True)
        if not papers and not any(names(name) for name in called):  # a subject that was written with capitals
            return self.by_meaning(())
        heart, least = core(about), LISTED - _LENIENT * (len(besides) <= _FEW)
        odds = {fit.hit.paper.id: fit.odds for fit in fits(self.question, hits, self.judge)}
        enough = [
            paper
            for paper in papers
            if odds.get(paper.id, LISTED) >= least or any(runs(heart, stems(text)) for text in _texts(paper))
        ]
        return Selection(self.shown(enough), exact=False)

    def side_by_side(self) -> list[Paper]:
        """Return the papers of which the title or a sentence holds the words that matter side by side."""
        heart = core(self.request.about)
        words = [word for word in re.split(r"[\s\-/]+", self.request.about) if set(heart) & set(stems(word))]
        papers = self.library.holding(" ".join(words), self.request.conditions.filters)
        return [paper for paper in papers if any(runs(heart, stems(text)) for text in _texts(paper))]

    def by_meaning(self, held: Sequence[Paper]) -> Selection:
        """Return the papers that fit by search, words and judge, and others that hold the words as asked."""
        hits = self._hits()
        best = listed(fits(self.question, hits, self.judge))
        if best and best[0].odds < LISTED and not near(self.question, hits, self.thresholds):
            best = []
        chosen = tuple(Selected(fit.hit.paper, fit.quote or titled(fit.hit.paper)) for fit in best)
        scored = {hit.paper.id for hit in hits}
        return Selection(chosen + self.shown(paper for paper in held if paper.id not in scored), exact=False)

    def shown(self, papers: Iterable[Paper]) -> tuple[Selected, ...]:
        """Return the papers whose records are as demanded, each with the sentence that holds most of what is asked."""
        return tuple(
            Selected(paper, quote(self.request.about, Hit(paper, 0.0)) or titled(paper))
            for paper in papers
            if self.request.conditions.hold(paper)
        )

    def _hits(self) -> list[Hit]:
        conditions = self.request.conditions
        hits = self.library.search(self.question, _DEPTH, conditions.filters)
        return [hit for hit in hits if conditions.hold(hit.paper)]


def _spelling_out(called: Sequence[str], hits: Sequence[Hit], known: set[str]) -> list[Paper]:
    """Return the found papers that write each acronym out, where all the names are acronyms."""
    letters = [name.removesuffix("s") for name in called]
    if not all(_ACRONYM.fullmatch(one) for one in letters):
        return []
    papers = [hit.paper for hit in hits if hit.paper.id not in known]
    return [paper for paper in papers if all(one.lower() in _initials(paper) for one in letters)]


def _initials(paper: Paper) -> str:
    return "".join(word[0] for word in _WORD.findall(paper.text)).lower()


def _texts(paper: Paper) -> list[str]:
    return [paper.title, *(paper.abstract[start:end] for start, end in split_sentences(paper.abstract))]

"""Answers that the records of the library give: lists, counts, who wrote a paper, when and where it was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Outcome, Sentence, Support
from assistant.models.judge import Judge
from assistant.models.model import Thresholds
from assistant.overview.contents import contents
from assistant.overview.request import Kind, Request
from assistant.overview.selection import Selected, Selection, selected, titled
from assistant.template import filled
from index.library import Library
from index.paper import Paper

_NEARLY = 3.0  # log-odds
_SURE = 4.0  # log-odds: one paper in fifty such is not as asked


@dataclass(frozen=True, slots=True)
class Reply:
    """How a question of the whole library ends, and what is said."""

    outcome: Outcome
    sentences: tuple[Sentence, ...]


def reply(
    request: Request, question: str, library: Library, judge: Judge | None = None, thresholds: Thresholds | None = None
) -> Reply:
    """Return the answer to what is asked of all papers of the library."""
    if request.kind is Kind.CONTENTS:
        return Reply(Outcome.ANSWERED, tuple(contents(library)))
    found = selected(request, question, library, judge, thresholds)
    if not found.papers:
        none = filled("none_such", all=str(len(library)), asked=_asked(request, found))
        return Reply(Outcome.NO_MATCH, (Sentence(none, support=Support.RECORDED),))
    if request.kind in (Kind.NEWEST, Kind.OLDEST):
        return _dated(_extreme(_surest(found), newest=request.kind is Kind.NEWEST))
    count = filled("counted", count=str(len(found.papers)), all=str(len(library)), asked=_asked(request, found))
    return Reply(Outcome.ANSWERED, (Sentence(count, support=Support.RECORDED), *map(_listed, found.papers)))


def reply_of_record(kind: Kind, papers: Sequence[Paper]) -> Reply:
    """Return what the records of these papers say: who wrote them, when or where they were published."""
    told = [_told(kind, paper) for paper in papers]
    if not any(told):
        silent = filled("not_recorded", title=papers[0].title)
        return Reply(Outcome.NOT_STATED, (Sentence(silent, evidence=(titled(papers[0]),)),))
    said = [_recorded(text, Selected(paper, titled(paper))) for text, paper in zip(told, papers, strict=True) if text]
    return Reply(Outcome.ANSWERED, tuple(said))


def _told(kind: Kind, paper: Paper) -> str:
    """Return what the record says, "" where it does not."""
    if kind is Kind.AUTHORS:
        return f"“{paper.title}” is by {_joined(paper.authors)}." if paper.authors else ""
    if kind is Kind.PLACE:
        return f"“{paper.title}” was published in {paper.venue}." if paper.venue else ""
    venue = f", published in {paper.venue}" if paper.venue else ""
    return f"“{paper.title}” is from {paper.year}{venue}." if paper.year else ""


def _dated(papers: Sequence[Selected]) -> Reply:
    said = (_recorded(_told(Kind.DATE, one.paper) or f"“{one.paper.title}”.", one) for one in papers)
    return Reply(Outcome.ANSWERED, tuple(said))


def _surest(found: Selection) -> list[Selected]:
    """Return the papers that fit surely, or nearly as well as the best: one that hardly fits must not be the newest."""
    least = min(max(one.evidence.score for one in found.papers) - _NEARLY, _SURE)
    return [one for one in found.papers if found.exact or one.evidence.score >= least]


def _extreme(papers: Sequence[Selected], *, newest: bool) -> list[Selected]:
    """Return the papers of the last, or of the first, year; all where no record tells one."""
    years = [one.paper.year for one in papers if one.paper.year is not None]
    if not years:
        return list(papers)
    wanted = max(years) if newest else min(years)
    return [one for one in papers if one.paper.year == wanted]


def _listed(one: Selected) -> Sentence:
    title = one.paper.title
    return _recorded(title if title.endswith((".", "?", "!")) else f"{title}.", one)


def _recorded(text: str, one: Selected) -> Sentence:
    return Sentence(text, support=Support.RECORDED, evidence=(one.evidence,))


def _asked(request: Request, found: Selection) -> str:
    return ", ".join(_conditions(request, found))


def _conditions(request: Request, found: Selection) -> Iterator[str]:
    yield from request.conditions.said
    if request.about:
        yield f"“{request.about}”{'' if found.exact else ', judged by what the abstracts say'}"


def _joined(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)

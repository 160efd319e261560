"""From a checked draft and the evidence to the sentences that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Evidence, Outcome, Sentence, Support
from assistant.clauses import shortened
from assistant.conditions import condition_kept, restored
from assistant.facts import numbers
from assistant.ground import grounded, supports
from assistant.joints import joined_alike
from assistant.models.judge import Judge
from assistant.overview.fit import beside
from assistant.overview.wording import asks_one_paper
from assistant.question import asks_figure, asks_papers
from assistant.subject import Subject
from assistant.telling import Telling, telling
from assistant.template import filled
from assistant.wording import repeats
from index.terms import terms

_QUOTES = 2
_TOLD = 2  # sentences of a draft
_SECOND = 0.3  # below the best score: a second quote further below is filler
_SURELY = 0.9  # of what tells the answer: what keeps as much is not improved by another draft
_KEPT = 0.75  # of what tells the answer in a quote: what keeps less has lost it
_PAPERS = 3  # in a list of papers
_FEWEST_NEW_TERMS = 2  # an echo of the question answers nothing
_NEAR = 0.8  # of the best score: a paper listed beside the best must come close to it


def composed(outcome: Outcome, said: Sequence[Sentence], evidence: Sequence[Evidence]) -> list[Sentence]:
    """Return the sentences of the answer: what is said, or that nothing is about the question or states it."""
    if outcome is Outcome.NO_MATCH:
        return [Sentence(filled("no_match"))]
    if outcome is Outcome.NOT_STATED:
        return [Sentence(filled("not_stated", title=evidence[0].paper.title), evidence=tuple(evidence[:1]))]
    return list(said)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a quote, and the draft that it is from; "" where none stands."""

    sentences: tuple[Sentence, ...]
    draft: str = ""


def told(question: str, quote: Evidence, drafts: Iterable[str], judge: Judge | None = None) -> Told:
    """Return what of the drafts stands, else the shortest clause of the quote that does, or the quote.

    What stands keeps what tells the answer; before a draft that has lost the condition of its quote this is put back.
    Of several drafts the one counts that keeps most of the answer, and of those that keep as much the first; none is
    asked for behind one that surely keeps it.
    """
    known = telling(question, quote, judge)
    best, most = Told(()), 0.0
    for draft in drafts:
        worth = _worth_saying(question, restored(draft, quote.text), quote)
        stand = [one for one in worth if _answers(question, quote, one.text, known)][:_TOLD]
        kept = known.kept_by(" ".join(one.text for one in stand)) if known else 1.0
        if stand and round(kept, 1) > most:
            best, most = Told(tuple(stand), draft), round(kept, 1)
        if stand and kept >= _SURELY:
            break
    return best if best.sentences else Told(tuple(_clause(question, quote, known) or [quoted(quote)]))


def merged(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences, those of the same words as one that rests on the evidence of all."""
    found: dict[str, Sentence] = {}
    for one in sentences:
        known = found.get(one.text)
        found[one.text] = replace(known, evidence=(*known.evidence, *one.evidence)) if known else one
    return list(found.values())


def wordable(question: str, evidence: Sequence[Evidence], named: Sequence[Subject]) -> bool:
    """Say whether a model is to word what the quotes say: where several papers speak their own words stand."""
    papers = {piece.paper.id for piece in answering(question, evidence, named)}
    return not asks_papers(question) and len(papers) == 1


def _worth_saying(question: str, draft: str, quote: Evidence) -> list[Sentence]:
    """Return the sentences of the draft that the quote supports and that answer.

    They say more than the question does, and hold a figure that it does not name where one is asked for and given.
    """
    asked, figures = set(terms(question)), numbers(question)
    figure_told = asks_figure(question) and bool(numbers(quote.text) - figures)
    return [
        quoted(quote) if sentence.text == quote.text else replace(sentence, support=Support.SUPPORTED)
        for sentence in grounded(draft, [quote])
        if sentence.support is not Support.UNSUPPORTED
        and stands(sentence.text, quote)  # a part of a quote may leave out what matters
        and (
            numbers(sentence.text) - figures
            or (not figure_told and len(set(terms(sentence.text)) - asked) >= _FEWEST_NEW_TERMS)
        )
    ]


def stands(said: str, quote: Evidence) -> bool:
    """Say whether the quote holds what is said, its condition included, and it joins nothing anew or in circles."""
    return (
        supports(quote, said)
        and condition_kept(said, quote.text)
        and joined_alike(said, quote.text)
        and not repeats(said, quote.text)
    )


def _clause(question: str, quote: Evidence, known: Telling | None) -> list[Sentence]:
    """Return the shortest of the quote's clauses that answers as the quote does; none without a judge to tell."""
    if known is None:
        return []
    keep = (one for one in sorted(shortened(quote.text), key=len) if _answers(question, quote, one, known))
    worth = ((one, _worth_saying(question, one, quote)) for one in keep)
    return next((stand for one, stand in worth if [sentence.text for sentence in stand] == [one]), [])


def _answers(question: str, quote: Evidence, said: str, known: Telling | None) -> bool:
    """Say whether what is said keeps the answer of the quote that it rests on.

    Where no judge can tell what that is, it must keep what the quote takes up of the question: who shortens it loses
    the answer with that.
    """
    if known is None:
        return set(terms(question)) & set(terms(quote.text)) <= set(terms(said))
    return known.kept_by(said) >= _KEPT


def answering(question: str, evidence: Sequence[Evidence], named: Sequence[Subject]) -> list[Evidence]:
    """Return the few pieces of evidence that are the answer when quoted.

    All where papers are compared; one of each paper where papers are asked for, as long as they come near the
    best; else the best, and the next of the same paper if it is nearly as good.
    """
    if len(named) > 1:
        order = [one.paper.id for one in named]
        return sorted((p for p in evidence if p.paper.id in order), key=lambda piece: order.index(piece.paper.id))
    if asks_one_paper(question):
        return beside(evidence)
    best = evidence[0]
    if asks_papers(question):
        firsts = list({piece.paper.id: piece for piece in reversed(evidence)}.values())[::-1]
        return [piece for piece in firsts if piece.score >= best.score * _NEAR][:_PAPERS]
    worth = [piece for piece in evidence if piece.paper.id == best.paper.id and piece.score >= best.score - _SECOND]
    return worth[:_QUOTES]


def quoted(piece: Evidence) -> Sentence:
    """Return the evidence as a sentence of an answer."""
    return Sentence(piece.text, support=Support.QUOTED, evidence=(piece,))

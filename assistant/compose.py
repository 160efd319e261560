"""From a checked draft and the evidence to the sentences that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answer import Evidence, Outcome, Sentence, Support
from assistant.conditions import condition_kept
from assistant.evidence import sentences
from assistant.facts import numbers
from assistant.ground import grounded, supports
from assistant.models.judge import Judge, Passage
from assistant.overview.fit import beside
from assistant.overview.wording import asks_one_paper
from assistant.question import asks_figure, asks_papers
from assistant.subject import Subject
from assistant.template import filled
from index.terms import terms

_QUOTES = 2
_TOLD = 2  # sentences of a draft
_SECOND = 0.4  # below the best score: a second quote further below is filler
_LOST = 1.0  # log-odds by which a draft may answer less well than its quote
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


def told(question: str, quote: Evidence, draft: str, judge: Judge | None = None) -> list[Sentence]:
    """Return the sentences of the draft that stand, or the quote."""
    stand = [one for one in _worth_saying(question, draft, quote) if _answers(question, quote, one.text, judge)]
    return stand[:_TOLD] or [quoted(quote)]


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

    They say more than the question does, and hold a figure that it does not name where one is asked for.
    """
    asked = set(terms(question))
    return [
        quoted(quote) if sentence.text == quote.text else replace(sentence, support=Support.SUPPORTED)
        for sentence in grounded(draft, [quote])
        if sentence.support is not Support.UNSUPPORTED
        and stands(sentence.text, quote)  # a part of a quote may leave out what matters
        and len(set(terms(sentence.text)) - asked) >= _FEWEST_NEW_TERMS
        and (numbers(sentence.text) - numbers(question) or not asks_figure(question))
    ]


def stands(said: str, quote: Evidence) -> bool:
    """Say whether the quote holds what is said, its condition included."""
    return supports(quote, said) and condition_kept(said, quote.text)


def _answers(question: str, quote: Evidence, said: str, judge: Judge | None) -> bool:
    """Say whether what is said answers nearly as well as the quote it rests on, read in its place in the abstract.

    Where no judge can tell, it must keep what the quote takes up of the question: who shortens it loses the answer
    with that.
    """
    own = sentences(quote.paper)
    if judge is None or quote.odds is None or quote.text not in own:
        return set(terms(question)) & set(terms(quote.text)) <= set(terms(said))
    place = own.index(quote.text)
    (read,) = judge.judged(question, [Passage(quote.paper.title, (*own[:place], said, *own[place + 1 :]))])
    return float(read.answers[place]) >= quote.odds - _LOST


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

"""Whether the papers hold an answer at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answer import Evidence, Outcome
from assistant.evidence import HOPELESS
from assistant.facts import holds, names, numbers, spelled_names
from assistant.models.model import Thresholds
from assistant.overview.fit import MEANT
from assistant.overview.wording import asks_one_paper, content
from assistant.question import asks_figure, measures
from assistant.subject import without_names
from assistant.writer import says_nothing
from index.hit import Hit
from index.terms import terms

_JUDGED = 0.08  # what the judge's log-odds that a sentence answers add to the cosines
_BESIDE_A_NAME = 1  # terms: "introduces X"
_SAID_NOTHING = 3.0  # log-odds of a model's doubt that says in words that a sentence holds no answer


def decide(
    question: str,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    thresholds: Thresholds | None,
    *,
    known: bool,
) -> Outcome:
    """Return how the question, put without the names of papers, ends.

    `no_match` where no paper is near it: the cosines of the best paper and of the best sentence, and what the judge
    makes of the sentences, added, stay below the encoder's threshold, and nothing names a paper (`known`: conversation
    or question does); where a paper is asked for, none fits. `not_stated` where the judge finds no answer, a figure is
    asked for and the evidence holds none, or the best paper's abstract never mentions the measure.
    """
    if not evidence or not (known or _is_about(question, hits, evidence, thresholds)):
        return Outcome.NO_MATCH
    if thresholds and _odds(evidence) < thresholds.silent:
        return Outcome.NOT_STATED
    best = evidence[0].paper.text.lower()
    unmentioned = any(name not in best for name in measures(question))
    if asks_figure(question) and (unmentioned or not any(numbers(piece.text) for piece in evidence)):
        return Outcome.NOT_STATED
    return Outcome.ANSWERED


def after_reading(question: str, evidence: Sequence[Evidence], thresholds: Thresholds | None) -> Outcome:
    """Return how the question ends once a language model has read the evidence: not stated where it and judge doubt.

    Where papers are asked for, one that was found is an answer.
    """
    read = any(piece.doubt is not None for piece in _of_the_best(evidence))
    return _doubted(question, _sureness(evidence), thresholds) if read else Outcome.ANSWERED


def after_writing(
    question: str, drafts: Sequence[str], evidence: Sequence[Evidence], thresholds: Thresholds | None
) -> Outcome:
    """Return how the question ends where a model that tells no doubt has written that no quote holds the answer."""
    silent = all(piece.doubt is None for piece in evidence) and bool(drafts) and all(map(says_nothing, drafts))
    return _doubted(question, _odds(evidence) - _SAID_NOTHING, thresholds) if silent else Outcome.ANSWERED


def _doubted(question: str, sureness: float, thresholds: Thresholds | None) -> Outcome:
    doubted = thresholds is not None and sureness < thresholds.doubtful and not asks_one_paper(question)
    return Outcome.NOT_STATED if doubted else Outcome.ANSWERED


def near(question: str, hits: Sequence[Hit], thresholds: Thresholds | None) -> bool:
    """Say whether a paper found is near the question: the cosines of the best paper and of the best passage, added."""
    return _near(question, hits, max((hit.passage_similarity or 0.0 for hit in hits), default=0.0), thresholds)


def _is_about(question: str, hits: Sequence[Hit], evidence: Sequence[Evidence], thresholds: Thresholds | None) -> bool:
    """Say whether a paper is about the question; `evidence` of a question for a paper is by how well each fits."""
    if asks_one_paper(question) and thresholds is not None and thresholds.no_match is not None:
        return evidence[0].score >= MEANT and not _is_name_of_none(question, hits)
    odds = max((piece.odds for piece in evidence if piece.odds is not None), default=0.0)
    return _near(question, hits, max(one.similarity for one in evidence) + _JUDGED * max(odds, HOPELESS), thresholds)


def _is_name_of_none(question: str, hits: Sequence[Hit]) -> bool:
    """Say whether a paper is asked for by hardly more than a name, and none that was found holds it."""
    about = content(question) or question
    called = spelled_names(about)
    bare = len(set(terms(without_names(about, called)))) <= _BESIDE_A_NAME
    return bool(called) and bare and not any(holds(hit.paper.text, name) for hit in hits for name in called)


def _odds(evidence: Sequence[Evidence]) -> float:
    """Return the judge's best log-odds that the paper which would be quoted answers; infinite where it read none."""
    return max((piece.odds for piece in _of_the_best(evidence) if piece.odds is not None), default=math.inf)


def _sureness(evidence: Sequence[Evidence]) -> float:
    """Return the same, of the sentences that the language model has read, less its doubt."""
    told = [(piece.odds, piece.doubt) for piece in _of_the_best(evidence)]
    return max((odds - doubt for odds, doubt in told if odds is not None and doubt is not None), default=math.inf)


def _of_the_best(evidence: Sequence[Evidence]) -> list[Evidence]:
    return [piece for piece in evidence if piece.paper.id == evidence[0].paper.id]


def _near(question: str, hits: Sequence[Hit], best: float, thresholds: Thresholds | None) -> bool:
    if thresholds is None or thresholds.no_match is None:  # nobody has calibrated it: what is found is taken to be near
        return True
    asked = names(question)
    held = [name for name in asked if any(name in hit.paper.text.lower() for hit in hits)]
    nearness = max((hit.similarity or 0.0 for hit in hits), default=0.0) + best
    if held and len(held) == len(asked):
        return nearness >= thresholds.no_match - thresholds.strange
    return nearness >= thresholds.no_match + (thresholds.strange if asked and not held else 0.0)

"""Whether a paper is what a question for papers asks for: search, words and the judge, put into one figure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answer import Evidence
from assistant.facts import numbers
from assistant.models.judge import Judge, Passage
from assistant.overview.wording import content, core, runs, stems
from assistant.question import asks_figure
from index.hit import Hit
from index.sentences import split_sentences
from index.terms import terms

Features = npt.NDArray[np.float64]

# Of `features`, in their order, then a constant. Made by `python -m training.fit`: run it again for another judge or
# another default encoder, and put in what it prints.
READ = (10.51, 16.50, 3.45, 5.02, 0.20, 0.32, -4.04)  # for papers that the judge has read
UNREAD = (11.99, 19.71, 5.07, 5.21, -5.88)  # for the others
LISTED = -0.5  # log-odds from which a paper is named in a list
BESIDE = 0.0  # from which it is named beside a better one where one paper is asked for
LEAST = -2.0  # from which the best paper is named although it is not certain
MEANT = -0.9  # from which there is a paper such as is asked for, where one is
_BEHIND = 2.0  # less than the best by no more than this, where one paper is asked for

_READ_BY_JUDGE = 12  # papers: each takes it a thirtieth of a second
_HOPELESS = -8.0  # log-odds of the judge below which it makes no difference how low they are
_QUOTED = 0.08  # of the judge's log-odds, in the choice of the sentence to quote: words count as in `relevance`
_FIGURE = 1.0  # for a sentence with a number, where one is asked for


@dataclass(frozen=True, slots=True)
class Fit:
    """A paper, the log-odds that it is asked for, and the sentence of it that says most about this."""

    hit: Hit
    odds: float
    quote: Evidence | None


def fits(question: str, hits: Sequence[Hit], judge: Judge | None) -> list[Fit]:
    """Return how well each paper fits a question for papers, the best first."""
    if not hits:
        return []
    about = content(question) or question
    told = features(about, hits)
    odds = _unread(told)
    answers: dict[int, npt.NDArray[np.float32]] = {}
    if judge:
        first = np.argsort(-odds, kind="stable")[:_READ_BY_JUDGE].tolist()
        answers = dict(zip(first, read(question, [hits[n] for n in first], judge), strict=True))
        best = np.array([answers[n].max(initial=_HOPELESS) for n in first])
        odds[first] = with_judge(told[first], best) @ np.array(READ[:-1]) + READ[-1]
    figure = asks_figure(question)
    found = [
        Fit(hit, float(odds[n]), quote(about, hit, answers.get(n), float(odds[n]), figure=figure))
        for n, hit in enumerate(hits)
    ]
    return sorted(found, key=lambda fit: -fit.odds)


def glanced(question: str, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    """Return the log-odds of each paper by search and words alone, shape (papers,): what `fits` begins with."""
    return _unread(features(content(question) or question, hits))


def _unread(told: Features) -> npt.NDArray[np.float64]:
    odds: npt.NDArray[np.float64] = told @ np.array(UNREAD[:-1]) + UNREAD[-1]
    return odds


def features(about: str, hits: Sequence[Hit]) -> Features:
    """Return what search and words say of each paper, shape (papers, 4).

    The cosine of its best passage, by how much the nearest paper is nearer, the share of the words asked for that it
    holds, each by its rarity among these papers, and whether a sentence of it holds the words that matter side by side.
    """
    near = np.array([hit.similarity or 0.0 for hit in hits])
    passages = [hit.passage_similarity or 0.0 for hit in hits]
    asked = set(terms(about))
    held = [set(terms(hit.paper.text)) & asked for hit in hits]
    seen = Counter(term for some in held for term in some)
    weight = {term: math.log(1 + (len(hits) - seen[term] + 0.5) / (seen[term] + 0.5)) for term in asked}
    whole = sum(weight.values()) or 1.0
    shares = [sum(weight[term] for term in some) / whole for some in held]
    heart = core(about)
    together = [any(runs(heart, stems(one)) for one in (hit.paper.title, *_sentences(hit))) for hit in hits]
    return np.stack([passages, near - near.max(), shares, together], axis=1).astype(np.float64)


def with_judge(told: Features, best: npt.NDArray[np.float32]) -> Features:
    """Return the features with the judge's log-odds of each paper's best sentence, and by how much the best has more.

    Shape (papers, 6).
    """
    capped = np.maximum(best.astype(np.float64), _HOPELESS)
    return np.column_stack([told, capped, capped - capped.max()])


def read(question: str, hits: Sequence[Hit], judge: Judge) -> list[npt.NDArray[np.float32]]:
    """Return the judge's log-odds that each sentence answers the question, paper by paper."""
    judged = judge.judged(question, [Passage(hit.paper.title, _sentences(hit)) for hit in hits])
    return [one.answers for one in judged]


def quote(
    about: str,
    hit: Hit,
    answers: npt.NDArray[np.float32] | None = None,
    score: float = 0.0,
    *,
    figure: bool = False,
) -> Evidence | None:
    """Return the sentence of the paper that says most about it, None where there is no abstract.

    One that holds a number is preferred where a `figure` is asked for too.
    """
    abstract = hit.paper.abstract
    spans = split_sentences(abstract)
    if not spans:
        return None
    asked = set(terms(about))
    share = [len(asked & set(terms(abstract[start:end]))) / max(1, len(asked)) for start, end in spans]
    told = np.maximum(answers, _HOPELESS) if answers is not None else np.zeros(len(spans))
    held = np.array([figure and bool(numbers(abstract[start:end])) for start, end in spans])
    best = int(np.argmax(np.array(share) + _QUOTED * told + _FIGURE * held))
    start, end = spans[best]
    odds = None if answers is None else float(answers[best])
    return Evidence(hit.paper, abstract[start:end], start, end, score, hit.passage_similarity or 0.0, odds)


def listed(found: Sequence[Fit]) -> list[Fit]:
    """Return the papers to list, of those that `fits` returns: all that are likelier than not to be asked for, nearly.

    The best alone where none is, unless it is hopeless.
    """
    if not found or found[0].odds < LEAST:
        return []
    return [fit for n, fit in enumerate(found) if n == 0 or fit.odds >= LISTED]


def beside(quotes: Sequence[Evidence]) -> list[Evidence]:
    """Return the quotes to show where one paper is asked for: the best, and those of papers that are as likely meant.

    `quotes` are those of `fits`, the best first.
    """
    least = max(BESIDE, quotes[0].score - _BEHIND)
    return [piece for n, piece in enumerate(quotes) if n == 0 or piece.score >= least]


def _sentences(hit: Hit) -> tuple[str, ...]:
    return tuple(hit.paper.abstract[start:end] for start, end in split_sentences(hit.paper.abstract))

"""The sentences of the found papers that bear on a question, verbatim."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from assistant.aliases import mentions
from assistant.answer import Evidence
from assistant.facts import numbers
from index.encoder import Encoder
from index.hit import Hit
from index.sentences import split_sentences
from index.terms import terms

_PAPERS = 5  # whose sentences are read: the right one is among them or the search has failed
_KEPT = 4  # pieces of evidence handed on: what a small model can read
_SHORTEST = 20  # characters: shorter "sentences" are debris

# Weights of what makes a sentence answer a question; chosen on the tuning half of eval/questions.
_MEANING, _WORDS, _PAPER, _FIGURE = 1.0, 0.6, 0.5, 0.15

_ASKS_FIGURE = re.compile(
    r"\bhow (?:many|much|accurate|fast|large|big|far|often|long|well|high|low|small)\b|\bwhat (?:\w+ ){0,3}(?:accuracy|error|score|"
    r"rate|percentage|speed-?up|number|size|share|fraction|gain|improvement|miou|map|ap|top-1|top-5|db|cost|complexity|year)\b"
    r"|\bby how\b|\bwhat figure|\bscore\b|\baccuracy\b",
    re.I,
)


def pick_evidence(question: str, hits: Sequence[Hit], encoder: Encoder, kept: int = _KEPT) -> list[Evidence]:
    """Return up to `kept` sentences that bear most on the question, best first.

    A sentence counts by its meaning (cosine to the question, read under its paper's title), by the question's
    words it holds, rarer ones more, by its paper's rank, and by holding a figure where one is asked for. Papers
    that the question names each get their best sentence in, so that none crowds out another.
    """
    pieces = [(hit, start, end) for hit in hits[:_PAPERS] for start, end in split_sentences(hit.paper.abstract) if end - start >= _SHORTEST]
    if not pieces:
        return []
    texts = [hit.paper.abstract[start:end] for hit, start, end in pieces]
    titled = [f"{hit.paper.title}. {text}" for (hit, _, _), text in zip(pieces, texts, strict=True)]
    query = encoder.encode_queries([question])[0]
    vectors = encoder.encode_documents(texts + titled)
    meaning = (vectors @ query).reshape(2, -1).mean(axis=0)
    words = _overlaps(question, [f"{t}" for t in titled])
    top = hits[0].score or 1.0
    figure = _ASKS_FIGURE.search(question) is not None
    scores = [
        _MEANING * float(meaning[i]) + _WORDS * words[i] + _PAPER * hit.score / top + _FIGURE * (figure and bool(numbers(texts[i])))
        for i, (hit, _, _) in enumerate(pieces)
    ]
    ranked = [
        Evidence(pieces[i][0].paper, texts[i], pieces[i][1], pieces[i][2], float(scores[i]))
        for i in np.argsort(-np.array(scores), kind="stable")
    ]
    named = {paper.id for paper in mentions(question, [hit.paper for hit in hits[:_PAPERS]])}
    return _shared_out(ranked, named, kept)


def _overlaps(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text the share of the question's terms it holds, weighted by their rarity among the texts."""
    asked = set(terms(question))
    held = [set(terms(text)) for text in texts]
    seen = Counter(term for some in held for term in some & asked)
    weight = {term: math.log(1 + len(texts) / seen[term]) for term in asked if seen[term]}
    total = sum(weight.values())
    return [sum(weight[term] for term in some & asked) / total if total else 0.0 for some in held]


def _shared_out(ranked: Sequence[Evidence], named: set[str], kept: int) -> list[Evidence]:
    """Return the best pieces; with two or more named papers, their pieces alone and each one's best first."""
    if len(named) < 2:
        return list(ranked[:kept])
    own = [piece for piece in ranked if piece.paper.id in named]
    firsts = [next(piece for piece in own if piece.paper.id == identifier) for identifier in dict.fromkeys(p.paper.id for p in own)]
    rest = [piece for piece in own if piece not in firsts]
    return (firsts + rest)[: max(kept, len(firsts))]

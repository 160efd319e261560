"""A second reading of the evidence, by the language model: does each sentence hold the answer?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Evidence
from assistant.models.language_model import LanguageModel, Message
from assistant.writer import NOTHING, fitting
from index.errors import ModelError

_DOUBTED = 0.15  # of the log-odds that a sentence answers nothing, off its score
_LONGEST = 400  # tokens of question and sentence: none of an abstract has as many, and all are read at a stretch
_LOST = 1.0  # log-odds by which a model may doubt more of what is said than of the quote
_SUREST = 6.0  # log-odds: beyond it a model is only louder


def reread(question: str, evidence: Sequence[Evidence], model: LanguageModel) -> list[Evidence]:
    """Return the evidence, best first once the model's doubt is off its score.

    The doubt is the log-odds that the model, taught to answer from a sentence, would write that it holds no answer
    (as in reranking by the likelihood of a judgement: Nogueira et al., 2020). What is too long to be read keeps its
    score. Raises ModelError when the model fails.
    """
    told = zip(evidence, doubts(question, evidence, model), strict=True)
    read = [piece if doubt is None else _doubted(piece, doubt) for piece, doubt in told]
    return sorted(read, key=lambda piece: -piece.score)


def holds(question: str, quote: Evidence, said: str, model: LanguageModel) -> bool:
    """Say whether what is said of a quote still holds the answer, as far as a model that was taught to read can tell.

    Raises ModelError when the model fails.
    """
    if not model.taught or quote.doubt is None:
        return True
    (doubt,) = doubts(question, [replace(quote, text=said)], model)
    return doubt is None or doubt <= max(quote.doubt + _LOST, -_LOST)


def doubts(question: str, evidence: Sequence[Evidence], model: LanguageModel) -> list[float | None]:
    """Return the log-odds that each piece holds no answer, None for what is too long to be read.

    Raises ModelError when the model fails.
    """
    prompts = [_prompt(question, piece, model) for piece in evidence]
    told = iter(model.log_likelihoods([one for one in prompts if one], NOTHING))
    return [_log_odds(next(told)) if one else None for one in prompts]


def _prompt(question: str, piece: Evidence, model: LanguageModel) -> list[Message]:
    try:
        return fitting(question, piece, model, _LONGEST)
    except ModelError:
        return []


def _doubted(piece: Evidence, doubt: float) -> Evidence:
    return replace(piece, score=piece.score - _DOUBTED * doubt, doubt=doubt)


def _log_odds(log_probability: float) -> float:
    """Return the log-odds of what has this log-probability, within the bounds of what counts."""
    if log_probability >= -math.exp(-_SUREST):
        return _SUREST
    return max(-_SUREST, log_probability - math.log(-math.expm1(log_probability)))

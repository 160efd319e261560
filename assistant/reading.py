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
_SUREST = 4.0  # log-odds: beyond it a model is only louder
_REACH = _DOUBTED * _SUREST  # of the best score: what is further below seldom comes first and costs time to read
_SURE = 2.0  # the judge's log-odds from which a sentence that none comes near is not read: it stays first, and answers


def reread(question: str, evidence: Sequence[Evidence], model: LanguageModel) -> list[Evidence]:
    """Return the evidence, best first once the model's doubt is off its score.

    The doubt is the log-odds that the model, taught to answer from a sentence, would write that it holds no answer
    (as in reranking by the likelihood of a judgement: Nogueira et al., 2020). What is too long to be read keeps its
    score, and so does what is far below the best; nothing is read where that would hardly change anything. Raises
    ModelError when the model fails.
    """
    least = max(piece.score for piece in evidence) - _REACH
    near = [piece for piece in evidence if piece.score > least]
    if len(near) == 1 and (near[0].odds or 0.0) > _SURE:
        return list(evidence)
    prompts = [_prompt(question, piece, model) if piece.score > least else [] for piece in evidence]
    told = iter(model.log_likelihoods([one for one in prompts if one], NOTHING))
    read = [_doubted(piece, next(told)) if one else piece for piece, one in zip(evidence, prompts, strict=True)]
    return sorted(read, key=lambda piece: -piece.score)


def _prompt(question: str, piece: Evidence, model: LanguageModel) -> list[Message]:
    try:
        return fitting(question, piece, model, _LONGEST)
    except ModelError:
        return []


def _doubted(piece: Evidence, log_likelihood: float) -> Evidence:
    doubt = _log_odds(log_likelihood)
    return replace(piece, score=piece.score - _DOUBTED * doubt, doubt=doubt)


def _log_odds(log_probability: float) -> float:
    """Return the log-odds of what has this log-probability, within the bounds of what counts."""
    if log_probability >= -math.exp(-_SUREST):
        return _SUREST
    return max(-_SUREST, log_probability - math.log(-math.expm1(log_probability)))

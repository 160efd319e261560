"""How likely it is that a claim in words of its own follows from a sentence of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answer import Evidence
from assistant.attribution import figures_belong, figures_count_alike
from assistant.facts import names_unmixed
from assistant.models.judge import Judge, Judged, Passage
from assistant.wording import foreign, substituted
from index.encoder import Encoder
from index.paper import Paper
from index.sentences import split_sentences
from index.terms import terms

Features = npt.NDArray[np.float64]

FEATURES = ("supports", "answers", "cosine", "sentence", "paper", "attribution")
_LOWEST_ODDS = -8.0  # below it makes no difference how low they are, or that they were not read


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the features become a probability: each is put on a scale of its own, then all count alike.

    Weights fitted to the claims that the judge has learnt from would trust it too much. `least` is the probability
    from which a claim counts as supported.
    """

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    slope: float
    intercept: float
    least: float

    def probability(self, features: Features) -> Features:
        """Return how likely each row of features, shape (pieces, features), is that of a claim that follows."""
        total = ((features - np.array(self.means)) / np.array(self.deviations)).sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-(self.slope * total + self.intercept))))


# Printed by `python -m training.grounding --scifact DIR`, from the training claims of SciFact.
CALIBRATION = Calibration(
    means=(-4.7655, -3.9962, 0.435, 0.3867, 0.6001, 0.594),
    deviations=(2.5829, 4.0337, 0.1948, 0.22, 0.2416, 0.4911),
    slope=0.3617,
    intercept=-1.6983,
    least=0.463,
)


class Paraphrases:
    """Compares a claim with evidence by the judge, the encoder, and the words that both have."""

    def __init__(self, judge: Judge, encoder: Encoder, calibration: Calibration = CALIBRATION) -> None:
        self._judge = judge
        self._encoder = encoder
        self.calibration = calibration

    @property
    def fingerprint(self) -> str:
        """Names and revisions of judge and encoder in one string."""
        return f"{self._judge.fingerprint} + {self._encoder.fingerprint}"

    @property
    def least(self) -> float:
        """The probability from which a claim counts as supported."""
        return self.calibration.least

    def probabilities(self, claim: str, evidence: Sequence[Evidence]) -> list[float]:
        """Return for each piece of evidence how likely it is that the claim follows from it."""
        if not evidence:
            return []
        return [float(p) for p in self.calibration.probability(self.features(claim, evidence))]

    def features(self, claim: str, evidence: Sequence[Evidence]) -> Features:
        """Return what the claim is to each piece, shape (pieces, features) in the order of `FEATURES`.

        The judge's log-odds that the piece supports and that it answers it, the cosine of the two, and the shares of
        the claim's words that the piece under its title and that the whole paper hold; 1 where it is `attributed`
        as in the piece, else 0.
        """
        papers = {piece.paper.id: piece.paper for piece in evidence}
        judged = self._judge.judged(claim, [Passage(one.title, _sentences(one)) for one in papers.values()])
        thoughts = dict(zip(papers, judged, strict=True))
        own, *others = self._encoder.encode_documents([claim, *(piece.text for piece in evidence)])
        return np.array(
            [
                [
                    *_odds(piece, thoughts[piece.paper.id]),
                    float(own @ other),
                    *_shares(claim, piece),
                    attributed(claim, piece),
                ]
                for piece, other in zip(evidence, others, strict=True)
            ]
        )


def attributed(claim: str, piece: Evidence) -> bool:
    """Say whether the claim says names and figures of what the piece does, and puts no word in the place of another."""
    return (
        figures_belong(claim, piece.text)
        and figures_count_alike(claim, piece.text)
        and names_unmixed(claim, piece.text, piece.paper.title)
        and not substituted(claim, piece.text)
    )


def _odds(piece: Evidence, judged: Judged) -> tuple[float, float]:
    starts = [start for start, _ in split_sentences(piece.paper.abstract)]
    if piece.start not in starts:
        return _LOWEST_ODDS, _LOWEST_ODDS
    place = starts.index(piece.start)
    return max(float(judged.supports[place]), _LOWEST_ODDS), max(float(judged.answers[place]), _LOWEST_ODDS)


def _shares(claim: str, piece: Evidence) -> tuple[float, float]:
    said = set(terms(claim))
    if not said:
        return 0.0, 0.0
    strange = foreign(claim, f"{piece.paper.title} {piece.text}")
    return 1 - len(strange) / len(said), len(said & set(terms(piece.paper.text))) / len(said)


def _sentences(paper: Paper) -> tuple[str, ...]:
    return tuple(paper.abstract[start:end] for start, end in split_sentences(paper.abstract))

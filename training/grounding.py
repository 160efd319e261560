"""Calibrate how paraphrases of a paper's sentences are told from claims that it does not support.

    python -m training.grounding --scifact DIR

Reads the training claims of SciFact by the judge and the encoder that ship, and prints the lines to put into
`assistant/paraphrase.py`, with the shares of claims accepted. To be run whenever one of the two changes; five minutes
on two cores. `assistant eval grounding --claims DIR` then measures on other claims.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.ground import may_follow
from assistant.models.choose import load_encoder, load_judge
from assistant.paraphrase import Calibration, Features, Paraphrases
from eval.claim import Claim
from eval.scifact import read_claims

_ACCEPTED = 0.62  # of the supported claims: 0.6 is wanted, and other claims give another share


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the calibration and what it comes to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--scifact", type=Path, required=True, help="folder with claims_train.csv, corpus_sentences.jsonl"
    )
    parser.add_argument("--accepted", type=float, default=_ACCEPTED, help="share of the supported claims to accept")
    options = parser.parse_args(arguments)
    claims = read_claims(options.scifact, "train")
    judge = load_judge()
    if judge is None:
        parser.error("the judge cannot be loaded")
    paraphrases = Paraphrases(judge, load_encoder())
    found = calibrated(claims, [paraphrases.features(one.text, one.evidence) for one in claims], options.accepted)
    print(_lines(*found))


def calibrated(
    claims: Sequence[Claim], features: Sequence[Features], accepted: float
) -> tuple[Calibration, dict[str, float]]:
    """Return the calibration that accepts this share of the true claims, and the share accepted of each kind."""
    rows = np.concatenate(features)
    means, deviations = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    best = []
    for claim, told in zip(claims, features, strict=True):
        totals = ((told - means) / deviations).sum(axis=1)
        fit = [total for total, piece in zip(totals, claim.evidence, strict=True) if may_follow(piece, claim.text)]
        best.append(max(fit, default=-math.inf))
    totals, right = np.array(best), np.array([claim.true for claim in claims], dtype=np.float64)
    considered = np.isfinite(totals)
    slope, intercept = fitted(totals[considered], right[considered])
    wanted = np.sort(totals[right > 0])[::-1][math.ceil(accepted * right.sum()) - 1]
    least = 1 / (1 + math.exp(-(slope * wanted + intercept))) if math.isfinite(wanted) else 1.0
    kinds = {kind: np.array([claim.kind == kind for claim in claims]) for kind in sorted({one.kind for one in claims})}
    shares = {kind: float((totals[of] >= wanted).mean()) for kind, of in kinds.items()}
    told_means, told_deviations = (tuple(round(float(x), 4) for x in some) for some in (means, deviations))
    return Calibration(told_means, told_deviations, round(slope, 4), round(intercept, 4), round(least, 3)), shares


def fitted(totals: Features, right: Features, rounds: int = 50) -> tuple[float, float]:
    """Return slope and intercept of the logistic curve through totals, shape (n,), and 0 or 1 for each."""
    slope, intercept = 0.0, 0.0
    for _ in range(rounds):  # Newton's method
        p = 1 / (1 + np.exp(-(slope * totals + intercept)))
        weight = p * (1 - p) + 1e-9
        gradient = np.array([((right - p) * totals).sum(), (right - p).sum()])
        curve = np.array(
            [[(weight * totals**2).sum(), (weight * totals).sum()], [(weight * totals).sum(), weight.sum()]]
        )
        step = np.linalg.solve(curve, gradient)
        slope, intercept = slope + float(step[0]), intercept + float(step[1])
        if math.hypot(*step) < 1e-9:
            break
    return slope, intercept


def _lines(calibration: Calibration, shares: dict[str, float]) -> str:
    told = ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items())
    return "\n".join(
        [
            "CALIBRATION = Calibration(",
            f"    means={calibration.means},",
            f"    deviations={calibration.deviations},",
            f"    slope={calibration.slope},",
            f"    intercept={calibration.intercept},",
            f"    least={calibration.least},",
            ")",
            f"accepted of the training claims: {told}",
        ]
    )


if __name__ == "__main__":
    main()

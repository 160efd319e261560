"""Measure how well true sentences are told from false ones by the evidence they would be shown with."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import Evidence, Sentence, Support
from assistant.ground import grounded
from assistant.paraphrase import Paraphrases
from eval.claim import Claim
from eval.figures import bounds
from eval.progress import Progress, silent
from eval.report import Report, System
from eval.statistics import interval
from index.errors import BadInput
from index.terms import terms

MEASURES = ("right", "true accepted", "false refused")
OVERLAP, RULES, JUDGED = "word overlap", "rules", "rules and judge"
_OVERLAP = 0.9  # of a claim's words in one sentence: what a checker that reads nothing would ask for
_TOLD = 120  # letters of the evidence that is shown


@dataclass(frozen=True, slots=True)
class Checker:
    """A way of checking claims: its sentences come back with a verdict each."""

    name: str
    configuration: Mapping[str, Any]
    check: Callable[[str, Sequence[Evidence]], Sequence[Sentence]]


def checkers(paraphrases: Paraphrases | None) -> list[Checker]:
    """Return the simplest first: words in common, the rules of the assistant, and these with the judge if there is one.

    What an answer is checked with is the last.
    """
    found = [Checker(OVERLAP, {"least": _OVERLAP}, overlapping), Checker(RULES, {"checks": RULES}, grounded)]
    if paraphrases:
        made = {"checks": JUDGED, "judge": paraphrases.fingerprint, "calibration": asdict(paraphrases.calibration)}
        found.append(Checker(JUDGED, made, lambda text, evidence: grounded(text, evidence, paraphrases)))
    return found


def overlapping(text: str, evidence: Sequence[Evidence]) -> list[Sentence]:
    """Return the text as one sentence, supported by the piece that holds most of its words, if it holds enough."""
    said = set(terms(text))
    shares = [len(said & set(terms(f"{one.paper.title} {one.text}"))) / max(1, len(said)) for one in evidence]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    if best is None or shares[best] < _OVERLAP:
        return [Sentence(text)]
    return [Sentence(text, support=Support.SUPPORTED, evidence=(evidence[best],), score=shares[best])]


def evaluate(
    claims: Sequence[Claim],
    *,
    dataset: str,
    split: str,
    paraphrases: Paraphrases | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Progress = silent,
    seed: int = 0,
) -> Report:
    """Return how many of the true claims are accepted and of the false ones refused, by kind.

    Raises BadInput where there are no claims.
    """
    if not claims:
        raise BadInput("There are no claims: the papers need abstracts of two sentences or more.")
    systems = [_system(one, claims, progress) for one in checkers(paraphrases)]
    told = [[one.id, one.text, one.true, [piece.text for piece in one.evidence]] for one in claims]
    return Report(
        task="grounding",
        dataset=dataset,
        split=split,
        fingerprint=hashlib.sha256(json.dumps(told).encode("utf-8", "replace")).hexdigest()[:16],
        documents=len({piece.paper.id for one in claims for piece in one.evidence}),
        queries={one.id: one.text for one in claims},
        expected={one.id: ("accepted" if one.true else f"refused ({one.kind})",) for one in claims},
        groups=_groups(claims),
        measures=MEASURES,
        systems=tuple(systems),
        baseline=OVERLAP,
        notes=tuple(note for system in systems[1:] for note in _errors(system, claims, seed)),
        environment=dict(environment or {}),
        seed=seed,
    )


def _system(checker: Checker, claims: Sequence[Claim], progress: Progress) -> System:
    right, seconds, texts = dict[str, float](), dict[str, float](), dict[str, str]()
    for done, claim in enumerate(claims, 1):
        start = time.perf_counter()
        sentences = checker.check(claim.text, claim.evidence)
        seconds[claim.id] = time.perf_counter() - start
        accepted = bool(sentences) and all(one.support is not Support.UNSUPPORTED for one in sentences)
        right[claim.id] = float(accepted is claim.true)
        texts[claim.id] = _told(sentences)
        progress(checker.name, done, len(claims))
    scores = {
        "right": right,
        "true accepted": {one.id: right[one.id] for one in claims if one.true},
        "false refused": {one.id: right[one.id] for one in claims if not one.true},
    }
    return System(checker.name, checker.configuration, scores, seconds, {}, texts)


def _told(sentences: Sequence[Sentence]) -> str:
    return " / ".join(
        f"{one.support} ({one.score:.2f})" + "".join(f" by “{piece.text[:_TOLD]}”" for piece in one.evidence)
        for one in sentences
    )


def _groups(claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    found = defaultdict[str, list[str]](list)
    for one in claims:
        found[_kind(one)].append(one.id)
    return {kind: tuple(found[kind]) for kind in sorted(found)}


def _kind(claim: Claim) -> str:
    return f"{'true' if claim.true else 'false'}: {claim.kind}"


def _errors(system: System, claims: Sequence[Claim], seed: int) -> Iterator[str]:
    """Yield the two figures that count, each with its interval and by kind."""
    for name, true in (("False accepts", False), ("False rejects", True)):
        wrong = {one.id: 1 - system.scores["right"][one.id] for one in claims if one.true is true}
        kinds = defaultdict[str, dict[str, float]](dict)
        for one in claims:
            if one.id in wrong:
                kinds[one.kind][one.id] = wrong[one.id]
        if wrong:
            parts = "; ".join(f"{kind} {_share(of, seed)}" for kind, of in sorted(kinds.items()))
            yield f"{name} of {system.name}: {_share(wrong, seed)} of {len(wrong):,} — {parts}."


def _share(wrong: Mapping[str, float], seed: int) -> str:
    found = interval(wrong, seed)
    return f"{found.mean:.3f} ({bounds(found)})"

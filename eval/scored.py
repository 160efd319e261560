"""From what a system returned to its part of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from eval.datasets import Dataset
from eval.measures import DEFAULT, Measure, parse, scores
from eval.report import Returned, System
from eval.runs import Found, ranked
from eval.systems import Ranking
from index.errors import BadInput
from index.method import HYBRID

SHOWN = 10  # papers of a ranking that a report holds


def parsed(names: Sequence[str], k: int) -> list[Measure]:
    """Return the measures of the names; of the default ones those that `k` papers are enough for.

    Raises BadInput for none, one unknown, or one deeper than `k`.
    """
    if tuple(names) == DEFAULT:
        return [measure for measure in map(parse, DEFAULT) if (measure.cutoff or 1) <= k]
    if not names:
        raise BadInput(f"No measure is named: choose among {', '.join(DEFAULT)}.")
    found = [parse(name) for name in dict.fromkeys(names)]
    for measure in found:
        if (measure.cutoff or 1) > k:
            raise BadInput(f"{measure.name} looks beyond the {k} papers that a search returns here: take a lower one.")
    return found


def scored(
    name: str,
    configuration: Mapping[str, Any],
    found: Mapping[str, Found],
    dataset: Dataset,
    measures: Sequence[Measure],
    k: int,
    title: Callable[[str], str],
) -> System:
    """Return the system with the scores of what it found; `title` is that of the paper of an id."""
    rankings = ranked(found, dataset, k)
    return System(
        name=name,
        configuration=configuration,
        scores=scores(measures, dataset.qrels, {query: dict(ranking) for query, ranking in rankings.items()}),
        seconds={query: one.seconds for query, one in found.items() if one.seconds is not None},
        returned={query: _first(ranking, title, dataset.qrels[query]) for query, ranking in rankings.items()},
    )


def joined(parts: Iterable[System]) -> System:
    """Return one system of the same system measured on several sets of queries."""
    first, *others = parts
    return System(
        name=first.name,
        configuration=first.configuration,
        scores={
            measure: {**of, **{query: score for part in others for query, score in part.scores[measure].items()}}
            for measure, of in first.scores.items()
        },
        seconds={query: seconds for part in (first, *others) for query, seconds in part.seconds.items()},
        returned={query: papers for part in (first, *others) for query, papers in part.returned.items()},
    )


def expected(dataset: Dataset, title: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """Return the titles of the relevant papers of each query, the most relevant first; an id where there is none."""
    return {
        query: tuple(title(document) or document for document in _relevant(grades))
        for query, grades in dataset.qrels.items()
    }


def check_baseline(baseline: str | None, names: Sequence[str]) -> None:
    """Raise BadInput where the baseline is not among the systems, or is the last, which is compared with it."""
    if baseline is not None and baseline not in names[:-1]:
        others = ", ".join(names[:-1]) or "another system beside it"
        raise BadInput(f"The baseline of {names[-1]} cannot be {baseline[:60]!r}: choose {others}.")


def default_baseline(systems: Sequence[System], measure: str) -> str:
    """Return the name of the hybrid search, or where that is the last system the best of the others; "" for none."""
    others = systems[:-1]
    if not others or any(system.name == HYBRID.name for system in others):
        return HYBRID.name if others else ""
    return max(others, key=lambda system: fmean(system.scores[measure].values())).name


def _relevant(grades: Mapping[str, int]) -> list[str]:
    return sorted((document for document in grades if grades[document] > 0), key=lambda document: -grades[document])


def _first(ranking: Ranking, title: Callable[[str], str], grades: Mapping[str, int]) -> tuple[Returned, ...]:
    return tuple(
        Returned(document, title(document), score, grades.get(document, 0)) for document, score in ranking[:SHOWN]
    )

"""Single queries to look at: what was asked, expected and returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.figures import duration, number, signed
from eval.report import LOWER_IS_BETTER, Report, Returned, System

_EXPECTED = 3  # named of what a right result holds


@dataclass(frozen=True, slots=True)
class Case:
    """One query of a system, told as text; `answered` is "" where nothing is written, `more` counts what else was
    expected."""

    id: str
    query: str
    figure: str
    seconds: str
    expected: tuple[str, ...]
    more: int
    answered: str
    returned: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """Queries under a heading."""

    title: str
    cases: tuple[Case, ...]


def worst(report: Report, count: int) -> Cases:
    """Return the queries on which the reported system does worst by the first measure, the worst first."""
    system, measure = report.systems[-1], report.measures[0]
    scores = system.scores[measure]
    sign = -1 if measure in LOWER_IS_BETTER else 1
    queries = sorted(scores, key=lambda query: sign * scores[query])[:count]
    title = f"Where {system.name} does worst by {measure}"
    return Cases(title, tuple(_case(query, number(scores[query]), system, report) for query in queries))


def changed(report: Report, differences: Mapping[str, float], count: int) -> Cases:
    """Return the queries whose score changed most, either way, with what the reported system returned for them."""
    system, measure = report.systems[-1], report.measures[0]
    queries = sorted((query for query in differences if differences[query]), key=lambda query: -abs(differences[query]))
    title = f"Where {measure} changed most, with what {system.name} returned"
    return Cases(title, tuple(_case(query, signed(differences[query]), system, report) for query in queries[:count]))


def _case(query: str, figure: str, system: System, report: Report) -> Case:
    expected = report.expected.get(query, ())
    return Case(
        query,
        report.queries[query],
        figure,
        duration(system.seconds[query]) if query in system.seconds else "",
        tuple(expected[:_EXPECTED]),
        max(0, len(expected) - _EXPECTED),
        system.texts.get(query, ""),
        tuple(system.returned.get(query, ())),
    )

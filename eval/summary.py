"""What a report comes to: means with their intervals, differences to the baseline, times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.report import LOWER_IS_BETTER, Report, Scores, System
from eval.statistics import Comparison, Interval, compared, interval


@dataclass(frozen=True, slots=True)
class Difference:
    """How a system differs from another on the queries that both have a score for.

    `wins` are queries on which it is better, which for some measures is lower; `of` holds the query's differences.
    """

    interval: Interval
    p: float
    wins: int
    ties: int
    losses: int
    of: Scores


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles of the seconds of the queries."""

    p5: float
    p25: float
    median: float
    p75: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Line:
    """A system of the report: what no query has a score for has no mean.

    `against` is its difference to the baseline by the first measure, None for the baseline itself.
    """

    system: System
    means: Mapping[str, Interval]
    against: Difference | None
    latency: Latency | None


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of query: the means of the reported system, and that of the first measure of the baseline."""

    name: str
    queries: int
    means: Mapping[str, Interval]
    baseline: Interval | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A report with what it comes to, its systems in the order of the report."""

    report: Report
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]

    @property
    def reported(self) -> Line:
        """The line of the system that is reported on."""
        return self.lines[-1]

    @property
    def measured(self) -> tuple[str, ...]:
        """The measures that some system has a score for."""
        return tuple(name for name in self.report.measures if any(name in line.means for line in self.lines))

    @property
    def measure(self) -> str:
        """The measure to sort and plot by."""
        return self.report.measures[0]


def summarised(report: Report) -> Summary:
    """Return what the report comes to."""
    lines = tuple(_line(system, report) for system in report.systems)
    return Summary(report, lines, tuple(_group(name, queries, report) for name, queries in report.groups.items()))


def difference(measure: str, system: Scores, other: Scores, seed: int) -> Difference | None:
    """Return how a system differs from another by a measure; None where no query has a score of both."""
    both = [query for query in system if query in other]
    if not both:
        return None
    ours, theirs = _of(system, both), _of(other, both)
    of = {query: ours[query] - theirs[query] for query in both}
    found: Comparison = compared(ours, theirs, seed)
    wins, losses = (found.losses, found.wins) if measure in LOWER_IS_BETTER else (found.wins, found.losses)
    around = replace(interval(of, seed), mean=found.difference)
    return Difference(around, found.p, wins, found.ties, losses, of)


def _line(system: System, report: Report) -> Line:
    measure = report.measures[0]
    base = next((other for other in report.systems if other.name == report.baseline), None)
    against = None
    if base is not None and base.name != system.name:
        against = difference(measure, system.scores[measure], base.scores[measure], report.seed)
    return Line(system, _means(system, report), against, _latency(list(system.seconds.values())))


def _means(system: System, report: Report) -> dict[str, Interval]:
    scored = ((measure, system.scores[measure]) for measure in report.measures)
    return {measure: interval(scores, report.seed) for measure, scores in scored if scores}


def _group(name: str, queries: Sequence[str], report: Report) -> Group:
    systems = {system.name: _part(system, queries) for system in report.systems}
    measure = report.measures[0]
    base = systems.get(report.baseline)
    theirs = base.scores[measure] if base else {}
    means = _means(systems[report.systems[-1].name], report)
    return Group(name, len(queries), means, interval(theirs, report.seed) if theirs else None)


def _part(system: System, queries: Sequence[str]) -> System:
    scores = {measure: _of(found, (query for query in queries if query in found))
              for measure, found in system.scores.items()}  # fmt: skip
    return replace(system, scores=scores)


def _of(scores: Scores, queries: Iterable[str]) -> dict[str, float]:
    return {query: scores[query] for query in queries}


def _latency(seconds: Sequence[float]) -> Latency | None:
    if not seconds:
        return None
    return Latency(*(float(value) for value in np.percentile(seconds, (5, 25, 50, 75, 95, 99))))

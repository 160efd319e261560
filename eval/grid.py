"""Tables as cells, however they are shown: quality, differences to the baseline with times, kinds of query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.figures import ABSENT, bounds, duration, number, p_value, signed
from eval.statistics import Interval
from eval.summary import Difference, Group, Line, Summary


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of plain text; the first column names the row, `strong` the row that it is about."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: str = ""


def grids(summary: Summary) -> list[Grid]:
    """Return the tables of a report: quality, differences and times, and kinds of query where there are any."""
    found = [quality(summary), differences(summary)]
    return [*found, kinds(summary)] if summary.groups else found


def quality(summary: Summary) -> Grid:
    """Return the mean of each measure for each system."""
    measures = summary.measured
    rows = tuple((line.system.name, *_means(line.means, measures)) for line in summary.lines)
    return Grid("Means over the queries", ("system", *measures), rows, summary.reported.system.name)


def differences(summary: Summary) -> Grid:
    """Return for each system the first measure with its interval, its difference to the baseline, and times."""
    baseline = summary.report.baseline
    tested = ("difference", "p", "wins/ties/losses") if baseline else ()
    title = f"{summary.measure} against {baseline}" if baseline else summary.measure
    columns = ("system", summary.measure, "95 % interval", *tested, "median", "p95", "p99")
    rows = tuple(_difference(line, summary) for line in summary.lines)
    return Grid(f"{title}, and time a query", columns, rows, summary.reported.system.name)


def kinds(summary: Summary) -> Grid:
    """Return the means of the reported system for each kind of query, last the baseline's first measure."""
    report = summary.report
    base = (f"{summary.measure} of {report.baseline}",) if report.baseline not in ("", report.systems[-1].name) else ()
    rows = tuple(_kind(group, summary)[: 2 + len(summary.measured) + len(base)] for group in summary.groups)
    return Grid(f"{report.systems[-1].name} by kind of query", ("kind", "queries", *summary.measured, *base), rows)


def _difference(line: Line, summary: Summary) -> tuple[str, ...]:
    mean = line.means.get(summary.measure)
    shown = (number(mean.mean), bounds(mean)) if mean else (ABSENT, ABSENT)
    tested = against(line.against) if summary.report.baseline else ()
    return (line.system.name, *shown, *tested, *_times(line))


def against(found: Difference | None) -> tuple[str, str, str]:
    """Return a difference, its p-value and what it is made of, as cells."""
    if found is None:
        return ABSENT, ABSENT, ABSENT
    return signed(found.interval.mean), p_value(found.p), f"{found.wins}/{found.ties}/{found.losses}"


def _times(line: Line) -> tuple[str, str, str]:
    if (latency := line.latency) is None:
        return ABSENT, ABSENT, ABSENT
    return duration(latency.median), duration(latency.p95), duration(latency.p99)


def _kind(group: Group, summary: Summary) -> tuple[str, ...]:
    base = number(group.baseline.mean) if group.baseline else ABSENT
    return (group.name, str(group.queries), *_means(group.means, summary.measured), base)


def _means(means: Mapping[str, Interval], measures: Iterable[str]) -> list[str]:
    return [number(means[measure].mean) if measure in means else ABSENT for measure in measures]

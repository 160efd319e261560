"""What is drawn on the page, as positions in percent of a track: the page draws them at any width."""

from __future__ import annotations

from dataclasses import dataclass

from eval.axis import TICKS, Axis, Tick, around, of_times, round_time
from eval.figures import bounds, duration, number
from eval.report import LOWER_IS_BETTER
from eval.statistics import Interval
from eval.summary import Line, Summary


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a plot: a dot with whiskers, a box with whiskers, or only what is said of it.

    `other` is a second dot: the baseline's where kinds of query are drawn, the 99th percentile of times.
    """

    name: str
    role: str  # "reported", "baseline" or ""
    value: str
    detail: str = ""
    dot: float | None = None
    whisker: tuple[float, float] | None = None
    box: tuple[float, float] | None = None
    other: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """Rows on one axis; `reference` is the place of the baseline."""

    title: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    reference: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """The difference of one query; `top` and `height` in percent."""

    n: int
    top: float
    height: float
    better: bool
    label: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The differences of all queries, sorted; `zero` is where the line of no difference runs, in percent."""

    count: int
    zero: float
    high: str
    low: str
    bars: tuple[Bar, ...]


def means(summary: Summary, measure: str, marks: int = TICKS) -> Plot:
    """Return the mean of a measure for each system, with its interval."""
    found = {line.system.name: line.means[measure] for line in summary.lines if measure in line.means}
    axis = around(bound for interval in found.values() for bound in (interval.low, interval.high))
    rows = []
    for line in summary.lines:
        role = _role(line, summary)
        if (interval := found.get(line.system.name)) is None:
            rows.append(Row(line.system.name, role, "not measured"))
        else:
            rows.append(_dotted(line.system.name, role, interval, axis))
    base = found.get(summary.report.baseline)
    return Plot(measure, tuple(rows), axis.ticks(wished=marks), axis.at(base.mean) if base else None)


def kinds(summary: Summary) -> Plot:
    """Return the mean of the first measure for each kind of query, beside that of the baseline."""
    found = [(group, group.means.get(summary.measure)) for group in summary.groups]
    drawn = [mean for group, own in found for mean in (own, group.baseline) if mean]
    axis = around(bound for interval in drawn for bound in (interval.low, interval.high))
    rows = []
    for group, mean in found:
        name = f"{group.name} ({group.queries})"
        if mean is None:
            rows.append(Row(name, "reported", "not measured"))
            continue
        row = _dotted(name, "reported", mean, axis, axis.at(group.baseline.mean) if group.baseline else None)
        rows.append(row)
    return Plot(summary.measure, tuple(rows), axis.ticks())


def latencies(summary: Summary) -> Plot | None:
    """Return how long the queries of each system took; None where nothing was timed."""
    timed = [line.latency for line in summary.lines if line.latency]
    if not timed:
        return None
    axis = of_times(min(time.p5 for time in timed), max(time.p99 for time in timed))
    rows = tuple(_boxed(line, _role(line, summary), axis) for line in summary.lines)
    return Plot("Time a query", rows, axis.ticks(round_time))


def bars(summary: Summary) -> Bars | None:
    """Return the difference of each query to the baseline, the highest first; None where no query differs."""
    if (against := summary.reported.against) is None:
        return None
    ordered = sorted(against.of.items(), key=lambda item: -item[1])
    if not any(against.of.values()):
        return None
    high, low = max(0.0, ordered[0][1]), min(0.0, ordered[-1][1])
    span = high - low
    sign = -1 if summary.measure in LOWER_IS_BETTER else 1
    drawn = tuple(
        Bar(n, round(100 * (high - max(0.0, gain)) / span, 2), round(100 * abs(gain) / span, 2), sign * gain > 0,
            f"{number(gain)}  {query}: {summary.report.queries[query]}")
        for n, (query, gain) in enumerate(ordered) if gain
    )  # fmt: skip
    return Bars(len(ordered), round(100 * high / span, 2), number(high), number(low), drawn)


def _dotted(name: str, role: str, mean: Interval, axis: Axis, other: float | None = None) -> Row:
    whisker = (axis.at(mean.low), axis.at(mean.high))
    return Row(name, role, number(mean.mean), bounds(mean), axis.at(mean.mean), whisker, other=other)


def _boxed(line: Line, role: str, axis: Axis) -> Row:
    if (time := line.latency) is None:
        return Row(line.system.name, role, "not measured")
    return Row(
        line.system.name,
        role,
        duration(time.median),
        f"p99 {duration(time.p99)}",
        axis.at(time.median),
        (axis.at(time.p5), axis.at(time.p95)),
        (axis.at(time.p25), axis.at(time.p75)),
        axis.at(time.p99),
    )


def _role(line: Line, summary: Summary) -> str:
    if line is summary.reported:
        return "reported"
    return "baseline" if line.system.name == summary.report.baseline else ""

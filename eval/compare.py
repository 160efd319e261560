"""Two reports on the same data side by side: was a change an improvement?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from eval.figures import ABSENT, bounds, number
from eval.grid import Grid, against
from eval.report import Report, System
from eval.statistics import interval
from eval.storage import reported
from eval.summary import Difference, difference
from index.errors import BadInput

_COLUMNS = ("difference", "95 % interval", "p", "wins/ties/losses")


@dataclass(frozen=True, slots=True)
class Compared:
    """A system of either report, in a report of their own with the first as baseline, and their differences."""

    report: Report
    grid: Grid
    differences: Mapping[str, Difference]  # by measure


def compared(first: Report, second: Report, system: str | None = None) -> Compared:
    """Return how the second report's system differs from the first's: the reported ones, or those of a name.

    Raises BadInput where the reports are of different data or have nothing in common.
    """
    measures = _shared(first, second)
    before, after = _named(first, system), _named(second, system)
    before, after = replace(before, name=f"A: {before.name}"), replace(after, name=f"B: {after.name}")
    report = replace(
        second,
        measures=measures,
        systems=(before, after),
        baseline=before.name,
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        seed=second.seed,
    )
    found = {
        measure: one
        for measure in measures
        if (one := difference(measure, after.scores[measure], before.scores[measure], second.seed))
    }
    rows = tuple(_row(measure, before, after, found.get(measure)) for measure in measures)
    columns = ("measure", before.name, after.name, *_COLUMNS)
    return Compared(report, Grid("Differences, B minus A", columns, rows, measures[0]), found)


def _shared(first: Report, second: Report) -> tuple[str, ...]:
    """Return the measures of both. Raises BadInput."""
    for what, one, other in (
        ("tasks", first.task, second.task),
        ("data", f"{first.dataset} {first.fingerprint}", f"{second.dataset} {second.fingerprint}"),
    ):
        if one != other and (what == "tasks" or first.fingerprint != second.fingerprint):
            raise BadInput(
                f"The reports are of different {what} ({one} and {other}): measure both systems on the same."
            )
    measures = tuple(measure for measure in second.measures if measure in first.measures)
    if not measures:
        raise BadInput("The reports have no measure in common: measure both systems by the same.")
    return measures


def _named(report: Report, name: str | None) -> System:
    if name is None:
        return reported(report)
    for system in report.systems:
        if system.name == name:
            return system
    there = ", ".join(system.name for system in report.systems)
    raise BadInput(f"No system {name[:60]!r} in a report of {report.dataset}: choose among {there}.")


def _row(measure: str, before: System, after: System, found: Difference | None) -> tuple[str, ...]:
    shown, p, counts = against(found)
    around = bounds(found.interval, with_signs=True) if found else ABSENT
    return measure, *_means(measure, before, after), shown, around, p, counts


def _means(measure: str, *systems: System) -> Iterator[str]:
    for system in systems:
        scores = system.scores[measure]
        yield number(interval(scores).mean) if scores else ABSENT

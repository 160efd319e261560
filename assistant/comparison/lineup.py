"""Which figures of different papers may be put in one order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.comparison.comparison import Figure, Lineup
from assistant.comparison.figures import data_key, lower_is_better, measure, named_data
from assistant.facts import names

_ACCURATE = re.compile(r"\baccurate\b", re.I)
_APART = 3  # figures of one paper that are told to compare with none


@dataclass(frozen=True, slots=True)
class Wanted:
    """The figures that are asked for: of a measure ("" for any), on data (none for any)."""

    measure: str = ""
    data: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.measure or self.data)

    def fits(self, figure: Figure) -> bool:
        """Say whether a figure is one of them: a top-1 accuracy is an accuracy, an accuracy need be no top-1.

        A share in percent whose sentence names no measure passes for an accuracy.
        """
        measured = figure.measure or "accuracy"
        of_it = not self.measure or f" {measured}".endswith(f" {self.measure}")
        keys = {data_key(name) for name in (figure.dataset, *figure.dataset.split())}
        return of_it and (not self.data or bool(self.data & keys))


def wanted(text: str, figures: Sequence[Figure] = ()) -> Wanted:
    """Return which figures the text asks for, by the measure and the data that it names.

    What the figures are told of is known for data wherever the text has its name.
    """
    known = {data_key(figure.dataset) for figure in figures if figure.dataset}
    named = {data_key(name) for name in named_data(text)} | {data_key(name) for name in names(text)} & known
    return Wanted(measure(_ACCURATE.sub("accuracy", text)), frozenset(named))


def lined_up(figures: Sequence[Figure]) -> list[Lineup]:
    """Return the figures that two or more papers state of the same measure on the same data, the largest group first.

    Of each paper the best. A gain over something else is in no line, nor is a figure of the test set in that of the
    validation set.
    """
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure and figure.dataset and not figure.gain:
            groups[figure.measure, data_key(figure.dataset)].append(figure)
    lines = [line for group in groups.values() for part in _parts(group) if (line := _line(part))]
    return sorted(lines, key=lambda line: -len(line.figures))


def left_apart(figures: Sequence[Figure], lineups: Sequence[Lineup]) -> list[Figure]:
    """Return the figures that stand in no line with another paper's, a few of each paper; gains are not among them."""
    lines = {(line.measure, data_key(line.dataset)) for line in lineups}
    alone: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.gain and (figure.measure, data_key(figure.dataset)) not in lines:
            alone[figure.evidence.paper.id].append(figure)
    return [figure for some in alone.values() for figure in sorted(some, key=_vague)[:_APART]]


def _vague(figure: Figure) -> bool:
    return not (figure.measure and figure.dataset)


def _parts(group: Sequence[Figure]) -> Iterable[list[Figure]]:
    """Yield the whole group, or where papers tell test from validation set each of both apart."""
    by_split: Mapping[str, list[Figure]] = defaultdict(list)
    for figure in group:
        by_split[figure.split].append(figure)
    if by_split.keys() >= {"val", "test"}:
        yield by_split["val"]
        yield by_split["test"]
    else:
        yield list(group)


def _line(group: Sequence[Figure]) -> Lineup | None:
    """Return the best figure of each paper in order; None where only one paper has any."""
    sign = 1 if lower_is_better(group[0].measure) else -1
    best: dict[str, Figure] = {}
    for figure in sorted(group, key=lambda figure: sign * figure.value):
        best.setdefault(figure.evidence.paper.id, figure)
    if len(best) < 2:
        return None
    shortest = min((figure.dataset for figure in best.values()), key=len)
    return Lineup(group[0].measure, shortest, tuple(best.values()))

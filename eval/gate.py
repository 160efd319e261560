"""Minima that a system must reach: `--min nDCG@10=0.73`."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from eval.figures import number
from eval.report import LOWER_IS_BETTER
from eval.summary import Summary
from index.errors import BadInput

_SHOWN = 60  # letters of what was written instead


@dataclass(frozen=True, slots=True)
class Minimum:
    """What the mean of a measure must reach."""

    measure: str
    value: float


def minimum(written: str, measures: Collection[str]) -> Minimum:
    """Return the minimum of "MEASURE=NUMBER". Raises BadInput naming what is wrong with it."""
    measure, equals, value = (part.strip() for part in written.rpartition("="))
    shown = written[:_SHOWN]
    if not equals or not measure:
        raise BadInput(
            f"--min {shown!r} names no measure and number: write for example --min {next(iter(measures))}=0.5"
        )
    if measure not in measures:
        raise BadInput(f"--min {shown!r}: {measure[:_SHOWN]} is not measured here: choose among {', '.join(measures)}.")
    if measure in LOWER_IS_BETTER:
        raise BadInput(f"--min {shown!r}: less is better of {measure}, which has no minimum.")
    try:
        number_ = float(value)
    except ValueError:
        number_ = math.nan
    if not math.isfinite(number_):
        raise BadInput(f"--min {shown!r}: {value!r} is not a number: write for example --min {measure}=0.5")
    return Minimum(measure, number_)


def missed(minima: Iterable[Minimum], summary: Summary) -> list[str]:
    """Return a line for each minimum that the reported system does not reach."""
    lines = []
    name, means = summary.reported.system.name, summary.reported.means
    for one in minima:
        if (mean := means.get(one.measure)) is None:
            lines.append(f"{one.measure} of {name} could not be measured, the minimum is {one.value:g}.")
        elif mean.mean < one.value:
            lines.append(f"{one.measure} of {name} is {_told(mean.mean, one.value)}, below the minimum {one.value:g}.")
    return lines


def _told(value: float, above: float) -> str:
    """Return the value with as many decimals as tell it from what it misses."""
    shown = number(value)
    return shown if float(shown.replace(",", "").replace("−", "-")) < above else repr(value)

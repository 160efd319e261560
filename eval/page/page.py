"""The page of a report; everything from outside is escaped by the template engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import plots
from eval.cases import Cases
from eval.figures import bounds, duration, number, p_value, signed
from eval.grid import Grid
from eval.summary import Summary
from eval.table import heading
from index.derived import replacing
from index.errors import BadInput

_HERE = Path(__file__).parent
_FEW = 3  # marks of the small plots
_RETURNED = 5  # of a query that is looked at


def rendered(summary: Summary, grids: Sequence[Grid], cases: Cases) -> str:
    """Return the page."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        report=summary.report,
        heading=heading(summary.report),
        style=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704 our own file
        headline=_headline(summary),
        means=_means(summary),
        bars=plots.bars(summary),
        latencies=plots.latencies(summary),
        kinds=plots.kinds(summary) if summary.groups else None,
        against=summary.reported.against,
        name=summary.reported.system.name,
        grids=grids,
        cases=cases,
        returned=_RETURNED,
    )


def write(file: Path, page: str) -> None:
    """Write the page, in one piece. Raises BadInput where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as aside:
            aside.write_bytes(page.encode("utf-8", "replace"))
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}): choose another with --html.") from error


def _headline(summary: Summary) -> list[tuple[str, str, str]]:
    """Return the figures above everything else: what it is, the figure, what belongs to it."""
    line = summary.reported
    shown = []
    if mean := line.means.get(summary.measure):
        shown.append((summary.measure, number(mean.mean), f"95 % interval {bounds(mean)}"))
    if found := line.against:
        detail = f"95 % interval {bounds(found.interval, with_signs=True)}, p = {p_value(found.p)}".replace("= <", "< ")
        shown.append((f"against {summary.report.baseline}", signed(found.interval.mean), detail))
        shown.append(
            ("better on", f"{found.wins:,}", f"queries; worse on {found.losses:,}, the same on {found.ties:,}")
        )
    if time := line.latency:
        shown.append(("median time a query", duration(time.median), f"95 % within {duration(time.p95)}"))
    return shown


def _means(summary: Summary) -> list[plots.Plot]:
    """Return the plot of the first measure, then the smaller ones of the others."""
    first, *others = summary.measured
    return [plots.means(summary, first), *(plots.means(summary, measure, _FEW) for measure in others)]


def _printable(value: Any) -> Any:
    """Return text without control characters and reversals of direction; markup of the template as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "".join(c if c.isprintable() or c == "\n" else " " for c in value)
    return value

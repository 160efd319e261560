"""The figures in the terminal: ours, theirs, the ratio, what was to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from assistant.cli.screen import safe
from eval.figures import ABSENT
from eval.speed.figure import OURS, Figure, written
from eval.speed.report import SpeedReport


def show(report: SpeedReport, console: Console) -> None:
    """Print the table, what a reader must know of it, and on what it was measured."""
    limited = any(figure.limits for figure in report.figures)
    peers = [peer for peer in report.peers if any(peer in figure.theirs for figure in report.figures)]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    columns = ["median", "ours", *(name for peer in peers for name in (peer, "ratio")), "target"]
    for n, column in enumerate([*columns, *(["of the limit"] if limited else [])]):
        table.add_column(column, justify="right" if n else "left", overflow="fold")
    for figure in report.figures:
        table.add_row(*map(safe, _row(figure, peers, limited=limited)))
    console.print(table)
    for note in report.notes:
        console.print(safe(note), style="dim")
    console.print(safe("; ".join(f"{name} {value}" for name, value in report.environment.items())), style="dim")


def _row(figure: Figure, peers: Sequence[str], *, limited: bool) -> Iterator[str]:
    yield figure.name
    yield written(figure.ours, figure.unit)
    for peer in peers:
        yield written(figure.theirs.get(peer), figure.unit)
        yield _ratio(figure.ratio(peer))
    yield _target(figure)
    if limited:
        shares = {side: figure.share(side) for side in (OURS, *figure.theirs)}
        told = [f"{100 * share:.0f} %" for share in shares.values() if share is not None]
        yield " / ".join(told) or ABSENT


def _ratio(ratio: float | None) -> str:
    return ABSENT if ratio is None else f"{ratio:.3g}"


def _target(figure: Figure) -> str:
    sign = "≥" if figure.better == "higher" else "≤"
    parts = [f"{sign} {written(figure.target, figure.unit)}"] if figure.target is not None else []
    parts += [f"ratio {sign} {figure.target_ratio:.2g}"] if figure.target_ratio is not None else []
    if not parts:
        return ""
    return ", ".join(parts) + {True: " ✓", False: " ✗", None: ""}[figure.met]

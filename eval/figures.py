"""Numbers as they are written in tables and on the page."""

from __future__ import annotations

from eval.statistics import Interval

_SMALL = 10  # below it three decimals tell systems apart, above it they are noise
_SMALLEST_P = 0.001  # what some thousand permutations can tell from nothing
ABSENT = "–"


def number(value: float) -> str:
    """Return a score: 0.734, 41.5, 12,345."""
    if abs(value) < _SMALL:
        return _minus(f"{value:.3f}")
    return _minus(f"{value:.1f}" if abs(value) < 100 * _SMALL else f"{value:,.0f}")


def signed(value: float) -> str:
    """Return a difference with its sign, 0.000 without one."""
    shown = number(value)
    if not shown.strip("−0."):
        return shown.lstrip("−")
    return shown if value < 0 else f"+{shown}"


def bounds(interval: Interval, *, with_signs: bool = False) -> str:
    """Return the bounds of an interval: 0.703–0.764, or with signs −0.012 to +0.034."""
    if with_signs:
        return f"{signed(interval.low)} to {signed(interval.high)}"
    return f"{number(interval.low)}–{number(interval.high)}"


def p_value(p: float) -> str:
    """Return a p-value, never as 0."""
    return f"<{_SMALLEST_P}" if p < _SMALLEST_P else f"{p:.3f}"


def duration(seconds: float) -> str:
    """Return a time in the unit that keeps it short: 0.35 ms, 12 ms, 1.42 s."""
    milliseconds = 1000 * seconds
    if milliseconds < 1:
        return f"{milliseconds:.2f} ms"
    if milliseconds < _SMALL:
        return f"{milliseconds:.1f} ms"
    return f"{milliseconds:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _minus(shown: str) -> str:
    return shown.replace("-", "−")

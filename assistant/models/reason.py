"""Why something below failed, short enough for a line of ours."""

from __future__ import annotations

_LONGEST = 200


def reason(error: BaseException) -> str:
    """Return the first line of an error that says something, else its kind."""
    lines = (line.strip() for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)[:_LONGEST]

"""A range of years as a person writes it."""

from __future__ import annotations

from index.errors import BadInput


def years(text: str) -> tuple[int | None, int | None]:
    """Return first and last year of 2021, 2019-2022, 2020- or -2020, None for an open end; both for "".

    Raises BadInput for what is no range of years.
    """
    first, dash, last = (part.strip() for part in text.replace("–", "-").partition("-"))
    try:
        start = int(first) if first else None
        return start, (int(last) if last else None) if dash else start
    except ValueError as error:
        raise BadInput(f"{text[:40]!r} is no range of years: write 2021, 2019-2022 or 2020-.") from error

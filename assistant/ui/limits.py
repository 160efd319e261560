"""Conditions on papers, as a person writes them into boxes."""

from __future__ import annotations

from assistant.years import years
from index.filters import Filters


def limits(of_years: str | None, venue: str | None, author: str | None) -> Filters:
    """Return the conditions that the boxes hold (None: never seen). Raises BadInput for years that are none."""
    first, last = years(of_years or "")
    return Filters(first, last, (venue or "").strip(), (author or "").strip())

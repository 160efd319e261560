"""Conditions on papers that hold inside a search, not after it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from index.errors import BadInput
from index.paper import folded, storable

_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Filters:
    """Which papers may be found: years inclusive; venue and author by any part of the name, whatever case and accents.

    `ids` names the only papers allowed. Raises BadInput for years that are none or the wrong way round.
    """

    year_from: int | None = None
    year_to: int | None = None
    venue: str = ""
    author: str = ""
    ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for year in (self.year_from, self.year_to):
            if year is not None and abs(year) > _LAST_YEAR:
                raise BadInput(f"{str(year)[:12]} is no year: give one such as 2021.")
        if self.year_from is not None and self.year_to is not None and self.year_from > self.year_to:
            raise BadInput(f"No year lies between {self.year_from} and {self.year_to}: give the earlier year first.")

    def __bool__(self) -> bool:
        return self != Filters()

    def where(self) -> tuple[str, list[object]]:
        """Return an SQL condition on the table `papers` and the values of its marks."""
        parts: list[str] = []
        values: list[object] = []
        if self.year_from is not None:
            parts.append("year >= ?")
            values.append(self.year_from)
        if self.year_to is not None:
            parts.append("year <= ?")
            values.append(self.year_to)
        if self.venue:
            parts.append("instr(venue_key, ?)")
            values.append(folded(storable(self.venue)))
        if self.author:
            parts.append("instr(author_key, ?)")
            values.append(folded(storable(self.author)))
        if self.ids:
            # One JSON value instead of a mark each: the number of marks is limited.
            parts.append("row IN (SELECT row FROM names WHERE name IN (SELECT value FROM json_each(?)))")
            values.append(json.dumps(self.ids))
        return " AND ".join(parts) or "1", values

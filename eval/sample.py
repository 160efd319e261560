"""Papers drawn from a library, to be found again by a part of themselves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.altered import KINDS, Item, Rarity
from index.errors import BadInput
from index.library import Library
from index.paper import Paper

_RARITY_FROM = 5_000  # papers: enough to tell a common word


@dataclass(frozen=True, slots=True)
class Sample:
    """Papers to find again: by kind of query, the items in the same order of papers."""

    items: Mapping[str, Sequence[Item]]
    passed_over: int  # papers with too short an abstract


def sampled(library: Library, kinds: Sequence[str], count: int, seed: int) -> Sample:
    """Return up to `count` papers that give a query of every kind, drawn by the seed. Raises BadInput for none."""
    ids = sorted(paper.id for paper in library.papers())
    random.Random(seed).shuffle(ids)  # noqa: S311 a draw that can be repeated
    rarity = Rarity(paper.text for paper in library.papers(limit=_RARITY_FROM))
    found: dict[str, list[Item]] = {kind: [] for kind in dict.fromkeys(kinds)}
    passed_over = taken = 0
    for identifier in ids:
        if taken == count:
            break
        paper = library.get(identifier)
        items = _items(paper, tuple(found), seed, rarity) if paper else None
        if items is None:
            passed_over += 1
            continue
        taken += 1
        for kind, item in items.items():
            found[kind].append(item)
    if not taken:
        raise BadInput(f"No paper of {library.path} has an abstract of two sentences: add papers that have.")
    return Sample(found, passed_over)


def _items(paper: Paper, kinds: Sequence[str], seed: int, rarity: Rarity) -> dict[str, Item] | None:
    """Return an item of each kind, None where the paper gives none of one; its draws are its own."""
    items = {}
    for kind in kinds:
        item = KINDS[kind](paper, random.Random(f"{seed} {kind} {paper.id}"), rarity)  # noqa: S311 as above
        if item is None:
            return None
        items[kind] = item
    return items

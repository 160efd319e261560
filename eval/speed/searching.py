"""How fast larger and larger libraries are searched, and what that takes in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from eval.speed.figure import OURS, Figure
from eval.speed.interleaved import interleaved
from eval.speed.made import maker
from eval.speed.peers import LLAMAINDEX, TXTAI
from eval.speed.setting import Setting
from eval.speed.sides import Side

_PAPERS = 10  # that a search returns
_QUERIES = 200  # enough for a 99th percentile
_QUICK_QUERIES = 20
_PEERS_UP_TO = 80_000  # papers: filling theirs takes minutes, and more of them at least as long again
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Targets:
    """What is asked of a library of one size: seconds, megabytes, a share."""

    median_s: float | None = None
    p99_s: float | None = None
    resident_mb: float | None = None
    recall: float | None = None


_TARGETS = {80_000: Targets(0.020, 0.040), 320_000: Targets(0.040, None, 1_200, 0.98)}


def measure(setting: Setting) -> list[Figure]:
    """Return for each size the times of searches, the memory of a process that made them, and the recall."""
    queries = [*setting.questions, *(paper.title for paper in setting.papers)]
    queries = queries[: _QUICK_QUERIES if setting.quick else _QUERIES]
    made = maker(setting)
    figures = []
    for size in setting.sizes:
        library = made.library(size, setting.progress)
        peers = (LLAMAINDEX, TXTAI) if size <= _PEERS_UP_TO else ()
        with setting.sides() as sides:
            sides[OURS]("open", library)  # what is derived on first use is no part of a search and of its memory
        with setting.sides(*peers) as sides:
            for name, side in sides.items():
                setting.progress(f"Opening {size:,} papers by {name}", 0, 1)
                side("open" if name == OURS else "fill", library)
                side("search", queries, _PAPERS)  # once before, so that everything is loaded
            figures += _figures(setting, size, sides, queries)
    return figures


def _figures(setting: Setting, size: int, sides: Mapping[str, Side], queries: Sequence[str]) -> list[Figure]:
    setting.progress(f"Searching {size:,} papers", 0, setting.repeat)
    runs = {name: partial(side, "search", queries, _PAPERS) for name, side in sides.items()}
    found = {name: np.concatenate(times) for name, times in interleaved(runs, setting.repeat).items()}
    medians = {name: float(np.median(times)) for name, times in found.items()}
    slow = {name: float(np.percentile(times, 99)) for name, times in found.items()}
    memory = {name: side("resident") / _MEGABYTE for name, side in sides.items()}  # before recall, which takes more
    recall = sides[OURS]("recall", queries, _PAPERS)
    wanted = _TARGETS.get(size, Targets())
    of = f"{size:,} papers"
    return [
        Figure(f"search, {of}", "s", medians.pop(OURS), medians, target=wanted.median_s),
        Figure(f"search, 99th percentile, {of}", "s", slow.pop(OURS), slow, target=wanted.p99_s),
        Figure(f"memory after searching, {of}", "MB", memory.pop(OURS), memory, target=wanted.resident_mb),
        Figure(f"recall@{_PAPERS} of the dense index, {of}", "share", recall, better="higher",
               target=wanted.recall),
    ]  # fmt: skip

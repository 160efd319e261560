"""What a large library takes on disk, and how long a few papers more take."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from statistics import median

from eval.speed.figure import Figure
from eval.speed.made import maker
from eval.speed.process import assistant, process_seconds
from eval.speed.setting import Setting

_USUAL = 80_000  # papers that the figures are about; else the size nearest to it
_ADDED = 100
_QUICK_ADDED = 10
_ADDED_S = 10.0
_KILOBYTE = 1e3


def measure(setting: Setting) -> list[Figure]:
    """Return the bytes of a paper on disk and the seconds of a fresh `library add` of new papers."""
    size = min(setting.sizes, key=lambda one: abs(one - _USUAL))
    made = maker(setting)
    library = made.library(size, setting.progress)
    count = _QUICK_ADDED if setting.quick else _ADDED
    seconds = []
    copy = made.copy(library)
    try:
        for run in range(setting.repeat):  # other papers each time: those of the run before are no longer new
            setting.progress(f"Adding to {size:,} papers", run, setting.repeat)
            file = copy.with_name(f"{copy.name}.jsonl")
            papers = made.papers(size + run * count, count)
            file.write_text("".join(json.dumps(asdict(paper)) + "\n" for paper in papers), encoding="utf-8")
            seconds.append(process_seconds(assistant("library", "add", str(file), "--library", str(copy))))
            file.unlink()
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    target = _ADDED_S if (size, count) == (_USUAL, _ADDED) else None
    return [
        Figure(f"a paper on disk, {size:,} papers", "KB", _bytes(library) / size / _KILOBYTE),
        Figure(f"library add of {count} papers to {size:,}, cold", "s", median(seconds), target=target),
    ]


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())

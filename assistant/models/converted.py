"""Weights converted once for an engine, kept in the cache folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from assistant.home import cache_dir

T = TypeVar("T")


def opened(name: str, make: Callable[[Path], None], load: Callable[[Path], T]) -> T:
    """Return what `load` makes of the converted weights `name`; `make` converts them where they are missing or damaged."""
    folder = cache_dir() / "converted" / name
    if folder.is_dir():
        try:
            return load(folder)
        except (OSError, RuntimeError, ValueError, KeyError):  # a damaged derived file is made again
            shutil.rmtree(folder, ignore_errors=True)
    _make_aside(folder, make)
    return load(folder)


def _make_aside(folder: Path, make: Callable[[Path], None]) -> None:
    """Fill a folder beside `folder` and rename it, so that a half made one is never seen."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        make(aside)
        os.rename(aside, folder)
    except OSError:
        if not folder.is_dir():  # else another process was faster, and its work is as good
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)

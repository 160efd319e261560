"""Weights converted once for an engine, kept in the cache folder."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from assistant.home import cache_dir
from assistant.models.adapter import Adapter
from assistant.models.model import Model
from assistant.models.reason import reason
from index.errors import ModelError

T = TypeVar("T")


def name_of(model: Model, weights: Path, adapter: Adapter | None) -> str:
    """Return what tells conversions of these weights, with this adapter in them, from all others."""
    taught = f"-{adapter.fingerprint}".replace("@", "-") if adapter else ""
    return f"{model.name.replace('/', '-')}-{model.sha256[:12] or weights.stat().st_mtime_ns}{taught}"


def opened(name: str, make: Callable[[Path], None], load: Callable[[Path], T]) -> T:
    """Return what `load` makes of the converted weights `name`; `make` writes them where they are missing or damaged.

    Raises ModelError where the cache folder cannot be written.
    """
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
    aside = folder.parent / f".{folder.name}-{os.getpid()}-{threading.get_ident()}"
    shutil.rmtree(aside, ignore_errors=True)  # of a process that was killed, whose number is ours now
    try:
        aside.mkdir(parents=True)
        make(aside)
        os.rename(aside, folder)
    except OSError as error:
        if not folder.is_dir():  # else another process was faster, and its work is as good
            why = error.strerror or reason(error)
            raise ModelError(f"{folder.parent} cannot be written: {why}. Free room, or set ASSISTANT_HOME.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)

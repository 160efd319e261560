"""LlamaIndex's index of the library that answers, kept for the next run."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from eval.speed.peers import LLAMAINDEX, versions
from eval.speed.setting import Setting
from eval.speed.sides import Side
from index.errors import LibraryNotWritable
from index.store import Store


def built(setting: Setting, side: Side) -> Path:
    """Return the folder of the index, made by `side` where it is missing. Raises LibraryNotWritable without room."""
    store = Store(setting.library / "papers.db")
    try:
        told = f"{store.fingerprint()} {versions(LLAMAINDEX)}"
        folder = setting.kept / f"llamaindex-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
        if folder.is_dir():
            return folder
        papers = [(paper.id, paper.text) for paper in store.papers()]
    finally:
        store.close()
    setting.progress("Indexing by LlamaIndex", 0, len(papers))
    aside = folder.with_name(f".{folder.name}-{os.getpid()}")  # renamed, so that a half made one is never opened
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        side("build", papers, aside)
        os.rename(aside, folder)
    except OSError as error:
        if not folder.is_dir():
            raise LibraryNotWritable(
                f"{folder} cannot be written ({error}): make room, or set ASSISTANT_HOME."
            ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder

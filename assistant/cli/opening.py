"""The library to ask, opened while the person sees what takes time."""

from __future__ import annotations

from assistant.cli import screen
from assistant.workplace import open_for_asking
from index.library import Library


def open_shown(library: str | None) -> Library:
    """Return what `open_for_asking` gives, showing progress while the built-in collection is indexed."""
    with screen.progress("Indexing the built-in collection") as shown:
        return open_for_asking(library, shown)

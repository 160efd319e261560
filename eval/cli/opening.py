"""The library to measure, opened while the person sees what takes time."""

from __future__ import annotations

from assistant.cli import screen
from assistant.cli.opening import open_shown
from assistant.workplace import open_built_in
from index.library import Library

BUILT_IN = "built-in"  # as --library: the collection that the project's own questions are about


def open_measured(library: str | None) -> Library:
    """Return the built-in collection where it is named, else the library that `assistant ask` would open."""
    if library != BUILT_IN:
        return open_shown(library)
    with screen.progress("Indexing the built-in collection") as shown:
        return open_built_in(shown)


def name_of(library: Library) -> str:
    """Return what a library is called in a report: the name of its folder."""
    return library.path.name

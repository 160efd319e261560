"""Where the person's papers are, and an assistant opened on them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from assistant.assistant import Assistant
from assistant.home import data_dir
from assistant.models import settings
from assistant.models.choose import Engine, load_encoder, load_judge, load_language_model, load_reranker, thresholds
from assistant.models.deferred import DeferredEncoder, DeferredLanguageModel, DeferredReranker
from assistant.models.language_model import LanguageModel
from index.builtin import PAPERS
from index.errors import BadInput, EncoderMismatch, LibraryError, ModelMissing
from index.library import Library
from index.readers import read
from index.reranker import Reranker

_LIBRARY = "ASSISTANT_LIBRARY"

Progress = Callable[[int, int | None], None]  # told of papers embedded, and of how many; None where nobody knows


def chosen_path(option: str | None) -> Path:
    """Return the folder of the library: the one named, else that of ASSISTANT_LIBRARY, else the platform's."""
    named = option or os.environ.get(_LIBRARY)
    if not named:
        return data_dir() / "library"
    try:
        return Path(named).expanduser()
    except RuntimeError:  # the home of an unknown user: opening it says so
        return Path(named)


def deferred_reranker(name: str | None = None) -> Reranker | None:
    """Return the reranker `name`, or the one in use, loaded when it is first needed; None where that is "none"."""
    chosen = name or settings.in_use("reranker")
    return None if chosen in ("", settings.NO_RERANKER) else DeferredReranker(load_reranker, chosen)


def open_library(option: str | None = None) -> Library:
    """Return the person's library, made if it is not there."""
    return Library.open(chosen_path(option), DeferredEncoder(load_encoder), reranker=deferred_reranker())


def open_existing(option: str | None = None) -> Library:
    """Return the person's library. Raises LibraryError where there is none yet."""
    path = chosen_path(option)
    if not path.is_file() and not (path / "papers.db").exists():
        raise LibraryError(f"No library of your own at {path}: make it with `assistant library add FILE`.")
    return open_library(option)


def open_for_asking(
    option: str | None = None, progress: Progress = lambda *_: None, *, searched: bool = True
) -> Library:
    """Return the library to ask: the person's own, or the built-in collection while they have none.

    The built-in one is kept apart, so that it never mixes with the person's papers, and is made ready as
    `open_built_in` says. Raises LibraryError where a library is named and is not there.
    """
    path = chosen_path(option)
    if _exists(path / "papers.db"):
        library = open_library(option)
        if len(library) or named(option):
            return library
        library.close()
    elif path.exists() and not path.is_dir():
        return open_library(option)  # which says what is wrong
    elif named(option):
        raise LibraryError(f"No library at {path}: make it with `assistant library add FILE --library {path}`.")
    return open_built_in(progress, searched=searched)


def open_built_in(progress: Progress = lambda *_: None, *, searched: bool = True) -> Library:
    """Return the built-in collection, whatever papers the person has; its index is made on first use.

    Where it is to be `searched` and another encoder or an older version embedded it, it is embedded anew unasked:
    nothing in it is the person's. Where it is only read it stays as it is, and no encoder is loaded.
    """
    library = Library.open(_built_in(), DeferredEncoder(load_encoder), reranker=deferred_reranker())
    if searched and library.embedded_by:
        try:
            library.refresh()
        except EncoderMismatch:
            library.rebuild(progress)
    if not len(library):
        library.add(read(PAPERS), lambda report: progress(report.read, None))
    return library


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long, or not for our eyes: opening it says so
        return True


def check_papers(library: Library, ids: Sequence[str]) -> None:
    """Raise BadInput for an id that the library does not know, before it silently finds nothing."""
    for identifier in ids:
        if library.get(identifier) is None:
            raise BadInput(f"No paper {identifier} in this library: see `assistant library list`.")


def is_built_in(library: Library) -> bool:
    """Say whether this is the built-in collection."""
    return library.path == _built_in()


def _built_in() -> Path:
    return data_dir() / "built-in"


def named(option: str | None) -> bool:
    """Say whether the person named a library."""
    return bool(option or os.environ.get(_LIBRARY))


def open_assistant(
    library: Library,
    *,
    model_name: str | None = None,
    engine: Engine | None = None,
    loading: Future[LanguageModel] | None = None,
    quotes_only: bool = False,
) -> tuple[Assistant, str]:
    """Return an assistant on the library and a notice ("" if none); `loading` is its language model, if that is begun.

    Where the weights of the language model are missing the assistant answers with quotes, and the notice names
    the command that adds them.
    """
    model: LanguageModel | None = None
    notice = ""
    if not quotes_only:
        try:
            model = _begun(loading) if loading else load_language_model(model_name, engine)
        except ModelMissing as error:
            notice = f"{error} Until then answers are quotes."
    return Assistant(library, model, thresholds(), load_judge()), notice


def _begun(loading: Future[LanguageModel]) -> LanguageModel:
    """Return what is being loaded. Raises what is wrong with its name, or that its weights are missing."""
    error = loading.exception() if loading.done() else None
    if isinstance(error, (BadInput, ModelMissing)):
        raise error
    return DeferredLanguageModel(loading)  # one that cannot be run says so where it is needed: quotes answer

"""An assistant that can be asked at once, while its language model is still being loaded."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from copy import copy

from assistant.assistant import Assistant
from index.errors import ResearchError
from index.library import Library

_log = logging.getLogger(__name__)

Load = Callable[[], tuple[Assistant, str]]


class Opening:
    """Answers with quotes until `load`, run in the background, gives the assistant that also writes.

    `notice` tells why there is no language model, or "".
    """

    def __init__(self, quoting: Assistant, load: Load) -> None:
        self.assistant = quoting
        self.notice = ""
        self._load = load
        self._moved: Library | None = None
        self._change = threading.Lock()
        self._thread = self._started()

    @property
    def library(self) -> Library:
        """The library that is asked."""
        return self.assistant.library

    @property
    def loading(self) -> bool:
        """Say whether the language model is still on its way."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Return when loading has ended, or after so many seconds."""
        self._thread.join(seconds)

    def loaded(self) -> Assistant:
        """Return the assistant that also writes, once loading has ended; the quoting one where it failed."""
        self._thread.join()
        return self.assistant

    def move(self, library: Library) -> None:
        """Ask another library from now on."""
        with self._change:
            self._moved = library
            self.assistant = _on(library, self.assistant)

    def reload(self) -> None:
        """Load the language model that is now in use; until it is there, the one that was answers."""
        if not self.loading:
            self._thread = self._started()

    def _started(self) -> threading.Thread:
        thread = threading.Thread(target=self._run, name="loading the language model", daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        try:
            assistant, notice = self._load()
            with self._change:
                self.assistant = assistant if self._moved is None else _on(self._moved, assistant)
                self.notice = notice
        except ResearchError as error:
            self.notice = str(error)
        except Exception as error:  # a background thread has nobody else to tell
            _log.exception("The language model could not be loaded")
            self.notice = f"The language model could not be loaded ({type(error).__name__}): the terminal says more."


def _on(library: Library, assistant: Assistant) -> Assistant:
    """Return the same assistant at another library."""
    moved = copy(assistant)
    moved.library = library
    return moved

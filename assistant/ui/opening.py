"""An assistant that can be asked at once, while its language model is still being loaded."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from assistant.assistant import Assistant
from index.errors import ResearchError

_log = logging.getLogger(__name__)


class Opening:
    """Answers with quotes until `load`, run in the background, gives the assistant that also writes.

    `notice` tells why there is no language model, or "".
    """

    def __init__(self, quoting: Assistant, load: Callable[[], tuple[Assistant, str]]) -> None:
        self.assistant = quoting
        self.notice = ""
        self._load = load
        self._thread = threading.Thread(target=self._run, name="loading the language model", daemon=True)
        self._thread.start()

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

    def _run(self) -> None:
        try:
            self.assistant, self.notice = self._load()
        except ResearchError as error:
            self.notice = str(error)
        except Exception as error:  # a background thread has nobody else to tell
            _log.exception("The language model could not be loaded")
            self.notice = f"The language model could not be loaded ({type(error).__name__}): the terminal says more."

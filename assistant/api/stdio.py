"""The MCP server over standard input and output."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any

from assistant.api.computing import Computer
from assistant.api.desk import Desk
from assistant.api.tools import server
from assistant.assistant import Assistant
from index.library import Library

_log = logging.getLogger(__name__)


def serve(open_library: Callable[[], Library], open_assistant: Callable[[Library], tuple[Assistant, str]]) -> None:
    """Serve until the input ends.

    A client waits only seconds for a server to start: it starts at once, and the first tools wait for the library
    and the models. Why they cannot be opened is what the tools say then.
    """
    loading = _Loading(open_library, open_assistant)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        loading.start()  # not before the transport has taken standard output for itself: loading may print
        yield

    server(Desk(loading.library.result, loading.assistant.result), Computer(), lifespan).run("stdio")


class _Loading:
    """A library and an assistant on their way; a daemon, for whoever ends the input does not wait for them."""

    def __init__(
        self, open_library: Callable[[], Library], open_assistant: Callable[[Library], tuple[Assistant, str]]
    ) -> None:
        self.library: Future[Library] = Future()
        self.assistant: Future[Assistant] = Future()
        self._open_library = open_library
        self._open_assistant = open_assistant

    def start(self) -> None:
        threading.Thread(target=self._run, name="loading the library and the models", daemon=True).start()

    def _run(self) -> None:
        try:
            library = self._open_library()
            library.refresh()  # loads the encoder too, so that the first question need not wait for it
            self.library.set_result(library)
            assistant, notice = self._open_assistant(library)
            if notice:
                _log.warning(notice)
            self.assistant.set_result(assistant)
        except Exception as error:  # for each tool to tell
            for awaited in (self.library, self.assistant):
                if not awaited.done():
                    awaited.set_exception(error)

"""A finished turn to render, a model that can be watched while it writes, and a page in a headless browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Evidence, LibraryUsed, ModelUsed, Outcome, Sentence, Support, Timings
from assistant.assistant import Assistant
from assistant.conversation import Turn
from assistant.models.language_model import Message
from index.hit import Hit
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeLanguageModel

_PAUSE = 0.02  # seconds between the words of a slow model
PHONE = {"viewport": {"width": 390, "height": 844}}
_PATIENCE = 15_000  # milliseconds for anything to appear


class SlowModel(FakeLanguageModel):
    """Writes a word every few milliseconds, and tells when it ended and whether it was stopped."""

    def __init__(self, *replies: str) -> None:
        super().__init__(*replies)
        self.ended, self.stopped = threading.Event(), threading.Event()

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        try:
            for piece in super().stream(messages, max_tokens, stop):
                yield piece
                stop.wait(_PAUSE)
        finally:
            if stop.is_set():
                self.stopped.set()
            self.ended.set()


def evidence(paper: Paper, quote: str) -> Evidence:
    start = paper.abstract.index(quote)
    return Evidence(paper, quote, start, start + len(quote), score=1.0, similarity=0.5)


def turn_about(paper: Paper, quote: str, *, others: Sequence[Paper] = (), **changes: Any) -> Turn:
    """Return a turn answered by one quote of a paper; `others` were found too."""
    piece = evidence(paper, quote)
    fields: dict[str, Any] = {
        "question": "What is it?",
        "outcome": Outcome.ANSWERED,
        "sentences": (Sentence(quote, (1,), Support.QUOTED, (piece,)),),
        "citations": (Citation(1, paper, (piece,)),),
        "retrieved": tuple(Hit(found, 1.0) for found in (paper, *others)),
        "model": ModelUsed("fake-model", "fake", "cpu"),
        "library": LibraryUsed("library", 12, "0" * 16),
        "timings": Timings(total_s=1.25),
    }
    answer = Answer(**(fields | changes))
    return Turn(answer.question, answer.question, answer)


@pytest.fixture
def tadpole(papers: list[Paper]) -> Paper:
    """A paper whose abstract has a sentence "Tadpole is a detector of 0.8 million parameters."."""
    return next(paper for paper in papers if paper.title.startswith("Tadpole"))


@dataclass
class Tab:
    """An open page, and what it must not do: errors of its console, requests to elsewhere, dialogs."""

    page: Any
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(_PATIENCE)
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append("a dialog opened"), dialog.dismiss()))
        self.page.on("request", self._watch)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.faults.append(f"asked {request.url}")

    def ask(self, question: str) -> None:
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")

    def answer(self, n: int = 1) -> Any:
        """Return the nth finished answer, waiting for it."""
        found = self.page.locator("#past .turn").nth(n - 1)
        found.wait_for()
        return found


class Tabs:
    """Serves pages and opens tabs on them: `tabs(library, model)`, or `tabs(url=…)` for one more."""

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium
        self._served: list[Any] = []
        self._opened: list[Tab] = []

    def __call__(
        self,
        library: Library | None = None,
        model: FakeLanguageModel | None = None,
        *,
        opening: Any = None,
        url: str = "",
        **view: Any,
    ) -> Tab:
        if library is not None:
            url = self.serve(Assistant(library, model))
        elif opening is not None:
            url = self.serve(opening=opening)
        tab = Tab(self._chromium.new_context(**view).new_page())
        tab.page.goto(url)
        tab.page.wait_for_selector("#status .model")
        self._opened.append(tab)
        return tab

    def serve(self, assistant: Assistant | None = None, *, opening: Any = None, port: int = 0) -> str:
        """Serve a page and return its address."""
        from assistant.api.desk import Desk
        from assistant.ui.download import routes
        from assistant.ui.opening import Opening
        from assistant.ui.page import build
        from assistant.ui.server import start

        if assistant is not None:
            opening = Opening(Assistant(assistant.library), lambda: (assistant, ""))
            opening.wait(5)
        self._served.append(build(opening))
        return start(self._served[-1], Desk(lambda: opening.library, opening.loaded), port=port, routes=routes(opening))

    def stop(self) -> None:
        """End what is served."""
        for page in self._served:
            page.close(verbose=False)
        self._served.clear()

    def close(self) -> None:
        """End everything, and fail where a tab did what it must not do."""
        for tab in self._opened:
            tab.page.context.close()
        self.stop()
        assert [fault for tab in self._opened for fault in tab.faults] == []


@pytest.fixture
def open_tab(chromium: Any) -> Iterator[Tabs]:
    """What opens tabs on served pages."""
    tabs = Tabs(chromium)
    yield tabs
    tabs.close()

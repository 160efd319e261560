"""What other programs can have done: a question answered, papers found, compared, or shown."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant, Step
from assistant.comparison.comparison import Comparison
from assistant.conversation import Conversation
from assistant.conversations import Shelf
from assistant.workplace import check_papers
from index.filters import Filters
from index.hit import Hit
from index.library import Library
from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Desk:
    """Serves one library. Its methods compute, and belong in a thread.

    `library` and `assistant` give what may still be loading, and wait for it. Searching needs no language model,
    so it does not wait for one. Everything raises BadInput for papers that the library does not have.
    """

    library: Callable[[], Library]
    assistant: Callable[[], Assistant]

    def ask(
        self,
        question: str,
        filters: Filters,
        history: Sequence[str],
        stop: threading.Event,
        kept: str = "",
    ) -> Iterator[Step]:
        """Yield the steps to the answer of a question that follows the earlier ones of `history`.

        `kept` is the name or id of a conversation on disk, which it goes on with and becomes a turn of; "" for none.
        Setting `stop` ends the computation.
        """
        check_papers(self.library(), filters.ids)
        conversation = Shelf(self.library()).open(kept) if kept else Conversation()
        assistant = self.assistant()
        for earlier in filter(str.strip, history):  # answered anew: nothing is kept between two requests
            for _ in assistant.stream(earlier, conversation, filters, stop):
                if stop.is_set():
                    return
        yield from assistant.stream(question, conversation, filters, stop)

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
        """Return up to `k` papers closest to the query, best first."""
        library = self.library()
        check_papers(library, filters.ids)
        return library.search(query, k, filters)

    def compare(self, papers: Sequence[str], aspects: Sequence[str]) -> Comparison:
        """Return these papers, named by id, title or the name of the system, beside each other in these aspects."""
        return self.assistant().compare(papers, aspects)

    def paper(self, identifier: str) -> Paper | None:
        """Return the paper of this id, None where the library has none."""
        return self.library().get(identifier)

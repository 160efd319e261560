"""Our program as it is measured, in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Event

import numpy as np

from assistant.answer import Answer
from assistant.assistant import Assistant, Found
from assistant.drafting import Written
from assistant.models.choose import load_encoder
from assistant.models.language_model import Message
from assistant.workplace import open_assistant, open_existing
from eval.speed.collection import exact
from eval.speed.process import resident
from eval.speed.times import Streamed, seconds, streamed
from index.encoder import Encoder
from index.library import Library
from index.method import DENSE
from index.passages import embedded


class Ours:
    """Embedding, answers and searches of our program; what is needed is loaded when it is first needed."""

    def __init__(self, library: Path) -> None:
        self._path = library
        self._searched: Library | None = None

    @cached_property
    def _encoder(self) -> Encoder:
        return load_encoder()

    @cached_property
    def _assistant(self) -> Assistant:
        return open_assistant(open_existing(str(self._path)))[0]

    def embed(self, texts: Sequence[str]) -> float:
        """Return the seconds of embedding the texts as they are."""
        return seconds(lambda: self._encoder.encode_documents(texts))

    def embed_for_library(self, texts: Sequence[str]) -> float:
        """Return the seconds of embedding the texts as a library does: each whole, and each of its sentences."""
        return seconds(lambda: embedded(texts, self._encoder))

    def answer(self, question: str) -> Streamed:
        """Return an answer as it is seen: quotes, then the draft as it grows, then the checked answer."""
        start = time.perf_counter()
        quotes_s = first_s = None
        first = text = ""
        for part in self._assistant.stream(question):
            if isinstance(part, Found):
                quotes_s = time.perf_counter() - start
            elif isinstance(part, Written):
                if first_s is None:
                    first_s, first = time.perf_counter() - start, part.text
            elif isinstance(part, Answer):
                text = part.text
        return Streamed(first, text, first_s, time.perf_counter() - start, quotes_s)

    def write(self, prompt: str, tokens: int) -> Streamed:
        """Return what the language model makes of a prompt, at most so many tokens."""
        model = self._assistant.model
        assert model is not None
        return streamed(lambda: model.stream([Message("user", prompt)], tokens, Event()))

    def writes(self) -> bool:
        """Return whether there is a language model."""
        return self._assistant.model is not None

    def tokens(self, text: str) -> int:
        """Return the tokens of a text, with those of a message around it."""
        assert self._assistant.model is not None
        return self._assistant.model.count_tokens([Message("user", text)])

    def open(self, library: Path) -> None:
        """Open a library to be searched."""
        self._searched = Library.open(library, self._encoder)
        self._searched.refresh()

    def search(self, queries: Sequence[str], k: int) -> list[float]:
        """Return the seconds of each search, all stages."""
        library = self._opened
        return [seconds(lambda query=query: library.search(query, k)) for query in queries]  # type: ignore[misc]

    def recall(self, queries: Sequence[str], k: int) -> float:
        """Return the share of the `k` nearest papers that the dense index finds, those of exact search being all."""
        # One at a time, as searches have them: in a batch the encoder rounds otherwise.
        vectors = np.vstack([self._encoder.encode_queries([query], adapted=False) for query in queries])
        nearest = exact(self._opened.path, vectors, k)
        found = [{hit.paper.id for hit in self._opened.search(query, k, method=DENSE)} for query in queries]
        return float(np.mean([len(ids & set(right)) / len(right) for ids, right in zip(found, nearest, strict=True)]))

    def resident(self) -> int:
        """Return the bytes of memory that the process holds."""
        return resident()

    @property
    def _opened(self) -> Library:
        assert self._searched is not None, "open comes first"
        return self._searched

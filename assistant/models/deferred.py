"""Models that are loaded when they are first needed, so that commands which never search start at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import cached_property

from assistant.models.language_model import LanguageModel, Message
from index.encoder import Encoder, Vectors
from index.reranker import Reranker, Scores


class DeferredEncoder:
    """Stands for the encoder that `load` gives; errors of loading come with its first use."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load

    @cached_property
    def _encoder(self) -> Encoder:
        return self._load()

    @property
    def fingerprint(self) -> str:
        """See Encoder."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """See Encoder."""
        return self._encoder.dimension

    @property
    def adapter(self) -> str:
        """See Encoder."""
        return self._encoder.adapter

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._encoder.encode_documents(texts)

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        """See Encoder."""
        return self._encoder.encode_queries(texts, adapted=adapted)


class DeferredReranker:
    """Stands for the reranker that `load` gives for a name; errors of loading come with its first use."""

    def __init__(self, load: Callable[[str], Reranker | None], name: str) -> None:
        self._load = load
        self._chosen = name

    @cached_property
    def _reranker(self) -> Reranker:
        loaded = self._load(self._chosen)
        assert loaded is not None  # it was named
        return loaded

    @property
    def name(self) -> str:
        """See Reranker."""
        return self._reranker.name

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """See Reranker."""
        return self._reranker.scores(query, texts)


class DeferredLanguageModel:
    """Stands for the language model that is being loaded, and waits for it where it is needed; errors come there."""

    def __init__(self, loading: Future[LanguageModel]) -> None:
        self._loading = loading

    @property
    def name(self) -> str:
        """See LanguageModel."""
        return self._loading.result().name

    @property
    def engine(self) -> str:
        """See LanguageModel."""
        return self._loading.result().engine

    @property
    def device(self) -> str:
        """See LanguageModel."""
        return self._loading.result().device

    @property
    def taught(self) -> bool:
        """See LanguageModel."""
        return self._loading.result().taught

    @property
    def context_window(self) -> int:
        """See LanguageModel."""
        return self._loading.result().context_window

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """See LanguageModel."""
        return self._loading.result().count_tokens(messages)

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        """See LanguageModel."""
        return self._loading.result().stream(messages, max_tokens, stop)

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        """See LanguageModel."""
        return self._loading.result().sampled(messages, max_tokens, count)

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """See LanguageModel."""
        return self._loading.result().log_likelihoods(prompts, text)

"""Models that are loaded when they are first needed, so that commands which never search start at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

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

"""An encoder that is loaded when it is first needed, so that commands which never embed start at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from index.encoder import Encoder, Vectors


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

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._encoder.encode_documents(texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self._encoder.encode_queries(texts)

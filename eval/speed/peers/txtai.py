"""txtai over the same weights and texts: hybrid search, its own encoding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from eval.speed.collection import held
from eval.speed.peers import offline
from eval.speed.process import resident
from eval.speed.times import seconds
from index.encoder import Vectors


class Txtai:
    """Embedding and search of txtai; imported when it is first needed, because that takes seconds."""

    def __init__(self, encoder: Path) -> None:
        offline()
        self._encoder = encoder
        self._index: Any = None

    @cached_property
    def _model(self) -> Any:
        from txtai import Embeddings

        # As many tokens as the weights are made for: left alone it reads twice as many.
        return Embeddings(path=str(self._encoder), maxlength=True)

    def embed(self, texts: Sequence[str]) -> float:
        """Return the seconds of embedding the texts."""
        return seconds(lambda: self._model.batchtransform(list(texts), "data"))

    def fill(self, library: Path) -> None:
        """Index the papers of one of our libraries, by words and with the vectors that it holds."""
        from txtai import Embeddings

        known: dict[str, Vectors] = {}

        def transform(texts: Sequence[str]) -> Vectors:  # a plain function: anything else txtai calls to get one
            if known:
                return np.stack([known[text] for text in texts])
            vectors: Vectors = self._model.batchtransform(list(texts), "query")
            return vectors

        papers = list(held(library))
        known.update((one.text, one.vector) for one in papers)
        self._index = Embeddings(method="external", transform=transform, hybrid=True)
        self._index.index((one.id, one.text) for one in papers)
        known.clear()  # what comes from now on are queries

    def search(self, queries: Sequence[str], k: int) -> list[float]:
        """Return the seconds of each search."""
        return [seconds(lambda query=query: self._index.search(query, k)) for query in queries]  # type: ignore[misc]

    def resident(self) -> int:
        """Return the bytes of memory that the process holds."""
        return resident()

"""txtai's hybrid search as a peer: BM25 and the same embedding model, joined as txtai joins them by default."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from eval.plain import WholeTexts
from eval.systems import TXTAI, Ranking
from index.encoder import Vectors

# Imported below, because it is an optional peer and costs seconds.


class TxtaiSearcher:
    """txtai over whole texts, embedded by the library's encoder without its adapter."""

    def __init__(self, whole: WholeTexts) -> None:
        from txtai import Embeddings
        from txtai.version import __version__

        self.name = TXTAI
        self.configuration = {"version": __version__, "hybrid": True, "encoder": whole.library.encoder.fingerprint}
        self._indexed = False
        vectors = dict(zip(whole.texts, whole.vectors, strict=True))

        def transform(texts: Sequence[str]) -> Vectors:  # a plain function: anything else txtai calls to get one
            if self._indexed:
                return whole.library.encoder.encode_queries(texts, adapted=False)
            return np.stack([vectors[text] for text in texts])

        self._embeddings: Any = Embeddings(method="external", transform=transform, hybrid=True)
        self._embeddings.index(zip(whole.ids, whole.texts, strict=True))
        self._indexed = True

    def search(self, query: str, k: int) -> Ranking:
        """Return up to `k` documents, best first."""
        return [(str(identifier), float(score)) for identifier, score in self._embeddings.search(query, k)]

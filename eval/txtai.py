"""txtai's hybrid search as a peer: BM25 and the same embedding model, joined as txtai joins them by default."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from eval.systems import TXTAI, Ranking
from index.encoder import Encoder, Vectors
from index.library import Library
from index.paper import Paper
from index.store import Store

# Imported below, because it is an optional peer and costs seconds.


class TxtaiSearcher:
    """txtai over the same texts, with the vectors that the library holds of them."""

    def __init__(self, library: Library, papers: Sequence[Paper]) -> None:
        from txtai import Embeddings
        from txtai.version import __version__

        self.name = TXTAI
        self.configuration = {"version": __version__, "hybrid": True, "encoder": library.encoder.fingerprint}
        self._transform = _Transform(library.encoder, _vectors(library))

        def transform(texts: Sequence[str]) -> Vectors:  # a plain function: anything else txtai calls to get one
            return self._transform(texts)

        self._embeddings: Any = Embeddings(method="external", transform=transform, hybrid=True)
        self._embeddings.index((paper.id, paper.text) for paper in papers)
        self._transform.documents = {}  # what comes from now on are queries

    def search(self, query: str, k: int) -> Ranking:
        """Return up to `k` documents, best first."""
        return [(str(identifier), float(score)) for identifier, score in self._embeddings.search(query, k)]


class _Transform:
    """Texts to vectors: as documents while these are indexed, those of the library looked up; then as queries."""

    def __init__(self, encoder: Encoder, documents: dict[str, Vectors]) -> None:
        self.documents = documents
        self._encoder = encoder

    def __call__(self, texts: Sequence[str]) -> Vectors:
        if not self.documents:
            return self._encoder.encode_queries(list(texts))
        if new := [text for text in texts if text not in self.documents]:  # of papers that the library merged
            self.documents.update(zip(new, self._encoder.encode_documents(new), strict=True))
        return np.stack([self.documents[text] for text in texts])


def _vectors(library: Library) -> dict[str, Vectors]:
    """Return the vector of each text that the library holds."""
    store = Store(library.path / "papers.db")
    try:
        rows = store.rows()
        vectors = {row: np.frombuffer(vector, dtype=np.float32) for row, vector in store.vectors(rows)}
        return {text: vectors[row] for row, text in store.texts(rows)}
    finally:
        store.close()

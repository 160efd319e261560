"""The searches that thirty lines build: each text embedded whole, alone and with BM25 at equal min-max weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import faiss
import numpy as np

from eval.systems import PLAIN, LibrarySearcher, Ranking
from index.derived import replacing
from index.encoder import Vectors
from index.fusion import fused
from index.library import Library
from index.paper import Paper

_DEPTH = 100  # of either ranking, before they are joined


class WholeTexts:
    """The papers' whole texts as the encoder reads them, cut where it stops reading."""

    def __init__(self, library: Library, papers: Sequence[Paper]) -> None:
        self.ids = [paper.id for paper in papers]
        self.library = library
        self.texts = [paper.text for paper in papers]

    @cached_property
    def vectors(self) -> Vectors:
        """Unit vectors, shape (papers, dimension), kept beside the library, whose papers and encoder do not change."""
        file = self.library.path / "whole-texts.npy"
        shape = (len(self.texts), self.library.encoder.dimension)
        try:
            kept: Vectors = np.load(file, allow_pickle=False)
            if kept.shape == shape:
                return kept
        except (OSError, ValueError):  # not there, or torn
            pass
        vectors = self.library.encoder.encode_documents(self.texts)
        with replacing(file) as aside, aside.open("wb") as opened:
            np.save(opened, vectors)
        return vectors


class PlainDense:
    """FAISS over whole texts."""

    def __init__(self, texts: WholeTexts) -> None:
        self.name = PLAIN[0]
        self.configuration: Mapping[str, Any] = {"texts": "whole", "encoder": texts.library.encoder.fingerprint}
        self._texts = texts
        self._index = faiss.IndexFlatIP(texts.library.encoder.dimension)
        self._index.add(texts.vectors)

    def search(self, query: str, k: int) -> Ranking:
        """Return up to `k` documents, best first."""
        vector = self._texts.library.encoder.encode_queries([query], adapted=False)
        scores, found = self._index.search(vector, min(k, len(self._texts.ids)))
        return [(self._texts.ids[row], float(score)) for row, score in zip(found[0], scores[0], strict=True)]


class PlainHybrid:
    """Whole texts and BM25, added after min-max."""

    def __init__(self, dense: PlainDense, keyword: LibrarySearcher) -> None:
        self.name = PLAIN[1]
        self.configuration: Mapping[str, Any] = {**dense.configuration, "fusion": "min-max", "dense_weight": 0.5}
        self._retrievers = (dense, keyword)

    def search(self, query: str, k: int) -> Ranking:
        """Return up to `k` documents, best first."""
        rankings = [one.search(query, max(k, _DEPTH)) for one in self._retrievers]
        ids = sorted({document for ranking in rankings for document, _ in ranking})
        place = {document: n for n, document in enumerate(ids)}
        dense, keyword = ([(place[document], score) for document, score in ranking] for ranking in rankings)
        return [(ids[n], score) for n, score in fused(dense, keyword)[:k]]

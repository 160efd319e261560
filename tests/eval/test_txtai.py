"""txtai searches the same texts with the same vectors; here a stand-in of it that does as it is told."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.systems import searchers
from eval.txtai import TxtaiSearcher
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder


class Embeddings:
    """What txtai does with a transform, without the keyword side."""

    def __init__(self, method: str, transform: Callable[[list[str]], Any], hybrid: bool) -> None:
        assert (method, hybrid) == ("external", True)
        assert isinstance(transform, types.FunctionType), "txtai calls anything else to get a function"
        self._transform = transform

    def index(self, documents: Iterable[tuple[str, str]]) -> None:
        self._ids, texts = zip(*documents, strict=True)
        self._vectors = self._transform(list(texts))

    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        similar = self._vectors @ self._transform([query])[0]
        return [(self._ids[n], similar[n]) for n in np.argsort(-similar)[:limit]]


@pytest.fixture(autouse=True)
def txtai(monkeypatch: pytest.MonkeyPatch) -> None:
    package, version = types.ModuleType("txtai"), types.ModuleType("txtai.version")
    package.Embeddings = Embeddings
    version.__version__ = "9.1"
    monkeypatch.setitem(sys.modules, "txtai", package)
    monkeypatch.setitem(sys.modules, "txtai.version", version)


def test_it_ranks_by_the_vectors_of_the_library_and_embeds_queries_as_queries(
    library: Library, papers: list[Paper], encoder: FakeEncoder
) -> None:
    embedded = len(encoder.documents)
    searcher = TxtaiSearcher(library, papers)
    ranking = searcher.search(papers[4].abstract, 3)
    assert ranking[0][0] == papers[4].id
    assert len(ranking) == 3
    assert all(isinstance(score, float) for _, score in ranking)
    assert (len(encoder.documents), encoder.queries) == (embedded, [papers[4].abstract])


def test_it_says_what_it_is_made_of(library: Library, papers: list[Paper]) -> None:
    searcher = TxtaiSearcher(library, papers)
    assert searcher.name == "txtai"
    assert searcher.configuration == {"version": "9.1", "hybrid": True, "encoder": "fake"}


def test_documents_that_the_library_merged_are_embedded_for_it(tmp_path: Path, encoder: FakeEncoder) -> None:
    papers = [Paper("doi:10.1/a", "Copper Wires", "We stretch."), Paper("arxiv:2001.00001", "Copper wires", "We pull.")]
    with Library.open(tmp_path / "merging", encoder) as library:
        library.add(papers)
        searcher = TxtaiSearcher(library, papers)
        assert {document for document, _ in searcher.search("copper", 5)} == {paper.id for paper in papers}


def test_it_is_one_of_the_systems(library: Library, papers: list[Paper]) -> None:
    assert [type(one).__name__ for one in searchers(["txtai", "bm25"], library, papers)] == [
        "TxtaiSearcher",
        "LibrarySearcher",
    ]

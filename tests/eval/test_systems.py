"""Systems are chosen by name, and give each document under its own id."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from eval import systems
from eval.systems import LibrarySearcher, searchers, system_names, twins
from index.errors import BadInput
from index.library import Library
from index.method import ABLATION, BM25, HYBRID, RERANKED
from index.paper import Paper
from tests.fakes import FakeEncoder, FakeReranker

METHODS = [method.name for method in ABLATION]


@pytest.fixture
def no_txtai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "find_spec", lambda name: None)


def test_without_names_the_methods_are_measured_and_txtai_where_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(systems, "find_spec", lambda name: None)
    assert system_names() == METHODS
    monkeypatch.setattr(systems, "find_spec", lambda name: object())
    assert system_names() == ["txtai", *METHODS]


def test_named_systems_keep_their_order_and_come_once() -> None:
    assert system_names(["hybrid", "bm25", "hybrid"]) == ["hybrid", "bm25"]


@pytest.mark.usefixtures("no_txtai")
def test_txtai_that_is_not_installed_is_answered_with_the_command_that_adds_it() -> None:
    with pytest.raises(BadInput, match="txtai is not installed: leave it out, or add it with `pip install txtai`"):
        system_names(["txtai"])


@pytest.mark.usefixtures("no_txtai")
def test_with_a_reranker_its_method_is_measured_last_and_without_one_it_cannot_be() -> None:
    assert system_names((), FakeReranker()) == [*METHODS, "+reranker"]
    assert system_names(["+reranker", "bm25"], FakeReranker()) == ["+reranker", "bm25"]
    with pytest.raises(BadInput, match=r"\+reranker needs a reranker: name one with --reranker"):
        system_names(["+reranker"])


def test_a_system_that_is_not_known_is_answered_with_those_that_are() -> None:
    with pytest.raises(BadInput, match="No system is called 'magic': choose among txtai, bm25, dense, hybrid"):
        system_names(["bm25", "magic"])


def test_a_library_is_searched_by_the_method(library: Library, papers: list[Paper]) -> None:
    query = papers[3].abstract
    for method, searcher in zip(ABLATION, searchers(METHODS, library, papers), strict=True):
        hits = library.search(query, 5, method=method)
        assert searcher.search(query, 5) == [(hit.paper.id, hit.score) for hit in hits]


def test_the_configuration_holds_all_of_the_method_and_the_encoder(library: Library) -> None:
    configuration = LibrarySearcher(library, HYBRID, {}).configuration
    assert configuration == {**asdict(HYBRID), "encoder": "fake"}
    assert configuration != LibrarySearcher(library, BM25, {}).configuration


def test_the_configuration_names_the_reranker_where_the_method_uses_it(library: Library, encoder: FakeEncoder) -> None:
    with Library.open(library.path, encoder, reranker=FakeReranker("some@1")) as reranked:
        assert LibrarySearcher(reranked, RERANKED, {}).configuration["reranker"] == "some@1"
        assert "reranker" not in LibrarySearcher(reranked, BM25, {}).configuration


def test_documents_that_the_library_merged_are_all_found(tmp_path: Path, encoder: FakeEncoder) -> None:
    papers = [
        Paper("doi:10.1/a", "Copper Wires", "We stretch copper."),
        Paper("arxiv:2001.00001", "Copper wires", "We stretch copper until it breaks."),
        Paper("arxiv:2001.00002", "Iron wires", "They rust."),
    ]
    with Library.open(tmp_path / "merging", encoder) as library:
        library.add(papers)
        assert len(library) == 2
        assert twins(library, papers) == {"arxiv:2001.00001": ["doi:10.1/a", "arxiv:2001.00001"]}
        (bm25,) = searchers(["bm25"], library, papers)
        assert [document for document, _ in bm25.search("copper wires", 5)] == [paper.id for paper in papers]
        assert [document for document, _ in bm25.search("copper", 1)] == ["doi:10.1/a"]


def test_documents_with_ids_of_a_benchmark_are_never_merged(tmp_path: Path, encoder: FakeEncoder) -> None:
    papers = [Paper("4", "Copper wires", "One."), Paper("5", "Copper wires", "Two.")]
    with Library.open(tmp_path / "own", encoder) as library:
        library.add(papers)
        assert len(library) == 2
        assert twins(library, papers) == {}

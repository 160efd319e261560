"""LlamaIndex programs get the library's search as a retriever."""

from __future__ import annotations

from pathlib import Path

from assistant.retriever import PaperRetriever
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder

PAPERS = [
    Paper("arxiv:2401.00001", "Zebras in graphs", "We count zebras in graphs.", ("Ada Example",), 2024, "GRAPHS"),
    Paper("arxiv:2001.00002", "Zebras in trees", "We count zebras in trees.", ("Bo Example",), 2020, "TREES"),
]


def test_nodes_carry_the_paper_and_what_each_retriever_thought(tmp_path: Path) -> None:
    library = Library.open(tmp_path, FakeEncoder())
    library.add(PAPERS)
    found = PaperRetriever(library, top_k=1).retrieve("zebras in graphs")
    assert [node.node.node_id for node in found] == ["arxiv:2401.00001"]
    assert found[0].node.get_content() == "We count zebras in graphs."
    assert found[0].node.metadata["dense_rank"] == 1
    assert found[0].node.metadata["keyword_rank"] == 1


def test_filters_hold_inside_the_search(tmp_path: Path) -> None:
    library = Library.open(tmp_path, FakeEncoder())
    library.add(PAPERS)
    found = PaperRetriever(library, top_k=5, filters=Filters(year_to=2021)).retrieve("zebras in graphs")
    assert [node.node.node_id for node in found] == ["arxiv:2001.00002"]

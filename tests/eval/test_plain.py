"""The plain searches: `python -m pytest tests/eval/test_plain.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.plain import WholeTexts
from eval.systems import PLAIN, searchers
from index.library import Library
from index.method import BM25
from tests.fakes import FakeEncoder, invented_papers


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library", FakeEncoder())
    library.add(invented_papers())
    return library


def test_plain_dense_search_ranks_by_the_cosine_of_whole_texts(library: Library) -> None:
    papers, encoder = invented_papers(), FakeEncoder()
    (dense,) = searchers([PLAIN[0]], library, papers)
    cosines = encoder.encode_documents([paper.text for paper in papers]) @ encoder.encode_queries(["rain forecasts"])[0]
    ranking = dense.search("rain forecasts", 3)
    assert ranking[0][0] == papers[int(np.argmax(cosines))].id
    assert [score for _, score in ranking] == pytest.approx(sorted(cosines, reverse=True)[:3])


def test_plain_hybrid_search_adds_both_rankings_after_min_max(library: Library) -> None:
    papers = invented_papers()
    dense, hybrid = searchers(PLAIN, library, papers)
    keyword = {hit.paper.id: hit.score for hit in library.search("rain forecasts", 100, method=BM25)}
    cosines = dict(dense.search("rain forecasts", 100))
    (best, score), *_ = hybrid.search("rain forecasts", 10)

    def share(scores: dict[str, float]) -> float:
        low, high = min(scores.values()), max(scores.values())
        return (scores.get(best, low) - low) / (high - low) if high > low else float(best in scores)

    assert score == pytest.approx((share(cosines) + share(keyword)) / 2)
    assert best == "arxiv:3112.00012"


def test_whole_texts_are_embedded_once_for_a_library(library: Library) -> None:
    encoder = library.encoder
    assert isinstance(encoder, FakeEncoder)
    encoder.documents.clear()
    first = WholeTexts(library, invented_papers()).vectors
    again = WholeTexts(library, invented_papers()).vectors
    assert np.array_equal(first, again)
    assert encoder.documents == [paper.text for paper in invented_papers()]


def test_torn_vectors_are_made_again(library: Library) -> None:
    first = WholeTexts(library, invented_papers()).vectors
    (library.path / "whole-texts.npy").write_bytes(b"torn")
    assert np.array_equal(WholeTexts(library, invented_papers()).vectors, first)

"""Large libraries made of a dozen papers: of the right size, the same every time, found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.progress import silent
from eval.speed.collection import Maker, MixedEncoder, exact, held
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder


@pytest.fixture
def maker(papers: list[Paper], encoder: FakeEncoder, tmp_path: Path) -> Maker:
    return Maker(papers, encoder, tmp_path / "kept")


def test_a_made_library_has_its_size_and_opens_with_the_real_encoder(maker: Maker, encoder: FakeEncoder) -> None:
    folder = maker.library(30, silent)
    with Library.open(folder, encoder) as library:
        assert len(library) == 30
        assert library.search("LoomNet", 5)
        assert library.verify() == []


def test_a_library_that_is_there_is_not_made_again_and_one_half_made_is_finished(
    maker: Maker, papers: list[Paper], tmp_path: Path
) -> None:
    folder = maker.library(20, silent)
    before = (folder / "papers.db").stat().st_mtime_ns
    encoder = FakeEncoder()
    again = Maker(papers, encoder, tmp_path / "kept")
    assert again.library(20, silent) == folder
    assert (folder / "papers.db").stat().st_mtime_ns == before and not encoder.documents
    with Library.open(folder, encoder) as library:
        library.remove([f"made:{n}" for n in range(15, 20)])
    again.library(20, silent)
    with Library.open(folder, encoder) as library:
        assert len(library) == 20


def test_other_papers_make_another_library(maker: Maker, papers: list[Paper], tmp_path: Path) -> None:
    assert Maker(papers[:5], FakeEncoder(), tmp_path / "kept").library(10, silent) != maker.library(10, silent)


def test_made_papers_differ_from_each_other_and_are_the_same_every_time(maker: Maker) -> None:
    made = list(maker.papers(0, 24))
    assert len({paper.title for paper in made}) == len({paper.abstract for paper in made}) == 24
    assert list(maker.papers(5, 3)) == made[5:8]


def test_mixed_vectors_are_unit_vectors_and_depend_on_nothing_but_the_texts() -> None:
    base = np.eye(8, dtype=np.float32)
    one, same = (MixedEncoder("fake", base).encode_documents(["a", "b", "c"]) for _ in range(2))
    assert one.shape == (3, 8) and one.dtype == np.float32
    assert np.allclose(np.linalg.norm(one, axis=1), 1)
    assert np.array_equal(one, same)
    assert not np.array_equal(one, MixedEncoder("fake", base).encode_documents(["d", "b", "c"]))
    assert MixedEncoder("fake", base).encode_documents([]).shape == (0, 8)


def test_exact_search_finds_what_comparing_all_vectors_finds(maker: Maker, encoder: FakeEncoder) -> None:
    folder = maker.library(30, silent)
    papers = list(held(folder))
    queries = encoder.encode_queries(["LoomNet weaves", "rain in a valley"])
    scores = queries @ np.stack([paper.vector for paper in papers]).T
    expected = [[papers[n].id for n in np.argsort(-row)[:4]] for row in scores]
    assert exact(folder, queries, 4) == expected


def test_a_copy_may_be_changed(maker: Maker, encoder: FakeEncoder) -> None:
    folder = maker.library(12, silent)
    copy = maker.copy(folder)
    with Library.open(copy, encoder) as library:
        library.add(maker.papers(12, 2))
        assert len(library) == 14
    with Library.open(folder, encoder) as library:
        assert len(library) == 12

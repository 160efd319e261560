"""Conditions on papers: `python -m pytest tests/index/test_filters.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import BadInput
from index.filters import Filters
from index.paper import Paper
from index.store import Store

PAPERS = [
    Paper("arxiv:3101.00001", "One", authors=("Björn Ek", "Ada Quill"), year=2031, venue="Conférence on Systems"),
    Paper("arxiv:3102.00002", "Two", authors=("O'Neil, Kim",), year=2029, venue="100% Open_Workshop"),
    Paper("doi:10.5555/3", "Three", year=2030),
    Paper("4983", "Four", authors=("Ada Quill",), venue="Journal of Systems"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "papers.db")
    with store.writing() as writer:
        for paper in PAPERS:
            writer.insert(paper)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (Filters(), "One Two Three Four"),
        (Filters(year_from=2030), "One Three"),
        (Filters(year_to=2030), "Two Three"),
        (Filters(2030, 2030), "Three"),
        (Filters(venue="systems"), "One Four"),
        (Filters(venue="CONFERENCE"), "One"),
        (Filters(venue="%"), "Two"),
        (Filters(venue="_"), "Two"),
        (Filters(author="bjorn"), "One"),
        (Filters(author="QUILL"), "One Four"),
        (Filters(author="o'neil"), "Two"),
        (Filters(author="nobody"), ""),
        (Filters(author="' OR 1=1 --"), ""),
        (Filters(ids=("4983", "doi:10.5555/3", "unknown")), "Three Four"),
        (Filters(ids=('"]; DROP TABLE papers',)), ""),
        (Filters(venue="\udcff"), ""),
        (Filters(author="\udcff"), ""),
        (Filters(ids=("\udcff",)), ""),
        (Filters(2029, 2031, "systems", "ada", ("arxiv:3101.00001", "4983")), "One"),
    ],
)
def test_a_filter_lets_through_what_meets_every_condition(store: Store, filters: Filters, titles: str) -> None:
    assert [paper.title for paper in store.papers(filters)] == titles.split()
    assert [paper.title for paper in store.by_rows(store.rows(filters).tolist()).values()] == titles.split()


def test_a_filter_may_name_more_papers_than_sqlite_has_variables(store: Store) -> None:
    filters = Filters(ids=tuple(f"arxiv:3101.{n:05d}" for n in range(50_000)))
    assert [paper.title for paper in store.papers(filters)] == ["One"]


def test_an_earlier_id_passes_too(store: Store) -> None:
    with store.writing() as writer:
        writer.name(1, "title:0123")
    assert [paper.title for paper in store.papers(Filters(ids=("title:0123",)))] == ["One"]


@pytest.mark.parametrize(
    ("years", "message"),
    [
        ((2031, 2030), "No year lies between 2031 and 2030"),
        ((10**30, None), "is no year"),
        ((None, -(10**30)), "is no year"),
    ],
)
def test_years_that_cannot_be_are_refused(years: tuple[int | None, int | None], message: str) -> None:
    with pytest.raises(BadInput, match=message) as told:
        Filters(*years)
    assert len(str(told.value)) < 100


def test_only_a_filter_with_a_condition_is_true() -> None:
    assert not Filters()
    assert Filters(year_to=0) and Filters(ids=("x",)) and Filters(venue="x")

"""What a library is about: `python -m pytest tests/assistant/overview/test_topics.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.overview.naming import named
from assistant.overview.topics import topic_map
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder, numbered_papers

SUBJECTS = ("herons wading in marshes", "violins tuned by luthiers", "glaciers melting over granite")


@pytest.fixture
def three(tmp_path: Path, encoder: FakeEncoder) -> Library:
    """Thirty papers about three things."""
    library = Library.open(tmp_path / "three", encoder)
    library.add(
        Paper(f"arxiv:5001.{n:05}", f"Study {n} of {SUBJECTS[n % 3]}", f"{SUBJECTS[n % 3]}, the {n}th time.")
        for n in range(30)
    )
    return library


def test_papers_about_one_thing_are_one_topic_and_named_by_it(three: Library) -> None:
    shown = topic_map(three)
    subjects = {placed.topic: set[int]() for placed in shown.places}
    for placed in shown.places:
        subjects[placed.topic].add(int(placed.paper.id[-5:]) % 3)
    assert all(len(own) == 1 for own in subjects.values())
    for topic in shown.topics:
        (subject,) = subjects[topic.n]
        assert any(set(term.split()) <= set(SUBJECTS[subject].split()) for term in topic.terms)


def test_every_paper_is_counted_once_and_the_largest_topics_come_first(three: Library) -> None:
    shown = topic_map(three)
    counts = [topic.papers for topic in shown.topics]
    assert sum(counts) == shown.papers == 30
    assert counts == sorted(counts, reverse=True)
    assert {topic.n for topic in shown.topics} == {placed.topic for placed in shown.places}


def test_the_papers_that_stand_for_a_topic_are_of_it(three: Library) -> None:
    shown = topic_map(three)
    topic_of = {placed.paper.id: placed.topic for placed in shown.places}
    for topic in shown.topics:
        assert topic.typical and {topic_of[paper.id] for paper in topic.typical} == {topic.n}


def test_places_lie_within_the_map_and_fill_it(three: Library) -> None:
    places = np.array([(placed.x, placed.y) for placed in topic_map(three).places])
    assert places.min(axis=0).tolist() == [0, 0] and places.max(axis=0) == pytest.approx([1, 1])


def test_the_same_library_gives_the_same_map(three: Library) -> None:
    assert topic_map(three) == topic_map(three)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_a_library_of_few_papers_has_a_map_too(tmp_path: Path, encoder: FakeEncoder, count: int) -> None:
    with Library.open(tmp_path / "few", encoder) as library:
        library.add(numbered_papers(count))
        shown = topic_map(library)
    assert shown.papers == len(shown.places) == sum(topic.papers for topic in shown.topics) == count


def test_papers_that_are_all_the_same_have_a_map_too(tmp_path: Path, encoder: FakeEncoder) -> None:
    with Library.open(tmp_path / "same", encoder) as library:
        library.add(Paper(f"arxiv:5002.{n:05}", "The same", "The very same.") for n in range(12))
        assert topic_map(library).papers == 12


def test_a_term_that_all_groups_hold_names_none() -> None:
    texts = ["herons fly", "herons fly far", "violins fly", "violins fly low"]
    first, second = named(texts, np.array([0, 0, 1, 1]), 2)
    assert first[0] in ("herons", "herons fly") and second[0] in ("violins", "violins fly")
    assert "fly" not in (first[0], second[0])


def test_no_word_names_a_group_twice() -> None:
    texts = ["vision transformers see", "vision transformers look"] * 3 + ["rivers run"] * 3
    (first, _) = named(texts, np.array([0] * 6 + [1] * 3), 2)
    words = [word for term in first for word in term.split()]
    assert len(words) == len(set(words))

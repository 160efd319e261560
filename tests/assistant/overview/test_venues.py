"""Which venue a question names: `python -m pytest tests/assistant/overview/test_venues.py`."""

from __future__ import annotations

import pytest

from assistant.overview.venues import held_at, venue
from index.library import Library
from index.paper import Paper


@pytest.fixture
def placed(library: Library) -> Library:
    venues = ("ICLX 2031", "ICLX 2030", "Vision", "Journal of Machine Weaving Research", "Naclx 2030")
    library.add(Paper(f"arxiv:32{n:02}.00001", f"Placed {n}", venue=name) for n, name in enumerate(venues))
    return library


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which papers appeared at ICLX 2031?", "ICLX 2031"),
        ("Which papers were published in the Journal of Imaginary Vision?", "Journal of Imaginary Vision"),
        ("Which ICLX papers are about rivers?", "ICLX"),
        ("How many ICLX 2030 papers are there?", "ICLX 2030"),
        ("Which papers at ICLX treat rivers?", "ICLX"),
        ("Which papers from JMWR are here?", "journal of machine weaving research"),
        ("Which papers in Vision are there?", "Vision"),
        ("Which papers were presented at ABCD?", "ABCD"),
        ("Which papers are good at HarborImages?", ""),
        ("Which papers work in Imaginary worlds?", ""),
        ("Which papers use attention in Transformers?", ""),
    ],
)
def test_a_venue_is_one_of_the_library_or_stands_where_only_a_venue_can(
    placed: Library, question: str, name: str
) -> None:
    assert venue(question, placed)[0] == name


def test_the_rest_of_the_question_is_left(placed: Library) -> None:
    assert " ".join(venue("Which ICLX papers are about rivers?", placed)[1].split()) == "Which papers are about rivers?"


@pytest.mark.parametrize(("asked", "place", "held"), [("ACL", "NAACL 2021", False), ("acl", "ACL 2021", True)])
def test_a_venue_is_held_in_whole_words(asked: str, place: str, *, held: bool) -> None:
    assert held_at(asked, place) is held

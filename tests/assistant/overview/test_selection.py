"""Every paper that is as asked: `python -m pytest tests/assistant/overview/test_selection.py`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.overview.request import requested
from assistant.overview.selection import Selection, selected, titled
from index.library import Library
from index.paper import Paper
from tests.conftest import THRESHOLDS
from tests.fakes import numbered_papers


def asked(question: str, library: Library) -> Selection:
    request = requested(question, library)
    assert request is not None
    return selected(request, question, library, None, THRESHOLDS)


def names(found: Selection) -> set[str]:
    return {one.paper.title.split(":")[0].split()[0] for one in found.papers}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which papers use HarborImages?", {"LoomNet", "Sleepy"}),
        ("Which papers use the HarborImages dataset?", {"LoomNet", "Sleepy"}),
        ("Which papers mention accelerators?", {"QuiltFormer", "Contrastive"}),
        ("Which papers mention rare words?", {"Do"}),
        ("List everything by Ada Quill.", {"QuiltFormer", "LoomNet"}),
        ("Which papers by Ada Quill and Chidi Obi are there?", {"LoomNet"}),
        ("Which papers by Jun Park mention negated events?", {"FableQA"}),
        ("Which papers in the Journal of Imaginary Vision are there?", {"LoomNet", "Sleepy"}),
        ("How many papers after 2032 are there?", {"Sleepy", "FableQA"}),
        ("Which papers since 2032 use HarborImages?", {"Sleepy"}),
        ("Which papers use the KelpScenes data?", set()),
        ("List everything by Nobody Inhere.", set()),
        ("Which papers come with code?", {"QuiltFormer"}),
    ],
)
def test_the_list_is_complete_and_holds_nothing_else(library: Library, question: str, expected: set[str]) -> None:
    assert names(asked(question, library)) == expected


def test_names_words_and_records_are_exact_and_meaning_is_not(library: Library) -> None:
    assert asked("Which papers use HarborImages?", library).exact
    assert asked("List everything by Ada Quill.", library).exact
    assert asked("Which papers mention rare words?", library).exact
    assert not asked("Which papers plan how robots move?", library).exact


def test_each_paper_comes_with_the_sentence_that_names_it(library: Library) -> None:
    for one in asked("Which papers use HarborImages?", library).papers:
        piece = one.evidence
        assert "HarborImages" in piece.text
        assert one.paper.abstract[piece.start : piece.end] == piece.text


def test_what_the_record_says_is_shown_by_the_title(library: Library) -> None:
    (one, _) = asked("List everything by Ada Quill.", library).papers
    assert one.evidence == titled(one.paper)
    assert (one.evidence.text, one.evidence.start, one.evidence.end) == (one.paper.title, 0, 0)


def test_an_acronym_is_found_where_it_is_spelled_out(library: Library) -> None:
    library.add([Paper("arxiv:3201.00001", "Tides", "A widely tuned forecaster (WTFR) of tides.")])
    library.add([Paper("arxiv:3201.00002", "Ebbs", "A quick tide fitting routine is told here at length.")])
    assert names(asked("Which papers use QTFR?", library)) == {"Ebbs"}


def test_a_name_is_whole(library: Library) -> None:
    library.add([Paper("arxiv:3201.00003", "Other", "It runs on HarborImages2 alone, and on nothing else.")])
    assert names(asked("Which papers use HarborImages?", library)) == {"LoomNet", "Sleepy"}


def test_a_list_by_meaning_holds_papers_that_no_search_of_a_few_would_reach(library: Library) -> None:
    library.add(numbered_papers(300))
    found = asked("Which papers study topic7?", library)
    assert sum(one.paper.source == "numbered.jsonl" for one in found.papers) >= 3


def test_what_nothing_is_about_gives_nothing(library: Library) -> None:
    assert asked("Which papers are about lentil soup?", library).papers == ()


@pytest.mark.parametrize("texts", [["<script>alert(1)</script> on HarborImages"], ["[1] HarborImages ${x}"]])
def test_hostile_papers_are_listed_as_any_other(library: Library, texts: Sequence[str]) -> None:
    library.add(Paper(f"arxiv:3301.{n:05}", text, f"{text} is all.") for n, text in enumerate(texts))
    assert len(asked("Which papers use HarborImages?", library).papers) == 3

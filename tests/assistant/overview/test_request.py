"""What is asked of the whole library: `python -m pytest tests/assistant/overview/test_request.py`."""

from __future__ import annotations

import time

import pytest

from assistant.conversation import Resolved
from assistant.overview.request import Kind, requested, requested_of, within
from index.filters import Filters
from index.library import Library
from index.paper import Paper


@pytest.mark.parametrize(
    ("question", "kind", "about"),
    [
        ("What is in here?", "contents", ""),
        ("What's in this library?", "contents", ""),
        ("what papers do you have?", "contents", ""),
        ("How many papers are there?", "contents", ""),
        ("Give me an overview of the library", "contents", ""),
        ("Which topics are covered?", "contents", ""),
        ("Which papers use HarborImages?", "list", "use HarborImages"),
        ("List everything by Ada Quill.", "list", ""),
        ("What did Ada Quill write?", "list", ""),
        ("Any papers about rain?", "list", "about rain"),
        ("How many papers since 2030 use attention?", "count", "use attention"),
        ("How many since 2030 use attention?", "count", "use attention"),
        ("Which is the newest paper on rain?", "newest", "on rain"),
        ("What is the oldest paper?", "oldest", ""),
        ("Who wrote LoomNet?", "authors", ""),
        ("Who are the authors of the Tadpole paper?", "authors", ""),
        ("When was MossTree published?", "date", ""),
        ("In which year did EchoGate appear?", "date", ""),
        ("Where was EchoGate published?", "place", ""),
        ("At which conference did FableQA appear?", "place", ""),
    ],
)
def test_questions_of_the_whole_library_are_told_apart(library: Library, question: str, kind: str, about: str) -> None:
    request = requested(question, library)
    assert request is not None
    assert (request.kind, request.about) == (Kind(kind), about)


@pytest.mark.parametrize(
    "question",
    [
        "What does QuiltFormer do?",
        "What about LoomNet?",
        "Which paper is about rain?",
        "How many robots does HopScotch plan for?",
        "Who preferred EchoGate?",
        "How do the two papers compare?",
        "Which of the two papers is more accurate?",
        "How accurate are the papers that use HarborImages?",
        "When does MossTree grow?",
        "",
    ],
)
def test_other_questions_are_left_alone(library: Library, question: str) -> None:
    assert requested(question, library) is None


@pytest.mark.parametrize("piece", ["when was ", "Which A A A ", "by A and ", "list all ", "published in A "])
def test_no_question_takes_long_to_read(library: Library, piece: str) -> None:
    start = time.perf_counter()
    for letters in (480, 100_000):
        requested((piece * letters)[:letters], library)
    assert time.perf_counter() - start < 1


def test_a_question_that_points_back_is_about_what_was_shown_and_not_about_all(library: Library) -> None:
    shown = Resolved("Which papers of LoomNet and Tadpole use HarborImages?", (Paper("arxiv:1", "LoomNet"),))
    assert requested_of(shown, "Which of these papers use HarborImages?", library) is None
    asked = "Which papers mention LoomNet?"
    assert requested_of(Resolved(asked, shown.papers), asked, library) is not None
    assert requested_of(Resolved("Who wrote LoomNet?", shown.papers), "Who wrote it?", library) is not None


def test_a_request_keeps_to_the_filters_it_is_asked_with(library: Library) -> None:
    request = requested("How many papers since 2030?", library)
    assert request is not None
    assert within(request, Filters(year_to=2031)).conditions.filters == Filters(2030, 2031)
    assert within(request, None) is request

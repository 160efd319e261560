"""Which paper a question names, and how surely: `python -m pytest tests/assistant/test_subject.py`."""

from __future__ import annotations

import pytest

from assistant.subject import subjects
from index.paper import Paper

FIT = Paper("p:1", "FIT: Far Interleaved Weaving", "FIT is a loom that weaves far threads. It was tried on ThreadSet.")
LOOM = Paper("p:2", "Looms of old", "Looms weave threads. A curve fits them well.")


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("How far does FIT weave?", True),
        ("What is far interleaved weaving? FIT: Far Interleaved Weaving", True),
        ("Which loom fits a target?", False),  # a word of the language
        ("What was tried on ThreadSet?", False),  # a name that it does not bring, but holds alone
    ],
)
def test_a_paper_is_surely_meant_where_its_own_name_is_written_as_it_writes_it(question: str, sure: bool) -> None:
    (found,) = subjects(question, [FIT, LOOM])
    assert found.paper is FIT and found.sure is sure


def test_a_question_that_names_nothing_is_about_no_paper() -> None:
    assert subjects("What weaves threads?", [FIT, LOOM]) == []

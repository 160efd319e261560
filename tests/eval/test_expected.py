"""Expected papers are named by id or by title, and must be there."""

from __future__ import annotations

import pytest

from eval.expected import described, in_library
from eval.questions import Question
from index.errors import BadInput
from index.library import Library
from index.paper import Paper

LOOM = "arxiv:3102.00002"


@pytest.mark.parametrize(
    "name",
    [LOOM, "LoomNet: Weaving Convolutions Without Normalisation", "loomnet weaving convolutions WITHOUT normalisation."]
)  # fmt: skip
def test_a_paper_is_known_by_id_and_by_title(library: Library, name: str) -> None:
    (question,) = in_library([Question("1", ("How?",), papers=frozenset({name}))], library)
    assert question.papers == {LOOM}


def test_a_built_in_paper_is_known_under_the_id_of_an_export(library: Library) -> None:
    library.add([Paper("title:0123", "A ConvNet for the 2020s.", "We study convolutions.")])
    (question,) = in_library([Question("1", ("How?",), papers=frozenset({"arxiv:2201.03545"}))], library)
    assert question.papers == {"title:0123"}


def test_papers_that_are_not_there_are_listed(library: Library) -> None:
    absent = frozenset({LOOM, "???", *(f"arxiv:{n}" for n in range(6))})
    with pytest.raises(BadInput, match=r"does not hold 7 of the papers .*\('\?\?\?', 'arxiv:0', .*, …\): add them"):
        in_library([Question("1", ("How?",), papers=absent)], library)


def test_what_is_expected_is_told_in_words(library: Library) -> None:
    question = Question("1", ("How?",), "fact", frozenset({LOOM}), (("83.6%", "83,6%"),), "answered", ("9.99",))
    assert described(question, library) == (
        "answered",
        "LoomNet: Weaving Convolutions Without Normalisation (arxiv:3102.00002)",
        "says 83.6% or 83,6%",
        "does not say 9.99",
    )

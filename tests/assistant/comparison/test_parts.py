"""What a question asks of each paper: `python -m pytest tests/assistant/comparison/test_parts.py`."""

from __future__ import annotations

import pytest

from assistant.comparison.parts import asked_of_each, nameless
from assistant.subject import Subject
from tests.assistant.comparison.made import LOOM, QUILT

NAMED = [Subject(LOOM, ("LoomNet",)), Subject(QUILT, ("QuiltFormer",))]


@pytest.mark.parametrize(
    ("question", "of_loom", "of_quilt"),
    [
        ("How many parameters has LoomNet, and what memory does QuiltFormer need?",
         "How many parameters has LoomNet?", "what memory does QuiltFormer need?"),
        ("Compare LoomNet and QuiltFormer on accuracy.", "Compare LoomNet and on accuracy.",
         "Compare and QuiltFormer on accuracy."),
        ("How fast is LoomNet, and that of QuiltFormer?", "How fast is LoomNet?",
         "How fast is , and that of QuiltFormer?"),
        ("As inputs grow, how slow does LoomNet become, and how much memory takes QuiltFormer?",
         "As inputs grow, how slow does LoomNet become?", "As inputs grow, how much memory takes QuiltFormer?"),
        ("Set LoomNet against QuiltFormer: what must the first normalise, and how does the latter cut documents?",
         "what must LoomNet normalise?", "how does QuiltFormer cut documents?"),
    ],
)  # fmt: skip
def test_each_paper_is_asked_its_own_part(question: str, of_loom: str, of_quilt: str) -> None:
    assert asked_of_each(question, NAMED) == [of_loom, of_quilt]


def test_a_question_without_names_keeps_what_is_asked() -> None:
    assert (
        nameless("Which is better on DriftScenes, LoomNet or QuiltFormer?", NAMED)
        == "Which is better on DriftScenes, or ?"
    )

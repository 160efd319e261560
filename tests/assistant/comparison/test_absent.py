"""Names that a library has no paper on: `python -m pytest tests/assistant/comparison/test_absent.py`."""

from __future__ import annotations

import time

import pytest

from assistant.comparison.absent import absent, told
from assistant.subject import Subject
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import SATIN, TWILL

KNOWN = [Subject(TWILL, ("TwillNet",))]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How do TwillNet and Moire differ?", ("Moire",)),
        ("How do Moire and TwillNet differ?", ("Moire",)),
        ("Moire and TwillNet both weave. How?", ("Moire",)),
        ("Compare TwillNet with Moire", ("Moire",)),
        ("Compare Moire with TwillNet", ("Moire",)),
        ("Compare Moire Former and TwillNet in speed", ("Moire Former",)),
        ("How does TwillNet compare to the Moire Former?", ("Moire Former",)),
        ("How does Moire differ from TwillNet?", ("Moire",)),
        ("Is TwillNet more accurate than Moire?", ("Moire",)),
        ("Moire vs. TwillNet", ("Moire",)),
        ("Does TwillNet or Moire hold more images?", ("Moire",)),
        ("What do TwillNet and Moire weave?", ("Moire",)),
        ("TwillNet, Moire and Chenille: which is the best?", ("Moire", "Chenille")),
        ("How do Moire, Chenille and TwillNet differ?", ("Moire", "Chenille")),
        ("What does TwillNet save, and what does MoireV9 save?", ("MoireV9",)),
        ("How accurate is TwillNet on MoireBench-7?", ("MoireBench-7",)),
    ],
)
def test_a_name_beside_a_known_paper_that_no_paper_bears_is_absent(
    woven: Library, question: str, names: tuple[str, ...]
) -> None:
    assert absent(question, KNOWN, woven) == names


@pytest.mark.parametrize(
    "question",
    [
        "How do TwillNet and Satin differ?",
        "How do TwillNets and Satins differ?",
        "Compare TwillNet and convolutions",
        "Compare TwillNet and Convolutions",
        "How does TwillNet differ from CNNs?",
        "How accurate is TwillNet on Moire and Chenille?",
        "On Moire and TwillNet I read a lot.",
        "What does TwillNet do with Moire?",
        "How do TwillNet and the Moire edition of nets differ?",
        "How many 3x3 kernels does TwillNet need at 1.3B?",
        "What is Moire?",
    ],
)
def test_papers_kinds_of_things_and_what_is_said_of_a_paper_are_not(woven: Library, question: str) -> None:
    woven.add([Paper("cnn", "A CNN", "CNNs fold convolutions.")])

    assert absent(question, KNOWN, woven) == ()


def test_what_no_paper_mentions_is_told_from_what_none_is_called(woven: Library) -> None:
    question = "How do TwillNet, Moire and MoireV9 differ?"

    assert told(question, KNOWN, woven) == (
        "No paper of the library mentions “MoireV9”. No paper of the library is called “Moire”."
    )


def test_a_rival_that_papers_mention_is_no_paper(woven: Library) -> None:
    woven.add([Paper("rival", "Nets", "We beat MoireV9 by far.")])

    assert told("How do TwillNet and MoireV9 differ?", KNOWN, woven) == "No paper of the library is called “MoireV9”."


def test_nothing_is_told_where_all_are_there_or_no_paper_is_known(woven: Library) -> None:
    both = [*KNOWN, Subject(SATIN, ("Satin",))]

    assert told("How do TwillNet and Satin differ?", both, woven) == ""
    assert told("How do MoireV9 and Moire differ?", [], woven) == ""


def test_a_long_hostile_question_takes_no_time(woven: Library) -> None:
    start = time.perf_counter()

    absent("TwillNet, " * 2_000 + "A1 " * 2_000 + "and Moire " * 2_000, KNOWN, woven)

    assert time.perf_counter() - start < 5

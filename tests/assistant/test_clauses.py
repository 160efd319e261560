"""What a sentence says in fewer of its own words: `python -m pytest tests/assistant/test_clauses.py`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clauses import shortened
from index.terms import words


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "However, our experiments show that LoomNet weaves faster than Twill.",
            "LoomNet weaves faster than Twill.",
        ),
        (
            "LoomNet reaches 83.6% accuracy on HarborImages, while Twill needs more threads.",
            "LoomNet reaches 83.6% accuracy on HarborImages.",
        ),
        (
            "LoomNet reaches 83.6% accuracy on HarborImages, while Twill needs more threads.",
            "Twill needs more threads.",
        ),
        ("LoomNet (a network of threads) needs 16 GB of memory.", "LoomNet needs 16 GB of memory."),
        ("By sharing its threads, LoomNet needs 16 GB of memory, which is little.", "LoomNet needs 16 GB of memory."),
        ("We prove that given dry wool, LoomNet is fast.", "Given dry wool, LoomNet is fast."),
        ("In this paper we present LoomNet, a network of threads.", "We present LoomNet, a network of threads."),
    ],
)
def test_what_is_said_beside_is_left_out(sentence: str, said: str) -> None:
    assert said in list(shortened(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "LoomNet weaves.",
        "LoomNet needs no more threads, but only if the wool is dry.",
        "LoomNet weaves faster than Twill does, and this holds only if the threads are dry.",
        "LoomNet (only with labels) reaches 83.6% accuracy.",
        "In tests on dry wool, LoomNet needs 16 GB of memory.",
        "Our experiments on dry wool show that LoomNet needs 16 GB of memory.",
        "Few studies show that LoomNet needs 16 GB of memory.",
        "Using ten times the threads, LoomNet reaches 83.6% accuracy.",
        "We test a simple hypothesis: LoomNet needs 16 GB of memory.",
        "LoomNet needs 16 GB of memory, excluding the largest models.",
        "LoomNet needs 16 GB of memory, with the exception of Twill.",
        "LoomNet needs 16 GB of memory, which some contest.",
        "LoomNet runs in O(n log n) time.",
        "LoomNet needs 16 GB (per loom) of memory.",
        "LoomNet improves both the memory, including caches, and the time.",
        "The best of the models, including Twill, is LoomNet.",
        "LoomNet weaves threads of wool, silk, and hemp.",
        "Is LoomNet fast, while Twill is slow?",
        "",
        "...",
    ],
)
def test_nothing_is_made_of_a_sentence_that_has_nothing_to_leave_out(sentence: str) -> None:
    assert list(shortened(sentence)) == []


def test_a_clause_whose_subject_is_in_the_one_before_does_not_stand_alone() -> None:
    made = list(shortened("Our baseline needs 16 GB of memory, and it reaches 83.6% accuracy on HarborImages."))
    assert made == []


def test_a_half_of_a_clause_is_no_sentence() -> None:
    made = list(
        shortened("Tests on ASR, TTS, audio language modeling, and speech benchmarks show that MoST wins, as we hoped.")
    )
    assert all("wins" in one or "show" in one for one in made)


@given(st.text(alphabet="aW (),.;:-%$1é\n", max_size=200))
def test_what_is_made_of_a_text_is_shorter_and_of_its_words(text: str) -> None:
    for made in shortened(text):
        assert len(made) < len(text) + 1 and set(words(made)) <= set(words(text))


def test_a_long_sentence_takes_no_time() -> None:
    assert list(shortened("We show that, " + "while it is, which has (a) " * 400 + "it is so.")) == []

"""The parts of an answer: `python -m pytest tests/assistant/test_answer.py`."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from assistant.answer import Answer, Evidence, LibraryUsed, ModelUsed, Outcome, Sentence, Support, Timings
from index.paper import Paper

NONE, HERE = ModelUsed("none", "quotes", ""), LibraryUsed("/library", 12, "0123456789abcdef")


def test_a_sentence_wears_its_citation_marks_at_its_end() -> None:
    assert Sentence("It works.").marked == "It works."
    assert Sentence("It works.", (1,)).marked == "It works. [1]"
    assert Sentence("It works.", (2, 11)).marked == "It works. [2] [11]"


@pytest.mark.parametrize("mark", ["[2]", "[ 99, 3]", "【3】", "［4］"])
def test_marks_in_the_words_of_a_paper_cannot_be_taken_for_ours(mark: str) -> None:
    assert Sentence(f"It works {mark}.", (1,)).marked == f"“It works {mark}.” [1]"
    assert Sentence(f"It works.” {mark} “So", (1,)).marked == f"“It works.’ {mark} ‘So” [1]"


def test_an_answer_reads_as_one_text() -> None:
    sentences = (Sentence("It works.", (1,)), Sentence("It does not.", (2,)))
    answer = Answer("Does it?", Outcome.ANSWERED, sentences, (), (), NONE, HERE)
    assert answer.text == "It works. [1] It does not. [2]"
    assert answer.timings == Timings() and answer.notice == ""


def test_what_the_records_say_has_a_line_for_each_paper() -> None:
    texts = ("2 of the 12 papers:", (), "Zebras.", (1,), "Yaks.", (2,))
    sentences = tuple(
        Sentence(text, marks, Support.RECORDED) for text, marks in zip(texts[::2], texts[1::2], strict=True)
    )
    answer = Answer("Which?", Outcome.ANSWERED, sentences, (), (), NONE, HERE)
    assert answer.text.splitlines() == ["2 of the 12 papers:", "Zebras. [1]", "Yaks. [2]"]


def test_the_three_outcomes_are_distinct_words() -> None:
    assert [str(outcome) for outcome in Outcome] == ["answered", "not_stated", "no_match"]
    assert [str(support) for support in Support] == ["quoted", "supported", "unsupported", "recorded"]


def test_a_sentence_is_unsupported_until_it_is_checked() -> None:
    assert Sentence("It works.").support is Support.UNSUPPORTED


@pytest.mark.parametrize("part", [Sentence("It works."), NONE, HERE, Timings()])
def test_nobody_changes_a_part_of_an_answer(part: object) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(part, fields(part)[0].name, "other")


def test_a_flood_is_cut_between_two_words_and_says_so() -> None:
    abstract = "Moss. " + "grows and " * 9_000
    paper = Paper("title:0000000000000001", "Moss", abstract)
    cut = Evidence(paper, abstract[6:].strip(), 6, len(abstract) - 1, 1.0, 0.5).shortened()
    assert len(cut.text) <= 1_200 and paper.abstract[cut.start : cut.end] == cut.text
    assert cut.shown.endswith((" grows …", " and …")) and cut.shortened() == cut

"""What a conversation remembers: `python -m pytest tests/assistant/conversation/test_conversation.py`."""

from __future__ import annotations

import time

import pytest

from assistant.assistant import Assistant
from assistant.conversation import Conversation, resolve
from index.library import Library
from tests.fakes import FakeEncoder, invented_papers, numbered_papers
from tests.turns import turn, whole_turn

QUILT, LOOM, TADPOLE, *_ = invented_papers()


def test_scope_is_what_the_next_question_may_refer_to() -> None:
    conversation = Conversation([turn("a", QUILT), turn("b", LOOM, TADPOLE)])
    assert conversation.scope() == [LOOM, TADPOLE]
    conversation.pin(QUILT)
    conversation.pin(LOOM)
    assert conversation.scope() == [QUILT, LOOM, TADPOLE] and Conversation().scope() == []


def test_a_paper_asked_for_is_before_the_person_even_where_the_answer_cites_nothing() -> None:
    conversation = Conversation([turn("a", QUILT), turn("b", scope=[LOOM])])
    assert conversation.shown() == [LOOM] and resolve("How large is it?", conversation).papers == (LOOM,)


def test_turns_and_papers_of_long_ago_are_forgotten() -> None:
    conversation = Conversation()
    for n, paper in enumerate(numbered_papers(500)):
        conversation.add(turn(f"What is study {n}?", paper))
    assert len(conversation.turns) < 50 and conversation.turns[-1].question == "What is study 499?"
    assert 50 < len(conversation.known()) < 250 and conversation.known()[-1].title.startswith("Numbered Study 499")


def test_a_paper_shown_again_keeps_its_place() -> None:
    conversation = Conversation([turn("a", QUILT), turn("b", LOOM), turn("c", QUILT)])
    assert conversation.known() == [QUILT, LOOM] and conversation.before() == LOOM


def test_three_hundred_turns_cost_no_more_each_than_the_first_hundred(library: Library) -> None:
    library.add(numbered_papers(300))
    papers = list(library.papers())
    conversation, times = Conversation(), []
    questions = ("How large is it?", "And LoomNet?", "Back to the first: how fast is it?", "What do both reach?")
    for n in range(300):
        start = time.perf_counter()
        resolve(questions[n % len(questions)], conversation, library)
        times.append(time.perf_counter() - start)
        conversation.add(whole_turn(f"Turn {n}", papers[n]))
    assert sorted(times[200:])[50] < 3 * sorted(times[:100])[50] + 0.005


@pytest.mark.slow
def test_after_three_hundred_turns_the_answers_are_still_right(tmp_path) -> None:
    with Library.open(tmp_path / "library", FakeEncoder()) as library:
        library.add(invented_papers())
        assistant, conversation = Assistant(library), Conversation()
        for _ in range(100):
            assert "24 million" in assistant.ask("How many parameters does LoomNet have?", conversation).text
            assert "0.8 million" in assistant.ask("And Tadpole?", conversation).text
            assert "1.5 W" in assistant.ask("How much power does it draw?", conversation).text

"""A filter and what a question is about: `python -m pytest tests/assistant/conversation/test_narrowing.py`."""

from __future__ import annotations

import pytest

from assistant.answer import Outcome
from assistant.assistant import Assistant
from assistant.conversation import Conversation, Resolved
from assistant.conversation.narrowing import left_out, narrowed
from index.filters import Filters
from tests.fakes import invented_papers

QUILT, LOOM, *_ = invented_papers()


def test_both_hold() -> None:
    about = Resolved("q", (QUILT, LOOM))
    assert narrowed(Resolved("q"), None) == Filters()
    assert narrowed(Resolved("q"), Filters(2030)) == Filters(2030)
    assert narrowed(about, None) == Filters(ids=(QUILT.id, LOOM.id))
    assert narrowed(about, Filters(2030, ids=(LOOM.id, "other"))) == Filters(2030, ids=(LOOM.id,))
    assert narrowed(about, Filters(ids=("other",))) is None


@pytest.mark.parametrize("chosen", [Filters(year_from=2033), Filters(ids=(QUILT.id,)), Filters(author="Nobody")])
def test_where_they_exclude_each_other_the_answer_says_so(assistant: Assistant, chosen: Filters) -> None:
    conversation = Conversation()
    assistant.ask("How accurate is LoomNet on HarborImages?", conversation)
    answer = assistant.ask("And on DriftScenes?", conversation, chosen)
    assert answer.outcome is Outcome.NO_MATCH and answer.citations == () and answer.retrieved == ()
    assert answer.notice == (
        "The filter leaves out LoomNet, which the question is about: widen it to include it, or ask about other papers."
    )


def test_nothing_is_said_where_no_filter_is_to_blame() -> None:
    assert left_out(Resolved("q", (QUILT,)), [], None) == left_out(Resolved("q"), [], Filters(2033)) == ""
    assert "QuiltFormer and LoomNet" in left_out(Resolved("q", (QUILT, LOOM)), [], Filters(2033))


def test_what_is_found_tells_the_papers_in_scope(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.ask("How accurate is LoomNet on HarborImages?", conversation)
    assert [paper.id for paper in next(assistant.stream("How large is it?", conversation)).scope] == [LOOM.id]
    assert next(assistant.stream("Which papers are about robots?", conversation)).scope == ()


def test_a_question_is_asked_as_the_person_words_it(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.ask("How accurate is LoomNet on HarborImages?", conversation)
    answer = assistant.ask("And the fish?", conversation, asked_as="How many parameters does Tadpole have?")
    assert "0.8 million" in answer.text and answer.question == "And the fish?"
    assert answer.trace.resolved == conversation.turns[-1].resolved == "How many parameters does Tadpole have?"
    assert [paper.title[:7] for paper in conversation.turns[-1].scope] == ["Tadpole"]

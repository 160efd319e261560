"""A turn as text: `python -m pytest tests/assistant/conversations/test_packing.py`."""

from __future__ import annotations

import json

import pytest

from assistant.assistant import Assistant
from assistant.conversation import Conversation
from assistant.conversations.packing import packed, paper_of, paper_text, unpacked
from index.paper import Paper
from tests.fakes import invented_papers
from tests.turns import whole_turn


def test_a_turn_comes_back_as_it_was() -> None:
    turn = whole_turn("How large is it?", invented_papers()[0])
    text, papers = packed(turn)
    assert unpacked(text, {key: paper_of(paper) for key, paper in papers.items()}) == turn


def test_every_turn_of_a_real_conversation_comes_back(assistant: Assistant) -> None:
    conversation = Conversation()
    for question in ("What do LoomNet and QuiltFormer propose?", "And the second one?", "Who won the snail race?"):
        assistant.ask(question, conversation)
    for turn in conversation.turns:
        text, papers = packed(turn)
        back = unpacked(text, {key: paper_of(paper) for key, paper in papers.items()})
        assert (back.question, back.scope, back.answer.sentences) == (turn.question, turn.scope, turn.answer.sentences)
        assert (
            back.answer.retrieved == turn.answer.retrieved and back.answer.trace.evidence == turn.answer.trace.evidence
        )
        assert back.answer.trace.prompts == ()


def test_a_paper_is_written_once_however_often_it_is_spoken_of() -> None:
    paper = invented_papers()[0]
    text, papers = packed(whole_turn("How large is it?", paper))
    assert list(papers.values()) == [paper_text(paper)] and paper.abstract not in text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"question": 1}', "null", '{"$paper": "unknown"}', "[" * 100_000]
)
def test_what_is_no_turn_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        unpacked(text, {})


@pytest.mark.parametrize("text", ["", "[]", '{"id": "a"}', '{"id": 1, "title": []}'])
def test_what_is_no_paper_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a paper cannot be read"):
        paper_of(text)


def test_strange_letters_are_kept() -> None:
    paper = Paper("arxiv:3199.00001", "Ünïcode “quotes” \u202e {$paper}", '{"$paper": "x"}')
    text, papers = packed(whole_turn('{"$paper": "x"} \\ \n 🙂', paper))
    back = unpacked(text, {key: paper_of(told) for key, told in papers.items()})
    assert back.question == '{"$paper": "x"} \\ \n 🙂' and back.scope == (paper,)
    assert json.loads(text)["question"] == back.question

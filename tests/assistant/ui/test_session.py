"""assistant/ui/session.py"""

from __future__ import annotations

import copy
import threading

import pytest

from assistant.conversations import Shelf
from assistant.feedback import Verdict
from assistant.ui.session import Session


def test_halting_sets_the_switch_of_the_answer_under_way():
    session = Session()
    session.halt()
    session.stop = threading.Event()
    session.halt()
    assert session.stop.is_set()


def test_an_idle_session_can_be_copied_as_gradio_does():
    assert copy.deepcopy(Session()).shown == []


@pytest.fixture
def held(assistant):
    """Sessions with three turns, one of them kept on disk."""

    def hold(conversation=None):
        session = Session(conversation)
        for question in ("What is Tadpole?", "What is EchoGate?", "What is LoomNet?"):
            assistant.ask(question, session.conversation)
            session.take(session.conversation, session.conversation.turns[-1], 0)
        return session

    return hold


def asked(turns):
    return [turn.question for turn in turns]


@pytest.mark.parametrize("kept", [False, True])
def test_a_turn_that_is_asked_again_takes_the_place_of_itself_and_all_after_it(assistant, library, held, kept):
    session = held(Shelf(library).begin() if kept else None)
    session.judged = {1: Verdict(liked=True), 2: Verdict(liked=False)}
    told = session.before(2)
    assert asked(told.turns) == ["What is Tadpole?"] and len(session.conversation.turns) == 3
    assistant.ask("What is MossTree?", told)
    session.take(told, told.turns[-1], 2)
    now = ["What is Tadpole?", "What is MossTree?"]
    assert asked(session.conversation.turns) == asked(session.shown) == now and list(session.judged) == [1]
    if kept:
        assert asked(Shelf(library).open(session.kept).file.turns()) == now


def test_a_kept_conversation_has_its_id_on_disk_from_its_first_turn_on(library, held):
    assert Session(Shelf(library).begin()).kept == "" and held().kept == ""
    session = held(Shelf(library).begin())
    assert session.kept == session.id and asked(Session.on(Shelf(library).open(session.id)).shown) == asked(
        session.shown
    )


def test_of_a_long_conversation_the_latest_turns_are_shown_under_their_own_numbers(
    assistant, library, held, monkeypatch
):
    monkeypatch.setattr("assistant.ui.session._SHOWN", 2)
    session = held(Shelf(library).begin())
    again = Session.on(Shelf(library).open(session.id))
    for one in (session, again):
        assert one.gone == 1 and asked(one.shown) == ["What is EchoGate?", "What is LoomNet?"]
        assert one.turn(1) is None and one.turn(3).question == "What is LoomNet?" and one.turn(4) is None
        assert asked(one.upto(2)) == ["What is EchoGate?"]

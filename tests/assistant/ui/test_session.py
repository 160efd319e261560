"""assistant/ui/session.py"""

from __future__ import annotations

import copy
import threading

from assistant.feedback import Verdict
from assistant.ui.session import Session


def test_halting_sets_the_switch_of_the_answer_under_way():
    session = Session()
    session.halt()
    session.stop = threading.Event()
    session.halt()
    assert session.stop.is_set()


def test_clearing_begins_a_new_conversation(assistant):
    session = Session()
    assistant.ask("What is Tadpole?", session.conversation)
    session.shown = list(session.conversation.turns)
    session.clear()
    assert session.shown == [] and session.conversation.turns == []


def test_an_idle_session_can_be_copied_as_gradio_does():
    assert copy.deepcopy(Session()).shown == []


def test_a_turn_that_is_asked_again_takes_the_place_of_itself_and_all_after_it(assistant):
    session = Session()
    for question in ("What is Tadpole?", "What is EchoGate?", "What is LoomNet?"):
        assistant.ask(question, session.conversation)
    session.shown = list(session.conversation.turns)
    session.judged = {1: Verdict(liked=True), 2: Verdict(liked=False)}
    told = session.before(2)
    assert [turn.question for turn in told.turns] == ["What is Tadpole?"] and len(session.conversation.turns) == 3
    assistant.ask("What is MossTree?", told)
    session.take(told, told.turns[-1])
    asked = ["What is Tadpole?", "What is MossTree?"]
    assert [turn.question for turn in session.conversation.turns] == asked == [turn.question for turn in session.shown]
    assert list(session.judged) == [1]

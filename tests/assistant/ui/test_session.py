"""assistant/ui/session.py"""

from __future__ import annotations

import copy
import threading

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

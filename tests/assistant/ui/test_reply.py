"""assistant/ui/reply.py"""

from __future__ import annotations

import logging
import re
import threading
import time

import pytest

from assistant.assistant import Assistant
from assistant.ui.queue import Queue
from assistant.ui.reply import Lines, Question, replies
from assistant.ui.session import Session
from index.errors import LibraryCorrupt, ModelError
from index.filters import Filters
from tests.assistant.ui.conftest import SlowModel
from tests.fakes import FakeLanguageModel

QUESTION = "How many parameters does Tadpole have?"
DRAFT = "Tadpole is a detector of 0.8 million parameters."


class Broken:
    """Stands for an assistant that fails."""

    model = None

    def __init__(self, error: Exception) -> None:
        self.error = error

    def stream(self, *_, **__):
        raise self.error
        yield


def test_quotes_come_first_then_the_unchecked_draft_then_the_answer(assistant, model):
    model.enqueue(DRAFT)
    views = list(replies(assistant, Question(QUESTION), Session()))
    assert "Searching" in views[0].now
    assert "<blockquote>" in views[1].now and "<mark>" in views[1].panel
    assert any("not yet checked" in view.now for view in views[2:-1])
    assert "[1]</a>" in views[-1].past and views[-1].now == ""
    assert [view.busy for view in views] == [True] * (len(views) - 1) + [False]


def test_nothing_is_called_an_answer_before_it_is_checked(assistant, model):
    model.enqueue(DRAFT)
    *before, last = replies(assistant, Question(QUESTION), Session())
    assert all('class="answer' not in view.past + view.now for view in before)
    assert 'class="answer answered"' in last.past


def test_earlier_turns_stay_and_follow_ups_are_understood(assistant):
    session = Session()
    list(replies(assistant, Question(QUESTION), session))
    *_, last = replies(assistant, Question("How much power does it draw?"), session)
    assert last.past.count('class="turn"') == 2 and "Asked as: How much power does Tadpole draw?" in last.past


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_gets_one_clear_line(assistant, question):
    (view,) = replies(assistant, Question(question), Session())
    assert "Write a question first." in view.now and not view.busy


def test_a_question_of_control_characters_alone_gets_one_line_too(assistant):
    *_, last = replies(assistant, Question("\x00\x07"), Session())
    assert "The question is empty" in last.now and not last.busy


def test_a_question_of_a_hundred_thousand_letters_is_answered(assistant):
    *_, last = replies(assistant, Question("tadpole " * 12_500), Session())
    assert not last.busy and 'class="answer' in last.past


def test_an_error_that_can_be_told_is_told_in_one_line():
    *_, last = replies(Broken(LibraryCorrupt("papers.db is damaged.")), Question(QUESTION), Session())
    assert "papers.db is damaged." in last.now and not last.busy


def test_any_other_error_is_one_line_on_the_page_and_a_record_in_the_log(caplog):
    with caplog.at_level(logging.ERROR):
        *_, last = replies(Broken(ZeroDivisionError("secret")), Question(QUESTION), Session())
    assert "Something went wrong (ZeroDivisionError)" in last.now and "Traceback" not in last.now
    assert not last.busy and caplog.records[0].exc_info


def test_a_model_that_fails_leaves_the_quotes_and_the_reason(assistant, model):
    model.enqueue(ModelError("The server does not answer."))
    *_, last = replies(assistant, Question(QUESTION), Session())
    assert "The server does not answer." in last.past and "<q>" in last.past


def test_after_an_error_the_next_question_is_answered(assistant):
    session = Session()
    list(replies(Broken(ZeroDivisionError()), Question(QUESTION), session))
    *_, last = replies(assistant, Question(QUESTION), session)
    assert 'class="answer answered"' in last.past


def test_stopping_ends_the_model_and_is_said(library):
    model, session = SlowModel("word " * 5_000), Session()
    for view in replies(Assistant(library, model), Question(QUESTION), session):
        if "not yet checked" in view.now:
            session.halt()
        last = view
    assert model.stopped.is_set() and model.pieces < 100
    assert "Stopped" in last.past and not last.busy


def test_closing_the_page_ends_the_model(library):
    model, session = SlowModel("word " * 5_000), Session()
    views = replies(Assistant(library, model), Question(QUESTION), session)
    while "not yet checked" not in next(views).now:
        pass
    views.close()
    assert model.ended.is_set() and model.pieces < 100 and session.stop is None


def test_a_second_question_while_one_is_answered_is_not_begun(assistant):
    session = Session()
    session.stop = threading.Event()
    assert list(replies(assistant, Question(QUESTION), session)) == []


def test_asked_again_in_other_words_the_answer_takes_the_place_of_the_old_one_and_what_followed(assistant):
    session = Session()
    for question in (QUESTION, "How much power does it draw?"):
        list(replies(assistant, Question(question), session))
    *before, last = replies(assistant, Question("How noisy are kitchens for EchoGate?", instead_of=1), session)
    assert before[0].past == "" and last.past.count('class="turn"') == 1 and "EchoGate" in last.past


def test_where_asking_again_fails_the_old_answer_stays(assistant):
    session = Session()
    list(replies(assistant, Question(QUESTION), session))
    *_, last = replies(Broken(LibraryCorrupt("papers.db is damaged.")), Question("Why?", instead_of=1), session)
    assert 'class="answer answered"' in last.past and "papers.db is damaged." in last.now
    assert len(session.shown) == len(session.conversation.turns) == 1


def test_only_the_papers_that_are_asked_for_answer(assistant):
    *_, last = replies(assistant, Question(QUESTION, Filters(2032, 2032)), Session())
    assert "Tadpole:" not in last.panel


def test_many_at_once_are_answered_in_order_and_told_how_many_come_before(library):
    lines, ended, waited, lock = Lines(Queue(1), Queue(1)), [], {}, threading.Lock()
    entered = [threading.Event() for _ in range(12)]

    def person(n):
        model = FakeLanguageModel(DRAFT)
        for view in replies(Assistant(library, model), Question(f"Question {n} about Tadpole?"), Session(), lines):
            entered[n].set()
            told = re.search(r"(One|[0-9]+) other questions? (?:is|are) answered before", view.now)
            if told:
                waited.setdefault(n, []).append(1 if told[1] == "One" else int(told[1]))
        with lock:
            ended.append((n, view.past))

    with lines.search.place():  # nobody is served before all are there
        people = []
        for n in range(12):
            people.append(threading.Thread(target=person, args=[n]))
            people[-1].start()
            entered[n].wait(10)
            while len(waited) <= n:
                time.sleep(0.01)
    for one in people:
        one.join(30)
    assert [n for n, _ in ended] == list(range(12))
    assert all(f"Question {n} " in past and past.count('class="turn"') == 1 for n, past in ended)
    assert [places[0] for _, places in sorted(waited.items())] == list(range(1, 13))


def test_whoever_stops_waiting_gets_the_quotes_and_leaves_the_line(library):
    lines, session = Lines(write=Queue(1)), Session()
    with lines.write.place():
        for view in replies(Assistant(library, FakeLanguageModel(DRAFT)), Question(QUESTION), session, lines):
            if "answered before" in view.now:
                session.halt()
    assert "Stopped" in view.past and "<q>" in view.past
    with lines.write.place() as place:
        assert place.ahead() == 0

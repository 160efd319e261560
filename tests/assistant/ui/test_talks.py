"""assistant/ui/talks.py"""

from __future__ import annotations

from assistant.conversations import Shelf
from assistant.ui.talks import begun, listed, opened, shown


def talk(assistant, library, *questions):
    session = begun(library, kept=True)
    for question in questions:
        assistant.ask(question, session.conversation)
    return session


def test_conversations_are_listed_by_their_first_question_and_the_one_that_is_held_is_marked(assistant, library):
    one = talk(assistant, library, "What is Tadpole?", "How fast is it?")
    talk(assistant, library, "What is EchoGate?")
    list_ = listed(library, one.kept)
    assert list_.count("<li") == 2 and "2 answers" in list_ and "1 answer<" in list_
    assert f'<li aria-current="true"><button type="button" class="open" data-open="{one.kept}"' in list_


def test_they_are_found_by_what_was_said_and_by_their_names(assistant, library):
    one = talk(assistant, library, "What is Tadpole?")
    talk(assistant, library, "What is EchoGate?")
    Shelf(library).rename(one.kept, "Fish")
    assert "Fish" in listed(library, "", "underwater") and "EchoGate" not in listed(library, "", "underwater")
    assert "Fish" in listed(library, "", "fish") and "In none of them" in listed(library, "", "unheard of")


def test_one_is_opened_again_and_one_that_is_gone_is_none(assistant, library):
    one = talk(assistant, library, "What is Tadpole?")
    assert opened(library, one.kept).shown[0].question == "What is Tadpole?"
    Shelf(library).delete(one.kept)
    assert opened(library, one.kept) is None and opened(library, "../papers") is None


def test_nothing_is_kept_of_a_conversation_that_is_not_to_be(assistant, library):
    session = begun(library, kept=False)
    assistant.ask("What is Tadpole?", session.conversation)
    assert session.kept == "" and "kept here" in listed(library)


def test_a_broken_one_is_a_line_under_the_others(assistant, library):
    one = talk(assistant, library, "What is Tadpole?")
    (library.path / "conversations" / "0123456789ab.conversation").write_bytes(b"no database" * 100)
    assert one.kept in shown(library) and 'class="failure"' in shown(library)


def test_a_hostile_question_is_text_in_the_list(assistant, library):
    talk(assistant, library, '"><img src=x onerror=alert(1)> Tadpole?')
    assert "<img" not in listed(library) and "&lt;img" in listed(library)

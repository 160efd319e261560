"""assistant/ui/tools.py"""

from __future__ import annotations

from assistant.feedback import Verdict
from assistant.ui.tools import FORMATS, editor, tools
from tests.assistant.ui.conftest import turn_about

QUOTE = "Tadpole is a detector of 0.8 million parameters."


def test_every_button_says_what_it_does(tadpole):
    shown = tools(turn_about(tadpole, QUOTE), 2, None)
    assert shown.count("data-export=") == 2 * len(FORMATS)
    for label in ("Copy the answer with its sources", "Ask again", "Good answer", "Bad answer", "Export"):
        assert f'aria-label="{label}"' in shown


def test_what_is_copied_is_the_answer_with_its_sources(tadpole):
    shown = tools(turn_about(tadpole, QUOTE), 1, None)
    copied = shown.partition('data-copy="')[2].partition('"')[0]
    assert copied.startswith(f"{QUOTE} [1]") and tadpole.title in copied


def test_a_verdict_is_shown_as_pressed_with_its_note(tadpole):
    shown = tools(turn_about(tadpole, QUOTE), 1, Verdict(liked=False, note="Too <short>"))
    assert 'data-how="disliked" aria-pressed="true"' in shown and 'data-how="liked" aria-pressed="false"' in shown
    assert "Too &lt;short&gt;" in shown


def test_a_question_without_a_number_cannot_be_changed():
    assert editor("What?", 0, "the question") == "" and 'data-edit="1"' in editor("What?", 1, "the question")


def test_a_question_cannot_leave_its_attribute(tadpole):
    hostile = '"><img src=x onerror=alert(1)>'
    assert "<img" not in tools(turn_about(tadpole, QUOTE, question=hostile), 1, None) + editor(hostile, 1, "it")

"""assistant/ui/turn.py"""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import QUOTES_ONLY, Outcome, Sentence, Support
from assistant.assistant import Found
from assistant.compose import quoted
from assistant.ui.sources import card_id
from assistant.ui.turn import answered, failed, under_way
from tests.assistant.ui.conftest import evidence, turn_about

QUOTE = "Tadpole is a detector of 0.8 million parameters."


def test_each_sentence_is_followed_by_the_mark_that_leads_to_its_source(tadpole):
    shown = answered(turn_about(tadpole, QUOTE), 3)
    assert f"<q>{QUOTE}</q>" in shown
    assert f'href="#{card_id(3, 1)}"' in shown and ">[1]</a>" in shown


def test_a_sentence_without_source_is_told_apart(tadpole):
    shown = answered(turn_about(tadpole, QUOTE, sentences=(Sentence("It flies."),)), 1)
    assert 'class="sentence unsupported">It flies. <em>(no source)</em>' in shown
    nothing = turn_about(tadpole, QUOTE, sentences=(Sentence("No paper is."),), outcome=Outcome.NO_MATCH)
    assert "no source" not in answered(nothing, 1)


def test_who_wrote_is_said_with_the_seconds(tadpole):
    written = Sentence("It is small.", (1,), Support.SUPPORTED, (evidence(tadpole, QUOTE),))
    assert "Quoted from the papers · 1.2 s" in answered(turn_about(tadpole, QUOTE), 1)
    assert "Written by fake-model" in answered(turn_about(tadpole, QUOTE, sentences=(written,)), 1)
    assert "Quoted" not in answered(turn_about(tadpole, QUOTE, outcome=Outcome.NO_MATCH), 1)
    recorded = Sentence("One paper is of 2030.", (), Support.RECORDED)
    assert "From the records of all papers · 1.2 s" in answered(turn_about(tadpole, QUOTE, sentences=(recorded,)), 1)
    joined = turn_about(tadpole, QUOTE, sentences=(written,), model=QUOTES_ONLY)
    assert "Put together from the papers" in answered(joined, 1)


def test_a_question_that_was_understood_otherwise_is_shown_as_understood(tadpole):
    turn = turn_about(tadpole, QUOTE)
    assert "Asked as: What is Tadpole?" in answered(replace(turn, resolved="What is Tadpole?"), 1)
    assert "Asked as" not in answered(replace(turn, resolved="what is it?"), 1)


def test_quotes_are_shown_while_nothing_is_written_yet(tadpole):
    found = Found("What is it?", (), (evidence(tadpole, QUOTE),))
    shown = under_way("What is it?", found, writing=True)
    assert QUOTE in shown and tadpole.title in shown and "Writing" in shown


def test_a_draft_is_said_to_be_unchecked_and_is_no_answer(tadpole):
    found = Found("What is it?", (), (evidence(tadpole, QUOTE),))
    shown = under_way("What is it?", found, "Tadpole is sm", writing=True)
    assert "Draft, not yet checked against the papers" in shown and "Tadpole is sm" in shown
    assert 'class="answer' not in shown


def test_what_stands_is_marked_as_checked_while_the_rest_is_written(tadpole):
    piece = evidence(tadpole, QUOTE)
    found = Found("What is it?", (), (piece,))
    said = Sentence("Tadpole is <small>.", support=Support.SUPPORTED, evidence=(piece,))
    shown = under_way("What is it?", found, "It has", (said, quoted(piece)))
    assert "Checked against the papers" in shown and "Tadpole is &lt;small&gt;. ✓" in shown
    assert f"<q>{QUOTE}</q> ✓" in shown and f'title="{tadpole.title}"' in shown
    assert shown.index("✓") < shown.index("Draft, not yet checked")


def test_a_failure_is_one_line_under_its_question():
    shown = failed("What is it?", "No library at x: make it with `assistant library add FILE`.")
    assert "What is it?" in shown and "<code>assistant library add FILE</code>" in shown


def test_question_draft_and_answer_are_text(tadpole):
    hostile = "<script>alert(1)</script>"
    turn = turn_about(tadpole, QUOTE, question=hostile, sentences=(Sentence(hostile),), notice=hostile)
    shown = answered(turn, 1) + under_way(hostile, Found(hostile, (), ()), hostile) + failed(hostile, hostile)
    assert "<script" not in shown and "&lt;script&gt;" in shown

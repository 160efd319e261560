"""What a person does with an answer, in headless Chromium: `python -m pytest -m browser tests/assistant/ui`."""

from __future__ import annotations

import json
import threading

import pytest

from assistant.feedback import FILE
from eval.questions import read_questions
from tests.assistant.ui.conftest import SlowModel
from tests.fakes import FakeLanguageModel

pytestmark = pytest.mark.browser

QUESTION = "How many parameters does Tadpole have?"
QUOTE = "Tadpole is a detector of 0.8 million parameters."


@pytest.fixture
def answered(open_tab, library):
    """A tab with one answer about Tadpole."""
    tab = open_tab(library, SlowModel(QUOTE))
    tab.ask(QUESTION)
    tab.answer()
    return tab


def test_a_question_in_other_words_takes_the_place_of_the_old_answer(answered):
    answered.page.click("[data-edit]")
    box = answered.page.locator("form.edit textarea")
    assert box.input_value() == QUESTION
    box.fill("How noisy are kitchens for EchoGate?")
    box.press("Enter")
    answered.page.wait_for_selector("#past .turn:has-text('EchoGate')")
    assert answered.page.locator(".turn").count() == 1 and "Tadpole" not in answered.page.inner_text("#past")


def test_what_was_asked_can_be_changed_too_and_later_answers_are_said_to_go(answered):
    for n, question in enumerate(("How much power does it draw?", "And MossTree?"), 2):
        answered.ask(question)
        answered.answer(n)
    answered.answer(2).locator(".understood [data-edit]").click()
    box = answered.page.locator("form.edit textarea")
    assert box.input_value() == "How much power does Tadpole draw?"
    assert "The answer after this one goes" in answered.page.inner_text("form.edit")
    box.press("Escape")
    assert answered.page.locator("form.edit").count() == 0 and answered.page.locator(".turn").count() == 3


def test_asking_again_answers_anew(answered):
    answered.page.locator("[data-again]").evaluate("button => button.closest('.turn').id = 'old'")
    answered.page.click("[data-again]")
    answered.page.wait_for_selector("#past .turn:not(#old)")
    assert answered.page.locator(".turn").count() == 1 and QUOTE in answered.answer().inner_text()


def test_a_thumb_and_a_note_are_kept_beside_the_library_and_taken_back(answered, library):
    answered.page.click("[data-how=disliked]")
    answered.page.fill("form.note textarea", "Say whose count it is")
    answered.page.press("form.note textarea", "Enter")
    answered.page.wait_for_selector("#heard:has-text('Note kept')")
    answered.page.wait_for_timeout(300)  # milliseconds: the server is not heard of again
    (kept,) = read_questions(library.path / FILE)
    assert (kept.turns, kept.kind, kept.note) == ((QUESTION,), "disliked", "Say whose count it is")
    answered.ask("What is EchoGate?")
    answered.answer(2)
    assert answered.page.locator("[data-how=disliked]").first.get_attribute("aria-pressed") == "true"
    answered.page.locator("[data-how=disliked]").first.click()
    answered.page.wait_for_timeout(300)
    assert not (library.path / FILE).exists()


def test_an_answer_and_a_conversation_are_taken_away_as_files(answered):
    answered.ask("What is EchoGate?")
    answered.answer(2)
    answered.page.locator(".menu summary").first.click()
    with answered.page.expect_download() as one:
        answered.page.locator("[data-export='1'][data-how='.md']").click()
    text = one.value.path().read_text(encoding="utf-8")
    assert one.value.suggested_filename == "answer.md" and text.startswith(f"## {QUESTION}") and "EchoGate" not in text
    answered.page.locator(".menu summary").first.click()
    with answered.page.expect_download() as both:
        answered.page.locator("[data-export='0'][data-how='.json']").first.click()
    assert len(json.loads(both.value.path().read_text(encoding="utf-8"))) == 2


def test_the_answer_is_copied_with_its_sources(answered):
    answered.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered.page.click("[data-copy]")
    answered.page.wait_for_selector("#heard:has-text('Copied')")
    copied = answered.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{QUOTE} [1]") and "Tiny Detectors for Underwater Cameras" in copied


def test_only_some_papers_are_asked(answered):
    answered.page.click("#limits button")
    answered.page.get_by_label("Years").first.fill("never")
    answered.ask(QUESTION)
    answered.page.wait_for_selector("#now .failure:has-text('no range of years')")
    answered.page.get_by_label("Years").first.fill("2032")
    answered.ask("Which system is measured in noisy kitchens?")
    answered.answer(2)
    assert "EchoGate" in answered.page.inner_text(".sources.current")
    assert "Tadpole" not in answered.page.inner_text(".sources.current")


def test_keys_lead_to_the_question_and_stop_the_answer(open_tab, library):
    model = SlowModel("word " * 5_000)
    tab = open_tab(library, model)
    tab.page.get_by_role("tab", name="Library").click()
    tab.page.wait_for_selector("#papers tbody tr")
    tab.page.locator("body").press("/")
    tab.page.wait_for_selector("#question textarea:focus")
    tab.page.keyboard.type("What/is")
    tab.page.keyboard.press("Shift+Enter")
    tab.page.keyboard.type("Tadpole?")
    assert tab.page.input_value("#question textarea") == "What/is\nTadpole?"
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("#now .draft")
    tab.page.keyboard.press("Escape")
    assert "Stopped" in tab.answer().inner_text() and model.pieces < 1_000


def test_five_people_at_once_are_answered_each_his_own_and_the_last_is_told_to_wait(open_tab, library):
    all_asked = threading.Event()

    def held(_):
        all_asked.wait(60)
        return QUOTE

    first = open_tab(library, FakeLanguageModel(*[held] * 5))
    tabs = [first, *(open_tab(url=first.page.url) for _ in range(4))]
    for n, tab in enumerate(tabs):
        tab.ask(f"Question {n}: how many parameters does Tadpole have?")
        tab.page.wait_for_selector("#now .found")
    tabs[-1].page.wait_for_selector("#now .waiting:has-text('One other question is answered before this one')")
    all_asked.set()
    for n, tab in enumerate(tabs):
        assert f"Question {n}:" in tab.answer().inner_text() and tab.page.locator(".turn").count() == 1

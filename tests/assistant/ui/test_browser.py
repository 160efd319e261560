"""The page as a person uses it, in headless Chromium; each test also fails on a console error or an outside request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.paper import Paper
from tests.assistant.ui.conftest import PHONE, SlowModel

pytestmark = pytest.mark.browser

QUESTION = "How many parameters does Tadpole have?"
QUOTE = "Tadpole is a detector of 0.8 million parameters."


def test_quotes_then_an_unchecked_draft_then_the_answer_with_its_marks(open_tab, library):
    tab = open_tab(library, SlowModel(QUOTE + " Then some more words that no paper holds." * 3))
    tab.ask(QUESTION)
    tab.page.wait_for_selector("#now .draft:has-text('not yet checked')")
    assert tab.page.locator("#now .found blockquote").first.is_visible()
    assert tab.page.locator(".answer").count() == 0
    answer = tab.answer()
    assert QUOTE in answer.inner_text() and "[1]" in answer.inner_text()
    assert "no paper holds" not in answer.inner_text() and tab.page.locator(".draft").count() == 0


def test_a_mark_opens_its_card_with_the_quote_highlighted_in_the_abstract(open_tab, library):
    tab = open_tab(library, SlowModel(QUOTE))
    tab.ask(QUESTION)
    tab.answer().locator("a.mark").first.click()
    card = tab.page.locator("article.card:focus")
    assert card.locator("details.abstract").get_attribute("open") is not None
    assert card.locator("mark").first.is_visible() and QUOTE in card.locator("mark").first.inner_text()
    assert card.locator("a.title").get_attribute("rel") == "noopener noreferrer"


def test_a_mark_of_an_earlier_turn_brings_back_its_sources(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.ask(QUESTION)
    tab.answer(1)
    tab.ask("How noisy are kitchens for EchoGate?")
    tab.answer(2)
    assert "EchoGate" in tab.page.locator(".sources.current").inner_text()
    tab.answer(1).locator("a.mark").first.click()
    assert "Tadpole" in tab.page.locator(".sources.current").inner_text()


def test_stop_ends_the_computation_and_the_page_can_be_asked_again(open_tab, library):
    model = SlowModel("word " * 5_000)
    tab = open_tab(library, model)
    tab.ask(QUESTION)
    tab.page.wait_for_selector("#now .draft")
    tab.page.click("#stop")
    assert "Stopped" in tab.answer().inner_text()
    assert model.stopped.is_set() and model.ended.is_set() and model.pieces < 1_000
    tab.page.locator("#ask").wait_for()
    tab.ask(QUESTION)
    tab.answer(2)


def test_closing_the_tab_ends_the_computation(open_tab, library):
    model = SlowModel("word " * 5_000)
    tab = open_tab(library, model)
    tab.ask(QUESTION)
    tab.page.wait_for_selector("#now .draft")
    tab.page.close()
    assert model.ended.wait(10) and model.pieces < 1_000


def test_clear_begins_anew_and_shows_the_examples_again(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.ask(QUESTION)
    tab.answer()
    assert tab.page.locator("button.starter").count() == 0
    tab.page.click("#clear")
    tab.page.locator("button.starter").first.wait_for()
    assert tab.page.locator(".turn, .card").count() == 0


def test_an_example_is_asked_with_one_click(open_tab, library):
    tab = open_tab(library, SlowModel())
    example = tab.page.locator("button.starter").first
    question = example.inner_text()
    example.click()
    assert question in tab.answer().inner_text()


def test_an_empty_question_gets_one_line_and_no_turn(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.ask("   ")
    tab.page.wait_for_selector("#now .failure:has-text('Write a question first.')")
    assert tab.page.locator(".turn").count() == 0 and tab.page.locator("#ask").is_visible()


def test_two_tabs_do_not_mix(open_tab, library):
    one = open_tab(library, SlowModel())
    other = open_tab(url=one.page.url)
    one.ask(QUESTION)
    other.ask("How noisy are kitchens for EchoGate?")
    assert "Tadpole" in one.answer().inner_text() and "EchoGate" in other.answer().inner_text()
    assert one.page.locator(".turn").count() == other.page.locator(".turn").count() == 1


def test_an_error_is_one_line_on_the_page(open_tab, library):
    tab = open_tab(library, SlowModel())
    library.close()
    (library.path / "papers.db").write_bytes(b"no database" * 1_000)
    tab.ask(QUESTION)
    tab.page.wait_for_selector("#now .failure")
    assert "Traceback" not in tab.page.inner_text("body")
    tab.page.locator("#ask").wait_for()


def test_hostile_text_is_shown_and_nothing_of_it_runs(open_tab, library):
    attack = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
    template = "${window.hurt=1} {{value}}"
    hostile = Paper(
        "arxiv:3199.00001",
        f"Snare {attack} [title](javascript:window.hurt=1)",
        f"The Snare network catches 7 wolves. {attack} {template} is [bold](javascript:window.hurt=1).",
        (attack,), 2030, attack, "javascript:window.hurt=1", "data:text/html,<script>window.hurt=1</script>",
    )  # fmt: skip
    library.add([hostile, replace(hostile, id="arxiv:3199.00002", title=f"Another snare {attack}")])
    tab = open_tab(library, SlowModel(f"The Snare network catches 7 wolves. {attack}"))
    tab.ask(f"How many wolves does the Snare network catch? {attack} {template}")
    tab.answer().locator("a.mark").first.click()
    for details in tab.page.locator("summary").all():
        if details.is_visible():
            details.click()
    shown = tab.page.inner_text("body")
    assert attack in shown and "[title](javascript:window.hurt=1)" in shown and template in shown
    live = "#talk img, #side img, #talk script, #side script, a[href^=javascript], a[href^=data]"
    assert tab.page.locator(live).count() == 0
    assert tab.page.evaluate("window.hurt") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_sideways_scrolling(open_tab, library, scheme):
    long = Paper(
        "title:1",
        "Snare" * 60,
        "The Snare network catches 7 wolves. " + "w" * 400,
        url=f"https://example.org/{'x' * 300}",
    )
    library.add([long])
    tab = open_tab(library, SlowModel(), color_scheme=scheme, **PHONE)
    tab.ask("How many wolves does the Snare network catch? " + "z" * 300)
    tab.answer().locator("a.mark").first.click()
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    boxes = "['#talk', '#side'].map(id => document.querySelector(id).getBoundingClientRect().toJSON())"
    talk, side = tab.page.evaluate(boxes)  # both at once, for the click is still scrolling the page
    assert side["top"] >= talk["bottom"]

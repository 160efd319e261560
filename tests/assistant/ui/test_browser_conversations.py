"""Conversations and comparisons as a person has them, in headless Chromium: `python -m pytest -m browser`."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.conversations import Shelf
from index.library import Library
from tests.assistant.ui.conftest import PHONE, SlowModel

pytestmark = pytest.mark.browser

QUESTION = "How many parameters does Tadpole have?"


def talks(tab):
    return tab.page.locator("#talks li .open span").all_inner_texts()


def test_a_conversation_is_there_again_when_the_page_was_started_anew(open_tab, library, encoder):
    tab = open_tab(library, SlowModel())
    tab.ask(QUESTION)
    tab.answer()
    address, kept = tab.page.url, Shelf(library).listing().conversations
    open_tab.stop()
    with Library.open(library.path, encoder) as again:
        open_tab.serve(Assistant(again, SlowModel()), port=int(address.rstrip("/").rpartition(":")[2]))
        tab.faults.clear()  # the browser has missed its server
        tab.page.goto(address)
        assert QUESTION in tab.answer().inner_text()
        tab.ask("How much power does it draw?")
        assert "Asked as: How much power does Tadpole draw?" in tab.answer(2).inner_text()
        tab.page.wait_for_selector("#talks :text('2 answers')")
        tab.faults.clear()
    assert len(kept) == 1 and len(Shelf(library).listing().conversations) == 1


def test_a_page_that_was_open_meanwhile_goes_on_with_its_conversation(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.ask(QUESTION)
    tab.answer()
    tab.page.evaluate("sessionStorage.length")
    identifier = Shelf(library).listing().conversations[0].id
    other = open_tab(url=tab.page.url)
    other.page.evaluate("id => sessionStorage.setItem('conversation', id)", identifier)
    other.page.reload()
    other.answer()
    other.ask("How much power does it draw?")
    other.answer(2)
    assert Shelf(library).listing().conversations[0].turns == 2


def test_conversations_are_begun_opened_searched_named_and_deleted(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.ask(QUESTION)
    tab.answer()
    tab.page.click("#clear")
    tab.page.wait_for_selector(".starter >> visible=true")
    tab.ask("How noisy are kitchens for EchoGate?")
    tab.answer()
    tab.page.wait_for_selector("#talks li:nth-child(2)")
    tab.page.fill("#talks-column input", "underwater")
    tab.page.wait_for_selector("#talks li:nth-child(2)", state="detached")
    assert talks(tab) == [QUESTION]
    tab.page.locator("#talks li").hover()
    tab.page.click("[data-rename]")
    tab.page.fill("#talks li input", "Fish")
    tab.page.press("#talks li input", "Enter")
    tab.page.wait_for_selector("#talks .open:has-text('Fish')")
    tab.page.click("#talks .open")
    tab.page.wait_for_selector("#past .turn:has-text('Tadpole')")
    assert "EchoGate" not in tab.page.inner_text("#past")
    tab.page.locator("#talks li").hover()
    tab.page.click("[data-delete]")
    tab.page.click("[data-delete].sure")
    tab.page.wait_for_selector("#talks li", state="detached")
    tab.page.wait_for_selector("#past .turn", state="detached")
    assert [one.name for one in Shelf(library).listing().conversations] == ["How noisy are kitchens for EchoGate?"]


def test_papers_ticked_among_the_sources_and_in_the_library_are_compared(open_tab, library):
    tab = open_tab(library, SlowModel(), viewport={"width": 1400, "height": 1000})
    tab.ask("How do LoomNet and Sleepy Layers compare on HarborImages?")
    assert tab.answer().locator(".beside table").count() == 1
    for box in tab.page.locator(".sources.current .card > [data-choose]").all():
        box.check()
    tab.page.click("#panel [data-chosen=compare]")
    tab.page.wait_for_selector("#compared table")
    assert "LoomNet" in tab.page.inner_text("#compared")
    with tab.page.expect_download() as got:
        tab.page.click("#compared [data-how='.csv']")
    assert got.value.path().read_text(encoding="utf-8").startswith("id,title,problem")
    tab.page.get_by_role("tab", name="Library").click()
    tab.page.wait_for_selector("#papers tbody tr")
    for n in range(3):
        tab.page.locator("#papers tbody [data-choose]").nth(n).check()
    tab.page.click("#papers [data-chosen=compare]")
    tab.page.wait_for_selector("#compared thead th:nth-child(4)")


def test_a_comparison_scrolls_within_itself_on_a_phone(open_tab, library):
    tab = open_tab(library, SlowModel(), **PHONE)
    tab.page.get_by_role("tab", name="Compare").click()
    tab.page.fill("#which textarea", "Tadpole\nEchoGate\nLoomNet\nMossTree")
    tab.page.click("#compare")
    tab.page.wait_for_selector("#compared table")
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    tab.page.fill("#which textarea", "Tadpole")
    tab.page.click("#compare")
    tab.page.wait_for_selector("#compared .failure:has-text('two papers or more')")


def test_a_pinned_paper_is_asked_about_until_it_is_unpinned_also_after_a_reload(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.ask(QUESTION)
    tab.answer()
    tab.page.locator(".sources.current .card").first.locator("[data-pin]").click()
    tab.page.wait_for_selector("#scope li:has-text('Tadpole')")
    tab.page.reload()
    tab.page.wait_for_selector("#scope li:has-text('Tadpole')")
    tab.page.click("#scope [data-unpin]")
    tab.page.wait_for_selector("#scope li", state="detached")
    assert Shelf(library).open(QUESTION).pinned == {}

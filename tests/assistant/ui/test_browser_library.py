"""The library and the models as views, in headless Chromium: `python -m pytest -m browser tests/assistant/ui`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.models import settings
from assistant.ui.opening import Opening
from assistant.workplace import is_built_in
from index.library import Library
from index.paper import Paper
from tests.assistant.ui.conftest import PHONE, SlowModel
from tests.fakes import numbered_papers

pytestmark = pytest.mark.browser

_VIEWS = (
    ("Ask", ".turn"), ("Library", "#papers tbody tr"), ("Compare", "#compared table"), ("Topics", "#topics svg"),
    ("Models", "#models table"),
)  # fmt: skip


def shelf(tab):
    tab.page.get_by_role("tab", name="Library").click()
    tab.page.wait_for_selector("#papers tbody tr")
    return tab


def titles(tab):
    return [one.inner_text() for one in tab.page.locator("#papers td.title summary").all()]


@pytest.fixture
def dropped(tmp_path):
    """Two files: one of three papers and a record without a title, one that holds no papers at all."""
    good, bad = tmp_path / "three.jsonl", tmp_path / "picture.bib"
    lines = [json.dumps(asdict(paper)) for paper in numbered_papers(3)]
    good.write_text("\n".join([*lines, json.dumps({"abstract": "No title <img src=x>"})]), encoding="utf-8")
    bad.write_bytes(b"\x89PNG\0\0\0")
    return [good, bad]


def drop(tab, files):
    """Let go of files over the field, as a hand with a mouse does."""
    import base64

    sent = [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files]
    tab.page.click("#adding button")
    tab.page.locator("#drop button").evaluate(
        """(field, sent) => {
          const data = new DataTransfer();
          for (const [name, held] of sent) {
            data.items.add(new File([Uint8Array.from(atob(held), (c) => c.charCodeAt(0))], name));
          }
          field.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
        }""",
        sent,
    )


def test_papers_are_filtered_searched_and_turned_over(open_tab, tmp_path, encoder):
    with Library.open(tmp_path / "many", encoder) as many:
        many.add(numbered_papers(120))
        tab = shelf(open_tab(many, SlowModel()))
        assert len(titles(tab)) == 50 and "1–50 of 120" in tab.page.inner_text("#place")
        tab.page.click("#pager button:has-text('More')")
        tab.page.wait_for_selector("#place:has-text('51–100 of 120')")
        tab.page.get_by_label("Venue").last.fill("Venue 3")
        tab.page.wait_for_selector("#place:has-text('1–17 of 17')")
        tab.page.get_by_role("textbox", name="Search", exact=True).last.fill("topic45")
        tab.page.wait_for_selector("#papers tr:nth-child(1):has-text('topic45')")


def test_dropped_files_are_added_and_every_record_that_gave_no_paper_is_told(open_tab, library, dropped):
    tab = shelf(open_tab(library, SlowModel()))
    drop(tab, dropped)
    tab.page.wait_for_selector(".intake.failed:has-text('picture.bib')")
    tab.page.wait_for_selector("#status:has-text('15 papers')")
    tab.page.click(".intake summary")
    report = tab.page.inner_text("#report")
    assert "3 added, 1 gave no paper" in report and "Line 4" in report
    assert "Traceback" not in report and os.sep + "gradio" not in report
    tab.page.wait_for_selector("#place:has-text('of 15')")


def test_papers_are_removed_by_two_clicks(open_tab, library):
    tab = shelf(open_tab(library, SlowModel()))
    gone = titles(tab)[:2]
    for n in range(2):
        tab.page.locator("#papers tbody [data-choose]").nth(n).check()
    tab.page.click("[data-chosen=remove]")
    assert len(library) == 12
    tab.page.click("[data-chosen=remove]:has-text('Remove for good?')")
    tab.page.wait_for_selector("#place:has-text('of 10')")
    assert len(library) == 10 and not set(gone) & set(titles(tab))


def test_the_library_is_taken_away_as_a_file(open_tab, library):
    tab = shelf(open_tab(library, SlowModel()))
    with tab.page.expect_download() as got:
        tab.page.click("#place a")
    assert got.value.path().read_text(encoding="utf-8").splitlines() == list(library.export())


def test_papers_added_to_the_built_in_collection_begin_a_library_of_ones_own(open_tab, home, encoder, dropped):
    with Library.open(home / "data" / "built-in", encoder) as built_in:
        built_in.add([Paper("title:1", "On moss", "Moss grows in the shade.")])
        assert is_built_in(built_in)
        tab = shelf(open_tab(built_in, SlowModel()))
        drop(tab, dropped[:1])
        tab.page.wait_for_selector(f"#status:has-text('{home / 'data' / 'library'}')")
        assert len(built_in) == 1
        tab.page.get_by_role("tab", name="Ask").click()
        tab.ask("What is the measured value of the study of topic2?")
        assert "2.5 units" in tab.answer().inner_text()


def test_a_library_that_breaks_is_told_on_its_view(open_tab, library):
    tab = open_tab(library, SlowModel())
    library.close()
    (library.path / "papers.db").write_bytes(b"no database" * 1_000)
    tab.page.get_by_role("tab", name="Library").click()
    tab.page.wait_for_selector("#papers .failure:has-text('is damaged')")


def test_hostile_papers_are_text_in_the_table_too(open_tab, library):
    attack = '"><img src=x onerror="window.hurt=1">${window.hurt=1}{{#each x}}'
    library.add([Paper("arxiv:3199.00001", f"Snare {attack}", attack, (attack,), 2034, attack, "javascript:hurt()")])
    tab = shelf(open_tab(library, SlowModel()))
    tab.page.locator("#papers summary").first.click()
    tab.page.locator("#papers tbody [data-choose]").first.check()
    assert attack in titles(tab)[0] and tab.page.locator("#papers img, #papers a[href^=javascript]").count() == 0
    assert tab.page.evaluate("window.hurt") is None


def test_models_are_listed_with_what_to_do_and_a_missing_one_is_told(open_tab, library):
    tab = open_tab(library, SlowModel())
    tab.page.get_by_role("tab", name="Models").click()
    tab.page.wait_for_selector("#models .advice")
    tab.page.fill("#other input, #other textarea", "/no/such/folder")
    tab.page.click("#other button")
    tab.page.wait_for_selector("#fetched .failure")
    assert settings.in_use("language") == "SmolLM2-135M-Instruct"


def test_no_view_scrolls_sideways_on_a_phone(open_tab, library):
    library.add([Paper("title:1", "Snare" * 60, "w" * 400, ("A" * 90,), 2034, "V" * 200, f"https://x.org/{'x' * 300}")])
    tab = open_tab(library, SlowModel(), **PHONE)
    views = {"Library": "#papers tbody tr", "Compare": "#compare", "Topics": "#topics svg", "Models": "#models table"}
    for name, part in ({"Ask": ".starter"} | views).items():
        tab.page.get_by_role("tab", name=name).click()
        tab.page.locator(f"{part} >> visible=true").first.wait_for()
        assert tab.page.evaluate("document.documentElement.scrollWidth") == 390, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_readers_find_no_fault(open_tab, library, scheme):
    axe = os.environ.get("AXE_CORE", "")
    if not Path(axe).is_file():
        pytest.skip("AXE_CORE names no axe.min.js (npm pack axe-core)")
    tab = open_tab(library, SlowModel(), color_scheme=scheme)
    tab.ask("How many parameters does Tadpole have?")
    tab.answer().locator("[data-how=liked]").click()
    tab.page.evaluate(Path(axe).read_text(encoding="utf-8"))
    for name, part in _VIEWS:
        tab.page.get_by_role("tab", name=name).click()
        if name == "Compare":
            tab.page.fill("#which textarea", "Tadpole\nEchoGate")
            tab.page.click("#compare")
        tab.page.wait_for_selector(part)
        if name == "Library":
            tab.page.click("#adding button")
        tab.page.wait_for_timeout(400)  # milliseconds: colours are still changing
        faults = tab.page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(told => told.violations)")
        found = [(one["id"], one["nodes"][0]["html"]) for one in faults if one["impact"] in ("serious", "critical")]
        assert found == []


def test_a_model_that_cannot_be_loaded_leaves_a_page_that_answers_with_quotes(open_tab, library, monkeypatch):
    opening = Opening(Assistant(library), lambda: 1 / 0)
    opening.wait(5)
    tab = open_tab(opening=opening)
    assert "could not be loaded (ZeroDivisionError)" in tab.page.inner_text("#status")
    tab.ask("How many parameters does Tadpole have?")
    assert "0.8 million" in tab.answer().inner_text()

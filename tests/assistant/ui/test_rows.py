"""assistant/ui/rows.py"""

from __future__ import annotations

import pytest

from assistant.ui.rows import COUNT, Page, page, place, table
from index.filters import Filters
from index.library import Library
from index.paper import Paper
from tests.fakes import numbered_papers

ALL = Filters()


@pytest.fixture
def many(tmp_path, encoder):
    with Library.open(tmp_path / "many", encoder) as opened:
        opened.add(numbered_papers(2 * COUNT + 5))
        yield opened


def test_one_page_of_many_is_shown_and_said_to_be_that(many):
    second = page(many, "", ALL, "added", COUNT)
    assert len(second.papers) == COUNT and place(second) == "51–100 of 105"
    assert table(second).count("<tr>") == COUNT + 1


def test_a_page_behind_the_last_is_the_last(many):
    assert place(page(many, "", ALL, "added", 10_000)) == "101–105 of 105"
    assert page(many, "", ALL, "added", -5).start == 0


@pytest.mark.parametrize(
    ("order", "first"),
    [("added", "Numbered Study 104 "), ("year", "Numbered Study 79 "), ("title", "Numbered Study 0 ")],
)
def test_papers_come_in_the_order_that_is_asked_for(many, order, first):
    assert page(many, "", ALL, order, 0).papers[0].title.startswith(first)


def test_filters_hold_and_are_counted(many):
    shown = page(many, "", Filters(2003, 2003), "added", 0)
    assert {paper.year for paper in shown.papers} == {2003} and shown.total == len(shown.papers) == 3


def test_a_search_gives_the_closest_first(library):
    shown = page(library, "fish cameras", ALL, "added", 0)
    assert shown.papers[0].title.startswith("Tadpole")


def test_no_paper_is_said_with_what_to_do(library):
    assert "No paper here" in table(page(library, "", Filters(1900, 1900), "added", 0))


def test_what_a_paper_says_of_itself_is_text():
    hostile = Paper('"><img src=x>', "<script>x</script>", "<b>", ("<i>",), 2030, "<u>", "javascript:x", "data:x")
    shown = table(Page([hostile], 0, 1))
    assert not any(tag in shown for tag in ("<img", "<script", "<b>", "<i>", "<u>", "href"))

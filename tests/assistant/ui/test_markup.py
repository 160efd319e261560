"""assistant/ui/markup.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ui.markup import byline, highlighted, line, link, text


def test_html_from_outside_is_shown_as_text():
    assert text('<img src=x onerror="alert(1)"> & co') == "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; co"


def test_markdown_is_left_as_it_is():
    assert text("[click](javascript:alert(1)) **now**") == "[click](javascript:alert(1)) **now**"


def test_control_characters_and_reversals_of_direction_become_spaces():
    assert text("a\x00b\x1bc\u202ed\ne") == "a b c d\ne"


@pytest.mark.parametrize("url", ["http://example.org/1", "https://example.org/?q=1"])
def test_an_address_of_the_web_is_a_link_that_gives_nothing_away(url):
    shown = link(url, "the paper")
    assert f'href="{url}"' in shown and 'rel="noopener noreferrer"' in shown and ">the paper</a>" in shown


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//example.org", "https://", "http://[", "vbscript:x", "https://example.org/\x1b]8;;"],
)  # fmt: skip
def test_any_other_address_is_no_link(url):
    assert link(url, "the paper") == "the paper"


def test_an_address_cannot_leave_its_attribute():
    assert '" onclick' not in link('https://example.org/" onclick="alert(1)', "x")


def test_spans_are_marked_and_the_rest_is_escaped_around_them():
    assert highlighted("a <b> c", [(2, 5)]) == "a <mark>&lt;b&gt;</mark> c"


def test_spans_that_overlap_or_touch_become_one():
    assert highlighted("abcdef", [(3, 5), (0, 2), (2, 4)]) == "<mark>abcde</mark>f"


def test_a_text_without_spans_is_only_escaped():
    assert highlighted("<i>", []) == "&lt;i&gt;"


def test_commands_in_a_remark_are_set_as_code():
    assert line("Add it with `pip install <x>`.") == "Add it with <code>pip install &lt;x&gt;</code>."


def test_a_byline_leaves_out_what_is_unknown_and_a_year_said_twice(tadpole):
    assert byline(tadpole) == "Dana Fisk · Workshop on Small Machines · 2030"
    assert byline(replace(tadpole, venue="CVPR 2030")) == "Dana Fisk · CVPR 2030"
    assert byline(replace(tadpole, venue="", authors=(), year=None)) == ""


def test_a_long_list_of_authors_is_counted(tadpole):
    crowd = replace(tadpole, authors=tuple(f"Author {n}" for n in range(9)))
    assert "Author 5 and 3 more" in byline(crowd)

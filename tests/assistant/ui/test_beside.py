"""assistant/ui/beside.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ui.beside import beside, whole


@pytest.fixture
def compared(assistant):
    """Two papers that state a figure for the same measure on the same data, in two aspects and one they do not name."""
    return assistant.compare(["Sleepy Layers", "LoomNet"], ["results", "data", "funding"])


def test_each_paper_has_a_column_and_each_aspect_a_row_with_its_quotes(compared):
    shown = beside(compared)
    assert shown.count('<th scope="col">') == 2 and shown.count('<th scope="row">') == 3
    assert "LoomNet attains 83.6% top-1 accuracy" in shown and "not stated in the abstract" in shown


def test_papers_have_the_numbers_of_the_answer_they_stand_under(compared):
    numbers = {compared.papers[0].id: 7}
    assert '<span class="number">7</span>' in beside(compared, numbers) and ">1</span>" not in beside(compared, numbers)


def test_the_whole_of_it_has_the_abstracts_with_what_was_quoted_marked(compared):
    shown = whole(compared)
    assert shown.count('<details class="abstract">') == 2 and "<mark>" in shown


def test_what_papers_say_is_text(compared):
    evil = '"><img src=x onerror=alert(1)>'
    paper = replace(compared.papers[0], title=evil, url="javascript:alert(1)", abstract=evil, authors=(evil,))
    hostile = replace(compared, papers=(paper, compared.papers[1]), aspects=(evil, evil, evil))
    shown = whole(hostile) + beside(hostile)
    assert "<img" not in shown and "javascript" not in shown

"""assistant/ui/act.py"""

from __future__ import annotations

import pytest

from assistant.ui.act import Act, act


def test_an_act_is_read_as_the_page_sends_it():
    sent = {"turn": 2, "text": "Why?", "meant": "Why not?", "how": "liked", "ids": ["arxiv:1", "arxiv:2"]}
    assert act(sent) == Act(2, "Why?", "Why not?", "liked", ("arxiv:1", "arxiv:2"))


@pytest.mark.parametrize("sent", [None, 3, "x", [], {}, {"turn": "2"}, {"turn": -1, "ids": "abc"}, {"text": ["x"]}])
def test_what_is_of_another_kind_is_left_out(sent):
    assert act(sent) == Act()


def test_what_a_browser_sends_is_bounded():
    told = act({"text": "x" * 10**6, "ids": ["a"] * 10**5})
    assert len(told.text) == 200_000 and len(told.ids) == 1_000

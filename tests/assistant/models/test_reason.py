from __future__ import annotations

from assistant.models.reason import reason


def test_the_first_line_that_says_something_is_taken():
    assert reason(ValueError("\n  first\nsecond")) == "first"


def test_an_error_without_words_is_named_by_its_kind():
    assert reason(TimeoutError()) == "TimeoutError"


def test_a_long_line_is_cut():
    assert len(reason(ValueError("x" * 1000))) == 200

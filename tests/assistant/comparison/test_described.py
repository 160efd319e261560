"""How a part of a question may describe a paper: `python -m pytest tests/assistant/comparison/test_described.py`."""

from __future__ import annotations

from assistant.comparison.described import readings


def test_a_point_within_a_word_ends_no_sentence() -> None:
    assert "v1.5 weaver" in readings("what is woven by the v1.5 weaver? Please tell")


def test_what_follows_the_sentence_is_not_read() -> None:
    assert not any("Please" in one for one in readings("what is woven by the weaver? Please tell")[-3:])

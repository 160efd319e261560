from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.thinking import without_thinking


def stream(*pieces: str) -> Generator[str, None, None]:
    yield from pieces


@pytest.mark.parametrize(
    ("text", "inside", "shown"),
    [
        ("plain text", False, "plain text"),
        ("<think>why</think>\n\nThe answer", False, "The answer"),
        ("Well <think>why</think> so", False, "Well so"),
        ("why</think>\nThe answer", True, "The answer"),
        ("<think>never ends", False, ""),
        ("<think></think>", False, ""),
        ("a < b and <thin", False, "a < b and <thin"),
        ("one<think>x</think>two<think>y</think>three", False, "onetwothree"),
        ("", False, ""),
    ],
)
def test_only_what_is_outside_the_marks_is_shown_however_it_is_cut(text: str, inside: bool, shown: str):
    assert "".join(without_thinking(stream(text), inside)) == shown
    assert "".join(without_thinking(stream(*text), inside)) == shown


@given(st.text("<think>/ab \n", max_size=60), st.integers(1, 9))
def test_cutting_text_into_pieces_changes_nothing(text: str, size: int):
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert "".join(without_thinking(stream(*pieces))) == "".join(without_thinking(stream(text)))


def test_text_is_passed_on_as_it_comes():
    assert list(without_thinking(stream("a ", "b ", "c"))) == ["a ", "b ", "c"]


def test_closing_closes_the_source():
    closed = []

    def source() -> Generator[str, None, None]:
        try:
            yield "a"
            yield "b"
        finally:
            closed.append(True)

    shown = without_thinking(source())
    next(shown)
    shown.close()  # type: ignore[attr-defined]
    assert closed == [True]

"""Numbers of sentences in a draft: `python -m pytest tests/assistant/test_marks.py`."""

from __future__ import annotations

import pytest

from assistant.marks import unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("[2] LoomNet weaves.", "LoomNet weaves."),
        ("LoomNet weaves [1, 2]. It is fast [3].", "LoomNet weaves. It is fast."),
        ("  [12]LoomNet", "LoomNet"),
        ("The [CLS] token and [0.5, 1] stay", "The [CLS] token and [0.5, 1] stay"),
        ("It ends [", "It ends ["),
        ("[2]", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_numbers_are_left_out_however_the_text_is_cut(text: str, plain: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join(unmarked(pieces)) == plain


def test_text_is_passed_on_as_soon_as_it_is_no_number() -> None:
    passed = unmarked(iter(["Loom", "Net", " weaves", " [1]", "."]))
    assert [next(passed), next(passed), next(passed)] == ["Loom", "Net", " weaves"]

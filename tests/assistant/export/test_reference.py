"""The parts of names: `python -m pytest tests/assistant/export/test_reference.py`."""

from __future__ import annotations

import pytest

from assistant.export.reference import Name, name


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Kim Ash", Name("Ash", "Kim")),
        ("Jean de La Fontaine", Name("de La Fontaine", "Jean")),
        ("Ludwig van Beethoven Jr.", Name("van Beethoven", "Ludwig", "Jr.")),
        ("Bo II", Name("II", "Bo")),
        ("Plato", Name("Plato")),
        ("de la Cruz", Name("de la Cruz")),
        ("Foo, Inc.", Name("Foo, Inc.")),
        ("Ash and Lee", Name("Ash and Lee")),
        ("a} {b", Name("a} {b")),
    ],
)
def test_a_name_is_taken_apart_where_it_is_a_persons(author: str, parts: Name) -> None:
    assert name(author) == parts

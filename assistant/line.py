"""Text of any kind on one line."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return the text on one line, without control characters and halves of letters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

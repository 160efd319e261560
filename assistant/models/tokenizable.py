"""Text as tokenizers take it."""

from __future__ import annotations


def valid(text: str) -> str:
    """Return the text without halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()

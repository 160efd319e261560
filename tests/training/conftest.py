"""The tiny encoder of the models' tests serves training too."""

from __future__ import annotations

from tests.assistant.models.conftest import tiny_bert

__all__ = ["tiny_bert"]

"""No test waits between two sides."""

from __future__ import annotations

import pytest

from eval.speed import interleaved


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interleaved, "_REST", 0.0)

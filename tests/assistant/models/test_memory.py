"""assistant/models/memory.py"""

from __future__ import annotations

import os

from assistant.models.catalogue import find
from assistant.models.memory import fits, strongest, total_mb


def test_this_computer_has_memory_or_cannot_be_asked(monkeypatch):
    assert total_mb() > 100
    monkeypatch.delattr(os, "sysconf")
    assert total_mb() == 0


def test_a_model_must_leave_room_for_the_rest():
    assert fits(find("Qwen3-4B"), 64_000) and not fits(find("Qwen3-4B"), 20_000)
    assert fits(find("Qwen3-4B"), 0)


def test_a_cpu_is_advised_the_largest_4_bit_model_that_fits_and_a_gpu_the_largest():
    assert strongest(8_000, gpu=False).name == "Qwen2.5-1.5B-Instruct-GGUF"
    assert strongest(4_000, gpu=False).name == "Qwen2.5-0.5B-Instruct-GGUF"
    assert strongest(64_000, gpu=True).name == "Qwen3-4B"
    assert strongest(1_000, gpu=False) is None and strongest(0, gpu=False) is None

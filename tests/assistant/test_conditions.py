"""The condition of a sentence: `python -m pytest tests/assistant/test_conditions.py`."""

from __future__ import annotations

import pytest

from assistant.conditions import condition_kept, restored

ON_RAFTS = "On rafts, LoomNet is 1.3× faster than Twill."


@pytest.mark.parametrize(
    ("claim", "evidence", "kept"),
    [
        ("LoomNet is 1.3× faster than Twill.", ON_RAFTS, False),
        ("LoomNet is 1.3× faster than Twill on rafts.", ON_RAFTS, True),
        ("LoomNet loses 2%.", "With an equal number of patches, LoomNet loses 2%.", False),
        ("LoomNet weaves.", "In this paper, LoomNet weaves.", True),
        ("LoomNet weaves.", "LoomNet, a network, weaves.", True),
        ("LoomNet weaves.", "For example, LoomNet weaves.", True),
        ("LoomNet weaves.", "While others knit, LoomNet weaves.", True),
        ("LoomNet weaves.", "While wool has been spun for long, LoomNet weaves.", True),
        ("LoomNet weaves.", "In addition to being new, LoomNet weaves.", True),
        ("LoomNet weaves.", "While resting at night, LoomNet weaves.", False),
        ("LoomNet weaves.", "While the threads can be seen, LoomNet weaves.", False),
        ("LoomNet weaves.", "In addition to a new thread, LoomNet weaves.", False),
        ("LoomNet weaves.", f"In {'very ' * 30}dry air, LoomNet weaves.", False),
        ("LoomNet weaves.", "While the batch is small, LoomNet weaves.", False),
        ("Wet threads are cut.", "LoomNet fails when wet threads are cut.", False),
        ("LoomNet fails when threads are cut.", "LoomNet fails when wet threads are cut.", True),
        ("All threads break, LoomNet weaves.", "When all threads break, LoomNet weaves.", False),
        ("LoomNet fails.", "LoomNet fails when wet threads are cut.", True),
    ],
)
def test_what_holds_under_a_condition_is_said_with_it(claim: str, evidence: str, kept: bool) -> None:
    assert condition_kept(claim, evidence) is kept


@pytest.mark.parametrize(
    ("claim", "evidence", "whole"),
    [
        ("LoomNet is fast.", ON_RAFTS, "On rafts, LoomNet is fast."),
        ("The nets are fast.", "On rafts, the nets are fast.", "On rafts, the nets are fast."),
        ("LoomNet is fast.", "On rafts, boats and ships, LoomNet is fast.", "LoomNet is fast."),
        ("Twill is slow.", ON_RAFTS, "Twill is slow."),
        ("Nets are fast.", "On rafts, nets are fast.", "On rafts, nets are fast."),
        ("LoomNet is fast on rafts.", ON_RAFTS, "LoomNet is fast on rafts."),
        ("At sea, LoomNet is fast.", ON_RAFTS, "At sea, LoomNet is fast."),
        ("LoomNet is fast.", "LoomNet is fast on rafts.", "LoomNet is fast."),
        ("", ON_RAFTS, ""),
    ],
)
def test_a_condition_that_was_lost_is_put_back(claim: str, evidence: str, whole: str) -> None:
    assert restored(claim, evidence) == whole

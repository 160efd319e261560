"""What is learnt from at once: `python -m pytest tests/training/test_batches.py`."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.batches import batches, paced, set_aside


@dataclass(frozen=True)
class Text:
    length: int


def test_every_text_is_in_one_batch_which_holds_no_more_than_it_may() -> None:
    texts = [Text(length) for length in range(5, 200, 3)]
    found = batches(texts, 400, random.Random(0))
    assert sorted(one.length for batch in found for one in batch) == [one.length for one in texts]
    assert all(len(batch) * max(one.length for one in batch) <= 400 + 10 * len(batch) for batch in found)


def test_batches_hold_texts_of_like_length() -> None:
    found = batches([Text(length) for length in (10, 300, 11, 310, 12, 290)], 950, random.Random(0))
    assert all(max(one.length for one in batch) < 2 * min(one.length for one in batch) for batch in found)


def test_the_rate_rises_and_then_falls_to_nearly_nothing() -> None:
    shares = [share for _, share in paced([[n] for n in range(400)], seconds=600)]
    assert len(shares) == 400
    assert shares[0] < 0.05 < 0.85 < max(shares) and shares[-1] <= 0.03
    assert shares[60:] == sorted(shares[60:], reverse=True)


def test_time_that_is_up_ends_it() -> None:
    assert list(paced([[1], [2]], seconds=1e-9)) == []


def test_a_group_stays_set_aside_whatever_is_added() -> None:
    aside = [name for name in map(str, range(2_000)) if set_aside(name)]
    assert 0.08 < len(aside) / 2_000 < 0.12
    assert all(set_aside(name) for name in aside)

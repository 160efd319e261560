"""Inner products: `python -m pytest tests/index/test_products.py`."""

from __future__ import annotations

import numpy as np
import pytest

from index.products import products


@pytest.mark.parametrize("count", [0, 1, 2_000])
def test_they_are_those_of_linear_algebra(count: int) -> None:
    chance = np.random.default_rng(0)
    vectors, query = (
        chance.standard_normal((count, 384), dtype=np.float32),
        chance.standard_normal(384, dtype=np.float32),
    )
    found = products(vectors, query)
    assert found.dtype == np.float32
    assert found == pytest.approx(vectors @ query, abs=1e-3)

"""What the index asks of a reranker: a model that reads query and paper together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


class Reranker(Protocol):
    """Says how well texts fit a query; slower than an encoder, so it is given the best candidates alone."""

    @property
    def name(self) -> str:
        """What reports call it: name and revision in one string, another one where the scores may be others."""

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """Return float32 scores, shape (len(texts),), higher is better; those of two queries are not comparable."""

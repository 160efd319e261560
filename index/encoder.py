"""What the index asks of an embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns text into unit vectors; two encoders with the same `fingerprint` give comparable vectors."""

    @property
    def fingerprint(self) -> str:
        """Name, revision and pooling in one string: what a stored vector must agree with."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    @property
    def adapter(self) -> str:
        """Name and revision of what reads queries in its own way, beyond the model and its prompt; "" for none."""

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension)."""

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension), with the model's own query prompt.

        `adapted=False` leaves the adapter out.
        """

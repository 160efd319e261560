"""Inner products of a few thousand vectors with one."""

from __future__ import annotations

import numpy as np

from index.encoder import Vectors


def products(vectors: Vectors, query: Vectors) -> Vectors:
    """Return the inner product of each vector with the query, shape (vectors,).

    Not by `@`: numpy's BLAS would start threads that go on spinning for a while after so small a product, and the
    search of FAISS that comes next would take three times as long.
    """
    found: Vectors = np.einsum("ij,j->i", vectors, query)
    return found

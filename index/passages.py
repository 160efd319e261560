"""The vectors of a paper: one of the whole text, one of its title, one of each sentence of its abstract."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder, Vectors
from index.products import products
from index.sentences import split_sentences

SENTENCES = 100  # of one paper that are embedded: an abstract has ten, and what has more is no abstract
_TINY = 1e-12  # keeps divisions apart from zero

Numbers = npt.NDArray[np.float32]


def passages(text: str) -> list[str]:
    """Return the title of a paper's text and the sentences of its abstract, in order."""
    title, _, abstract = text.partition("\n")
    return [title, *(abstract[start:end] for start, end in split_sentences(abstract)[:SENTENCES])]


def embedded(texts: Sequence[str], encoder: Encoder) -> list[Vectors]:
    """Return for each paper's text its unit vectors, shape (1 + passages, dimension), that of the whole text first.

    The mean of the passages in place of the whole text would save half of the time and cost .01 nDCG@10.
    """
    parts = [passages(text) for text in texts]
    vectors = encoder.encode_documents([*texts, *(one for some in parts for one in some)])
    ends = np.cumsum([len(some) for some in parts])
    wholes, of_parts = vectors[: len(texts)], np.split(vectors[len(texts) :], ends[:-1])
    return [np.vstack([whole, own]) for whole, own in zip(wholes, of_parts, strict=True)]


def packed(vectors: Vectors) -> bytes:
    """Return the vectors in a quarter of the room: each a float32 scale and int8 numbers, at a cosine above .999."""
    records = np.empty(len(vectors), dtype=_layout(vectors.shape[1]))
    records["scale"] = np.maximum(np.abs(vectors).max(axis=1), _TINY) / 127
    records["numbers"] = np.round(vectors / records["scale"][:, None])
    return records.tobytes()


def unpacked(blob: bytes, dimension: int) -> Vectors:
    """Return what was packed, shape (vectors, dimension), float32. Raises ValueError for another dimension."""
    records = np.frombuffer(blob, dtype=_layout(dimension))
    vectors: Vectors = records["numbers"].astype(np.float32) * records["scale"][:, None]
    return vectors


def intact(blob: object, dimension: int) -> bool:
    """Say whether these are the packed vectors of a paper: a whole text and a title at least."""
    size = _layout(dimension).itemsize
    return isinstance(blob, bytes) and len(blob) >= 2 * size and len(blob) % size == 0


def scored(blobs: Sequence[bytes], query: Vectors) -> tuple[Vectors, Numbers]:
    """Return the vectors of the papers' whole texts, and the cosine of the query with each paper's best passage.

    `blobs` are the packed vectors of the papers, the whole text first. The best passage standing for a document is
    MaxP of Dai & Callan 2019, "Deeper Text Understanding for IR with Contextual Neural Language Modeling".
    """
    dimension = len(query)
    vectors = unpacked(b"".join(blobs), dimension)
    starts = np.cumsum([0, *(len(blob) // _layout(dimension).itemsize for blob in blobs)])[:-1]
    cosines = products(vectors, query)
    cosines[starts] = -1.0  # so that the whole text is not its own best passage
    return vectors[starts], np.maximum.reduceat(cosines, starts)


@cache  # a search asks for it once a paper and more
def _layout(dimension: int) -> np.dtype[np.void]:
    return np.dtype([("scale", "<f4"), ("numbers", "i1", (dimension,))])

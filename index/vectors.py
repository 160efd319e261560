"""The dense side of search: a FAISS index derived from the vectors of the store."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import faiss
import numpy as np

from index.clusters import Clusters, learnt_from
from index.derived import read_note, replacing, write_note
from index.encoder import Vectors
from index.exact import Exact
from index.fusion import Ranking
from index.products import products
from index.record import Rows
from index.store import Stamp, Store

_LAYOUT = 2  # of the two files; raise it when what they hold changes
_EXACT = 50_000  # papers up to which every vector is compared with the query, in no more than 7 ms
_READ_BATCH = 4096
_SAMPLE = 256  # papers whose cosines stand for those of all: their spread is then known to a twentieth


class DenseIndex:
    """Inner-product search over unit vectors, so that a score is a cosine; rows name the papers.

    Exact up to `_EXACT` papers, in clusters above. `vectors.faiss` and `vectors.json` may be deleted at any time:
    `open` builds or tops up what is missing.
    """

    def __init__(self, index: Exact | Clusters, stamp: Stamp) -> None:
        self._index = index
        self.stamp = stamp

    def __len__(self) -> int:
        return int(self._index.index.ntotal)

    @property
    def rows(self) -> Rows:
        """The rows it holds, in no order."""
        return self._index.rows

    @classmethod
    def open(cls, folder: Path, store: Store, dimension: int) -> DenseIndex:
        """Return the index of the store as it is now, from its file where that still fits.

        The file is only a saving of time: where it cannot be written the index is used from memory. Raises
        LibraryCorrupt where a stored vector has not `dimension` finite numbers.
        """
        stamp = store.stamp()
        file = folder / "vectors.faiss"
        made_from = read_note(folder / "vectors.json", _LAYOUT, [file])
        if made_from == stamp and (fitting := _read(file, dimension, changing=False)):
            if fitting.index.ntotal == len(store):
                return cls(fitting, stamp)
            del fitting
        same = made_from and (made_from.library, made_from.encoder) == (stamp.library, stamp.encoder)
        kept = _read(file, dimension) if same else None
        if kept is None or not _suits(kept, len(store)):
            kept = _new(store, dimension)
        _catch_up(kept, store)
        return cls(kept if store.read_only else _written(kept, folder, stamp), stamp)

    @staticmethod
    def fits(folder: Path, stamp: Stamp) -> bool:
        """Say whether the files are whole and were made from this state of the store."""
        return read_note(folder / "vectors.json", _LAYOUT, [folder / "vectors.faiss"]) == stamp

    def search(self, query: Vectors, k: int, rows: Rows | None = None) -> Ranking:
        """Return up to `k` (row, cosine), best first; only among `rows` where given.

        `query` is one float32 unit vector, shape (dimension,).
        """
        k = min(k, len(self) if rows is None else len(rows))
        return self._index.search(query, k, rows) if k > 0 else []

    def spread(self, query: Vectors) -> float:
        """Return the standard deviation of the query's cosines with a sample of the papers."""
        return float(np.std(products(self._sample, query))) or 1.0

    @cached_property
    def _sample(self) -> Vectors:
        """Up to `_SAMPLE` vectors, evenly taken, shape (vectors, dimension)."""
        rows = np.sort(self.rows)
        if not len(rows):
            return np.zeros((1, self._index.index.d), dtype=np.float32)
        return self._index.vectors(_evenly(rows, _SAMPLE))

    @staticmethod
    def delete(folder: Path) -> None:
        """Delete the files; they are made anew when the index is next opened."""
        for name in ("vectors.json", "vectors.faiss"):
            (folder / name).unlink(missing_ok=True)


def _suits(index: Exact | Clusters, papers: int) -> bool:
    """Say whether an index is of the kind for so many papers."""
    return papers <= _EXACT if isinstance(index, Exact) else index.fits(papers)


def _new(store: Store, dimension: int) -> Exact | Clusters:
    """Return an index of the kind for the papers of the store, and without them."""
    rows = store.rows()
    if len(rows) > _EXACT:
        batches = [vectors for _, vectors in _stored(store, _evenly(rows, learnt_from(len(rows))), dimension)]
        if batches and len(sample := np.concatenate(batches)) == learnt_from(len(rows)):
            return Clusters.learnt(sample, len(rows))
    return Exact.empty(dimension)


def _catch_up(index: Exact | Clusters, store: Store) -> None:
    """Drop the rows that the store has no more and add those it has got since."""
    now, held = store.rows(), index.rows
    if len(gone := np.setdiff1d(held, now, assume_unique=True)):
        index.index.remove_ids(gone)  # type: ignore[arg-type]  # SWIG takes arrays too
    for rows, vectors in _stored(store, np.setdiff1d(now, held, assume_unique=True), index.index.d):
        index.index.add_with_ids(vectors, rows)


def _stored(store: Store, rows: Rows, dimension: int) -> Iterator[tuple[Rows, Vectors]]:
    """Yield (rows, vectors) of those of the rows that have a vector, batch by batch."""
    for start in range(0, len(rows), _READ_BATCH):
        found = list(store.vectors(rows[start : start + _READ_BATCH]))
        if any(len(blob) != dimension * 4 for _, blob in found):
            raise store.spoilt()
        vectors: Vectors = np.frombuffer(b"".join(blob for _, blob in found), dtype="<f4").reshape(-1, dimension)
        if not np.isfinite(vectors).all():
            raise store.spoilt()
        yield np.array([row for row, _ in found], dtype=np.int64), vectors


def _evenly(rows: Rows, most: int) -> Rows:
    """Return up to `most` of the rows, from the first to the last."""
    some: Rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), most)).astype(int)]
    return some


def _written(index: Exact | Clusters, folder: Path, stamp: Stamp) -> Exact | Clusters:
    """Write the index and return it, from then on read from its file; as it is where it cannot be written."""
    file = folder / "vectors.faiss"
    with contextlib.suppress(OSError, RuntimeError):  # a full disk: faiss raises RuntimeError
        with replacing(file) as aside:
            faiss.write_index(index.index, str(aside))
            if isinstance(index, Clusters):  # before another process may have put another file in its place
                index = _read(aside, index.index.d, changing=False) or index
        write_note(folder / "vectors.json", _LAYOUT, stamp, [file])
    return index


def _read(file: Path, dimension: int, *, changing: bool = True) -> Exact | Clusters | None:
    """Return the index of a file, or None where that is absent, damaged or of another kind.

    Clusters that are not for `changing` stay in the file, and what searches read of them is brought into memory.
    """
    # Windows does not let a file be replaced while it is mapped.
    mapped = not changing and sys.platform != "win32"
    try:
        index = faiss.read_index(str(file), faiss.IO_FLAG_MMAP if mapped else 0)
    except (RuntimeError, MemoryError):
        return None
    if index.d != dimension:
        return None
    if isinstance(index, faiss.IndexIDMap2):
        return Exact(index)
    if not isinstance(index, faiss.IndexIVFScalarQuantizer):
        return None
    if index.invlists and isinstance(lists := faiss.downcast_InvertedLists(index.invlists), faiss.OnDiskInvertedLists):
        lists.prefetch_nthread = 0  # 32 threads a search would read ahead what the checksum has just read
    return Clusters(index)

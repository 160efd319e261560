"""The dense side of search: a FAISS index derived from the vectors of the store."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.derived import read_note, replacing, write_note
from index.encoder import Vectors
from index.products import products
from index.record import Rows
from index.store import Stamp, Store

_LAYOUT = 1  # of the two files; raise it when what they hold changes
_READ_BATCH = 4096
_SAMPLE = 256  # papers whose cosines stand for those of all: their spread is then known to a twentieth


class DenseIndex:
    """Exact inner-product search over unit vectors, so that a score is a cosine; rows name the papers.

    `vectors.faiss` and `vectors.json` may be deleted at any time: `open` builds or tops up what is missing.
    """

    def __init__(self, index: faiss.IndexIDMap2, stamp: Stamp) -> None:
        self._index = index
        self.stamp = stamp

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def rows(self) -> Rows:
        """The rows it holds, in no order."""
        rows: Rows = faiss.vector_to_array(self._index.id_map).astype(np.int64)
        return rows

    @classmethod
    def open(cls, folder: Path, store: Store, dimension: int) -> DenseIndex:
        """Return the index of the store as it is now, from its file where that still fits.

        The file is only a saving of time: where it cannot be written the index is used from memory. Raises
        LibraryCorrupt where a stored vector has not `dimension` numbers.
        """
        stamp = store.stamp()
        kept = _read(folder, dimension)
        if kept is not None and kept.stamp == stamp and len(kept) == len(store):
            return kept
        if kept is None or (kept.stamp.library, kept.stamp.encoder) != (stamp.library, stamp.encoder):
            kept = cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)), stamp)
        kept.stamp = stamp
        kept._catch_up(store)
        if not store.read_only:
            kept._write(folder)
        return kept

    def search(self, query: Vectors, k: int, rows: Rows | None = None) -> list[tuple[int, float]]:
        """Return up to `k` (row, cosine), best first; only among `rows` where given.

        `query` is one float32 unit vector, shape (dimension,).
        """
        k = min(k, len(self) if rows is None else len(rows))
        if k == 0:
            return []
        parameters = None if rows is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        scores, found = self._index.search(query.reshape(1, -1), k, params=parameters)
        return [(int(row), float(score)) for row, score in zip(found[0], scores[0], strict=True) if row >= 0]

    def spread(self, query: Vectors) -> float:
        """Return the standard deviation of the query's cosines with a sample of the papers."""
        return float(np.std(products(self._sample, query))) or 1.0

    @cached_property
    def _sample(self) -> Vectors:
        """Up to `_SAMPLE` vectors, evenly taken, shape (vectors, dimension)."""
        rows = np.sort(self.rows)
        if not len(rows):
            return np.zeros((1, self._index.d), dtype=np.float32)
        some = rows[np.linspace(0, len(rows) - 1, min(len(rows), _SAMPLE)).astype(int)]
        return np.stack([self._index.reconstruct(int(row)) for row in some])

    @staticmethod
    def delete(folder: Path) -> None:
        """Delete the files; they are made anew when the index is next opened."""
        for name in ("vectors.json", "vectors.faiss"):
            (folder / name).unlink(missing_ok=True)

    def _catch_up(self, store: Store) -> None:
        """Drop the rows that the store has no more and add those it has got since."""
        now, held = store.rows(), self.rows
        if len(gone := np.setdiff1d(held, now)):
            self._index.remove_ids(gone)  # type: ignore[arg-type]  # SWIG takes arrays too
        new = np.setdiff1d(now, held)
        for start in range(0, len(new), _READ_BATCH):
            found = list(store.vectors(new[start : start + _READ_BATCH]))
            if any(len(blob) != self._index.d * 4 for _, blob in found):
                raise store.spoilt()
            rows = np.array([row for row, _ in found], dtype=np.int64)
            vectors: npt.NDArray[np.float32] = np.frombuffer(b"".join(blob for _, blob in found), dtype="<f4")
            self._index.add_with_ids(vectors.reshape(len(found), self._index.d), rows)

    def _write(self, folder: Path) -> None:
        # A full disk: faiss raises RuntimeError.
        with contextlib.suppress(OSError, RuntimeError):
            file = folder / "vectors.faiss"
            with replacing(file) as aside:
                faiss.write_index(self._index, str(aside))
            write_note(folder / "vectors.json", _LAYOUT, self.stamp, [file])


def _read(folder: Path, dimension: int) -> DenseIndex | None:
    """Return the index of the files, or None where they are absent, torn, damaged or of another layout."""
    file = folder / "vectors.faiss"
    stamp = read_note(folder / "vectors.json", _LAYOUT, [file])
    if stamp is None:
        return None
    try:
        index = faiss.read_index(str(file))
    except (RuntimeError, MemoryError):
        return None
    return DenseIndex(index, stamp) if isinstance(index, faiss.IndexIDMap2) and index.d == dimension else None

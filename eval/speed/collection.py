"""Large libraries made of the papers at hand: mixed texts, and mixed vectors in place of embedding."""

from __future__ import annotations

import hashlib
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.progress import Progress
from index.encoder import Encoder, Vectors
from index.errors import LibraryNotWritable
from index.library import Library
from index.paper import Paper
from index.passages import embedded
from index.store import Store

_MADE = 1  # raised when what is made changes, so that kept libraries are made anew
_SEED = 13
_BASE = 1_000  # papers whose vectors are mixed: more take minutes to embed
_OTHER_WORDS = 0.2  # of a text come from anywhere: keyword search finds no two alike
_NOISE = 0.3  # length of what is added to a mixed unit vector: no two lie in one place
_BLOCK = 8_192  # vectors compared at a time: 12 MB


@dataclass(frozen=True, slots=True)
class Held:
    """A paper of a library as it was embedded."""

    id: str
    text: str
    vector: Vectors


class MixedEncoder:
    """Stands for an encoder while a library is made: random pairs of its vectors, mixed, each with noise."""

    def __init__(self, fingerprint: str, vectors: Vectors) -> None:
        self.fingerprint = fingerprint
        self.adapter = ""
        self._vectors = vectors

    @property
    def dimension(self) -> int:
        """See Encoder."""
        return int(self._vectors.shape[1])

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension); the same for the same texts."""
        draw = np.random.default_rng([_SEED, len(texts), zlib.crc32(texts[0].encode())] if texts else _SEED)
        one, other = draw.integers(len(self._vectors), size=(2, len(texts)))
        share = draw.random((len(texts), 1), dtype=np.float32)
        mixed = share * self._vectors[one] + (1 - share) * self._vectors[other]
        noise = draw.standard_normal(mixed.shape, dtype=np.float32) * np.float32(_NOISE / np.sqrt(self.dimension))
        mixed += noise
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        vectors: Vectors = mixed
        return vectors

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        """See Encoder."""
        return self.encode_documents(texts)


class Maker:
    """Makes libraries of any size of the papers at hand, in a folder where the next run finds them."""

    def __init__(self, papers: Sequence[Paper], encoder: Encoder, folder: Path) -> None:
        self._papers = papers
        self._encoder = encoder
        self._folder = folder
        self._words = [paper.text.split() for paper in papers]
        self._all = [word for words in self._words for word in words]
        told = "\n".join((str(_MADE), encoder.fingerprint, *(f"{paper.id} {paper.text}" for paper in papers)))
        self._digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]
        self._mixed: MixedEncoder | None = None

    def library(self, size: int, progress: Progress) -> Path:
        """Return a library of `size` papers; one that a killed run left unfinished is made to its end.

        Raises LibraryNotWritable where there is no room.
        """
        folder = self._folder / f"{size}-{self._digest}"
        what = f"Making {size:,} papers"
        with Library.open(folder, self._encoder) as kept:
            if len(kept) == size:
                return folder
        with Library.open(folder, self._stand_in(progress)) as library:
            there = len(library)
            library.add(self.papers(there, size - there), lambda report: progress(what, there + report.read, size))
        return folder

    def papers(self, start: int, count: int) -> Iterator[Paper]:
        """Yield made papers by their numbers: the words of one at hand, some exchanged, under a title of its own."""
        for number in range(start, start + count):
            words = self._words[number % len(self._words)]
            draw = np.random.default_rng([_SEED, number])
            other = draw.random(len(words)) < _OTHER_WORDS
            drawn = draw.integers(len(self._all), size=len(words))
            mixed = [self._all[drawn[n]] if other[n] else word for n, word in enumerate(words)]
            title = len(self._papers[number % len(self._words)].title.split())
            yield Paper(f"made:{number}", f"{' '.join(mixed[:title])} {number}", " ".join(mixed[title:]))

    def copy(self, library: Path) -> Path:
        """Return a copy of a made library, to be changed and deleted. Raises LibraryNotWritable without room."""
        target = library.with_name(f"{library.name}-changed")
        shutil.rmtree(target, ignore_errors=True)
        try:
            shutil.copytree(library, target)
        except (OSError, shutil.Error) as error:
            shutil.rmtree(target, ignore_errors=True)
            raise LibraryNotWritable(
                f"{target} cannot be written ({error}): make room, or set ASSISTANT_HOME."
            ) from error
        return target

    def _stand_in(self, progress: Progress) -> MixedEncoder:
        if self._mixed is None:
            texts = [paper.text for paper in self._papers[:_BASE]]
            vectors = []
            for start in range(0, len(texts), 64):
                vectors += embedded(texts[start : start + 64], self._encoder)
                progress("Embedding the papers at hand", min(start + 64, len(texts)), len(texts))
            self._mixed = MixedEncoder(self._encoder.fingerprint, np.vstack(vectors))
        return self._mixed


def held(library: Path) -> Iterator[Held]:
    """Yield the papers of a library with the vectors of their whole texts."""
    store = Store(library / "papers.db")
    try:
        rows = store.rows()
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            papers = store.by_rows(block.tolist())
            for row, vector in store.vectors(block):
                yield Held(papers[row].id, papers[row].text, np.frombuffer(vector, dtype=np.float32))
    finally:
        store.close()


def exact(library: Path, queries: Vectors, k: int) -> list[list[str]]:
    """Return for each query the ids of its `k` nearest papers, found by comparing it with all of them.

    `queries` has the shape (queries, dimension).
    """
    store = Store(library / "papers.db")
    try:
        rows = store.rows()
        scores = np.full((len(queries), 0), -1.0, dtype=np.float32)
        near = np.zeros((len(queries), 0), dtype=np.int64)
        for start in range(0, len(rows), _BLOCK):
            found = list(store.vectors(rows[start : start + _BLOCK]))
            vectors = np.stack([np.frombuffer(vector, dtype=np.float32) for _, vector in found])
            numbers = np.broadcast_to(np.array([row for row, _ in found]), (len(queries), len(found)))
            scores, near = np.hstack([scores, queries @ vectors.T]), np.hstack([near, numbers])
            best = np.argsort(-scores, axis=1)[:, :k]
            scores, near = np.take_along_axis(scores, best, axis=1), np.take_along_axis(near, best, axis=1)
        papers = store.by_rows(sorted({int(row) for row in near.ravel()}))
        return [[papers[int(row)].id for row in some] for some in near]
    finally:
        store.close()

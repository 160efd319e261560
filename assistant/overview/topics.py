"""What a library is about: clusters of its papers, named by the terms that tell them apart, and a map of them."""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from assistant.overview.naming import Labels, named
from index.encoder import Vectors
from index.library import Library
from index.paper import Paper
from index.record import Rows

_MOST = 16  # topics: more than a person takes in at one look
_FEWEST_PAPERS = 4  # of a library that has topics
_SPREAD = 0.85  # topics for each root of the papers: six for fifty
_LEARNT_FROM = 5_000  # papers whose vectors the topics are learnt from; all are counted
_READ = 2_000  # papers whose words name the topics, and that the map shows: to read a hundred thousand takes a minute
_SHOWN = 3  # papers that stand for a topic
_ROUNDS = 15
_SEED = 7  # the same library gives the same map
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of papers: its number, the terms that tell it apart, how many papers it has, and the most typical."""

    n: int
    terms: tuple[str, ...]
    papers: int
    typical: tuple[Paper, ...]

    @property
    def name(self) -> str:
        """The terms on one line."""
        return ", ".join(self.terms)


@dataclass(frozen=True, slots=True)
class Placed:
    """A paper on the map: coordinates from 0 to 1, near papers of like meaning, and the number of its topic."""

    paper: Paper
    x: float
    y: float
    topic: int


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The topics of a library, the largest first, and the places of its papers, evenly taken where there are many."""

    papers: int
    topics: tuple[Topic, ...]
    places: tuple[Placed, ...]


def topic_map(library: Library) -> TopicMap:
    """Return what the library is about."""
    rows, vectors = library.vectors()
    if not len(rows):
        return TopicMap(0, (), ())
    centred = _centred(vectors)
    middles = _middles(centred)
    labels = np.argmax(centred @ middles.T, axis=1)
    order = np.argsort(-np.bincount(labels, minlength=len(middles)), kind="stable")
    labels, middles = np.argsort(order)[labels], middles[order]
    some = _evenly(len(rows), _READ)
    papers = library.by_rows(rows[some].tolist())
    if len(papers) != len(some):  # another process has just removed some
        return topic_map(library)
    called = named([paper.text for paper in papers], labels[some], len(middles))
    topics = [
        Topic(n, called[n], int((labels == n).sum()), tuple(_typical(n, rows, centred, labels, middles, library)))
        for n in range(len(middles))
    ]
    placed = [
        Placed(paper, float(x), float(y), int(label))
        for paper, (x, y), label in zip(papers, _positions(centred)[some], labels[some], strict=True)
    ]
    return TopicMap(len(rows), tuple(topic for topic in topics if topic.papers), tuple(placed))


def _centred(vectors: Vectors) -> Vectors:
    """Return unit vectors of how the papers differ from the mean of all."""
    if len(vectors) < _FEWEST_PAPERS:
        return vectors
    moved = vectors - vectors.mean(axis=0)
    centred: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), _TINY)
    return centred


def _middles(vectors: Vectors) -> Vectors:
    """Return the unit vectors in the middle of the topics, shape (topics, dimension)."""
    count = min(_MOST, max(1, round(_SPREAD * len(vectors) ** 0.5)))
    if len(vectors) < _FEWEST_PAPERS or count == 1:
        return np.asarray(vectors.mean(axis=0, keepdims=True), dtype=np.float32)
    means = faiss.Kmeans(
        vectors.shape[1], count, niter=_ROUNDS, seed=_SEED, spherical=True, nredo=3, min_points_per_centroid=1
    )
    means.train(np.ascontiguousarray(vectors[_evenly(len(vectors), _LEARNT_FROM)]))
    return np.asarray(means.centroids, dtype=np.float32)


def _typical(n: int, rows: Rows, vectors: Vectors, labels: Labels, middles: Vectors, library: Library) -> list[Paper]:
    """Return the papers nearest to the middle of a topic."""
    own = np.flatnonzero(labels == n)
    nearest = own[np.argsort(-(vectors[own] @ middles[n]), kind="stable")[:_SHOWN]]
    return library.by_rows(rows[nearest].tolist())


def _positions(vectors: Vectors) -> npt.NDArray[np.float64]:
    """Return the papers' places in the plane in which they differ most (principal components), each from 0 to 1."""
    sample = vectors[_evenly(len(vectors), _LEARNT_FROM)].astype(np.float64)
    _, axes = np.linalg.eigh(np.cov(sample, rowvar=False) if len(sample) > 1 else np.eye(vectors.shape[1]))
    plane = axes[:, ::-1][:, :2]
    plane = plane * np.where(plane[np.abs(plane).argmax(axis=0), [0, 1]] < 0, -1, 1)  # a sign is arbitrary: fix it
    flat = vectors @ plane
    low, high = flat.min(axis=0), flat.max(axis=0)
    places: npt.NDArray[np.float64] = (flat - low) / np.maximum(high - low, _TINY)
    return places


def _evenly(count: int, most: int) -> npt.NDArray[np.int64]:
    return np.linspace(0, count - 1, min(count, most)).astype(np.int64)

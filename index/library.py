"""A library: papers on disk that can be added to, searched and taken away."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors
from index.errors import BadInput, LibraryNotWritable
from index.filters import Filters
from index.hit import Hit
from index.intake import agree, take_in
from index.keywords import KeywordIndex
from index.method import DEFAULT, Method
from index.paper import Paper
from index.passages import embedded, unpacked
from index.ranker import Ranked, Ranker
from index.readers.rejected import Rejected
from index.record import Rows
from index.reranker import Reranker
from index.store import Order, Store, batches
from index.vectors import DenseIndex

_BATCH = 256  # papers a transaction: a few seconds of embedding, so little is lost by a kill
_CANDIDATES = 100  # of each retriever: fusion needs more than it returns
_SPARE = 10  # hits beyond those asked for, in case another process has just removed some
_QUERY_LETTERS = 4_000  # a longer query is cut: no encoder reads so much, and keyword search would crawl
_PATH_SHOWN = 200  # characters of a name that is no path
_REJECTED_KEPT = 1_000  # of a hopeless file; all are counted


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the records given to a library."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejections: tuple[Rejected, ...] = field(default=(), repr=False)

    @property
    def read(self) -> int:
        """How many records there were."""
        return self.added + self.updated + self.unchanged + self.rejected

    def __add__(self, other: Added) -> Added:
        return Added(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.rejected + other.rejected,
            (self.rejections + other.rejections)[:_REJECTED_KEPT],
        )


class Library:
    """Papers in a folder, found by meaning and by words.

    `papers.db` is the truth; everything else in the folder is derived and may be deleted.
    """

    def __init__(self, path: Path, store: Store, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self.path = path
        self.encoder = encoder
        self.reranker = reranker
        self._store = store
        self._dense: DenseIndex | None = None
        self._keyword: KeywordIndex | None = None

    @classmethod
    def open(cls, path: str | Path, encoder: Encoder, reranker: Reranker | None = None) -> Library:
        """Return the library of a folder, made if it is not there.

        Raises LibraryNotWritable, LibraryTooNew, LibraryCorrupt, or LibraryError for another program's folder.
        """
        folder = Path(path)
        try:
            folder = folder.expanduser()
            str(folder).encode()  # FAISS takes no name that is no text
            if folder.exists() and not folder.is_dir():
                raise LibraryNotWritable(f"The library {folder} is a file: name a folder with --library.")
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError, RuntimeError) as error:  # also a NUL in the name, an unknown ~user
            reason = getattr(error, "strerror", None) or error
            raise LibraryNotWritable(
                f"The library {str(folder)[:_PATH_SHOWN]!r} cannot be made ({reason}): choose another with --library."
            ) from error
        file = folder / "papers.db"
        read_only = file.exists() and not (os.access(folder, os.W_OK) and os.access(file, os.W_OK))
        return cls(folder, Store(file, read_only=read_only), encoder, reranker)

    def __len__(self) -> int:
        return len(self._store)

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    @property
    def fingerprint(self) -> str:
        """16 hex digits: equal for libraries of the same papers and encoder."""
        return self._store.fingerprint()

    @property
    def contents(self) -> str:
        """16 hex digits: equal for libraries of the same papers, whatever the encoder."""
        return self._store.contents()

    @property
    def embedded_by(self) -> str:
        """Fingerprint of the encoder whose vectors it holds; "" before the first paper."""
        return self._store.stamp().encoder

    # Papers in and out

    def add(self, records: Iterable[Paper | Rejected], progress: Callable[[Added], None] = lambda _: None) -> Added:
        """Add papers, `_BATCH` in a transaction, and say what became of them.

        A paper already there is left as it is, or brought up to date where the new record is richer or newer.
        `progress` is told after each transaction, when what it says is safely stored. Raises EncoderMismatch,
        LibraryNotWritable.
        """
        report = Added()
        stream = iter(records)
        while batch := list(islice(stream, _BATCH)):
            papers = [record for record in batch if isinstance(record, Paper)]
            rejected = [record for record in batch if isinstance(record, Rejected)]
            taken = take_in(papers, self._store, self.encoder)
            report += Added(taken["added"], taken["updated"], taken["unchanged"])
            report += Added(rejected=len(rejected), rejections=tuple(rejected))
            progress(report)
        self.refresh()
        return report

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Remove papers by id and return the ids that were there."""
        removed = []
        with self._store.writing() as writer:
            for identifier in ids:
                if found := self._store.find(identifier):
                    writer.delete(*found)
                    removed.append(identifier)
        return removed

    def get(self, identifier: str) -> Paper | None:
        """Return the paper of an id, also one it had before it became known by a stronger one."""
        found = self._store.find(identifier)
        return found[1] if found else None

    def papers(self, filters: Filters | None = None, limit: int | None = None) -> Iterator[Paper]:
        """Yield papers in the order they were added."""
        return self._store.papers(filters, limit)

    def page(
        self, filters: Filters | None = None, order: Order = "added", start: int = 0, count: int = 50
    ) -> tuple[list[Paper], int]:
        """Return `count` papers from number `start` on, and how many there are in all.

        The order is that of the years or of adding, the latest first, or that of the titles.
        """
        return self._store.page(filters or Filters(), order, start, count)

    def export(self, filters: Filters | None = None) -> Iterator[str]:
        """Yield each paper as a line of JSON that `add` reads back."""
        rows = self._store.rows(filters).tolist()
        for start in range(0, len(rows), _BATCH):  # no statement stays open while a slow reader takes its time
            for paper in self._store.by_rows(rows[start : start + _BATCH]).values():
                yield json.dumps(asdict(paper), ensure_ascii=False)

    # Search

    def search(self, query: str, k: int = 10, filters: Filters | None = None, method: Method = DEFAULT) -> list[Hit]:
        """Return up to `k` papers for the query, best first, each with what the retrievers thought of it.

        Filters hold inside both searches. Raises BadInput for an empty query, EncoderMismatch.
        """
        query = query.strip()[:_QUERY_LETTERS]
        if not query:
            raise BadInput("The query is empty: write what you are looking for.")
        self.refresh()
        assert self._dense is not None and self._keyword is not None
        rows = self._store.rows(filters) if filters else None
        ranker = Ranker(self._store, self._dense, self._keyword, self.encoder, self.reranker)
        ranked = ranker.ranked(query, method, max(k, _CANDIDATES), rows)[: k + _SPARE]
        papers = self._store.by_rows([one.row for one in ranked])
        hits = [_hit(papers[one.row], one) for one in ranked if one.row in papers]
        return hits[: max(k, 0)]

    def passages(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Return by id the vectors of the papers' titles and sentences, as `index.passages.passages` orders them."""
        rows = {found[0]: identifier for identifier in ids if (found := self._store.find(identifier))}
        packed = self._store.passages(sorted(rows), self.encoder.dimension)
        return {rows[row]: unpacked(blob, self.encoder.dimension)[1:] for row, blob in packed}

    def named(self, systems: Sequence[str]) -> list[Paper]:
        """Return papers that bring one of these systems, or name it in the title, in the order added: up to a hundred.

        Names are compared by their letters and digits alone. No paper is read but those, and no encoder is needed.
        """
        return list(self._store.by_rows(self._refreshed_keyword().named(systems)).values())

    def holding(self, text: str, filters: Filters | None = None) -> list[Paper]:
        """Return every paper that holds each word of the text, whatever its ending, in the order they were added."""
        rows = self._refreshed_keyword().holding(text)
        if filters:
            rows = np.intersect1d(rows, self._store.rows(filters), assume_unique=True)
        return self.by_rows(rows.tolist())

    def years(self) -> tuple[int | None, int | None]:
        """Return the first and the last year of the papers, None where no record has one."""
        return self._store.years()

    def venues(self) -> list[str]:
        """Return where the papers were published, each place once, without case and accents."""
        return self._store.venues()

    def vectors(self) -> tuple[Rows, Vectors]:
        """Return the rows of all papers, ascending, and the vectors of their whole texts, shape (papers, dimension)."""
        agree(self.embedded_by, self.encoder, self.path)
        found = list(self._store.vectors(self._store.rows()))
        if any(len(blob) != self.encoder.dimension * 4 for _, blob in found):
            raise self._store.spoilt()
        vectors = np.frombuffer(b"".join(blob for _, blob in found), dtype="<f4").reshape(-1, self.encoder.dimension)
        return np.array([row for row, _ in found], dtype=np.int64), vectors

    def by_rows(self, rows: Sequence[int]) -> list[Paper]:
        """Return the papers of these rows in their order; rows that are gone are left out."""
        papers = self._store.by_rows(rows)
        return [papers[row] for row in rows if row in papers]

    # Upkeep

    def refresh(self) -> None:
        """Bring the derived indexes up to date with the database. Raises EncoderMismatch."""
        stamp = self._store.stamp()
        agree(stamp.encoder, self.encoder, self.path)
        if self._dense is None or self._dense.stamp != stamp:
            self._dense = DenseIndex.open(self.path, self._store, self.encoder.dimension)
        self._refreshed_keyword()

    def _refreshed_keyword(self) -> KeywordIndex:
        if self._keyword is None or self._keyword.stamp != self._store.stamp():
            self._keyword = KeywordIndex.open(self.path, self._store)
        return self._keyword

    def rebuild(self, progress: Callable[[int, int], None] = lambda *_: None) -> int:
        """Embed every paper with this encoder, put the vectors in place at once, derive the indexes anew.

        May be interrupted and called again: it goes on where it stopped, and until the end the old vectors
        stay. `progress` is told (done, total). Returns the number of papers.
        """
        encoder = self.encoder.fingerprint
        while True:
            with self._store.writing() as writer:
                missing = writer.stage(encoder)
                if not len(missing):
                    writer.swap()
                    break
            self._stage(missing, encoder, progress)
        self.delete_derived()
        self.refresh()
        return len(self)

    def _stage(self, missing: Rows, encoder: str, progress: Callable[[int, int], None]) -> None:
        total = len(self)
        done = total - len(missing)
        for rows, texts in batches(self._store.texts(missing), _BATCH):
            vectors = embedded(texts, self.encoder)
            with self._store.writing() as writer:
                if writer.staged_for != encoder:
                    raise LibraryNotWritable(f"Another process has rebuilt the library {self.path}: try again.")
                writer.stage_vectors(rows, vectors)
            done += len(rows)
            progress(done, total)

    def delete_derived(self) -> None:
        """Delete the derived files; the next search makes them again."""
        DenseIndex.delete(self.path)
        KeywordIndex.delete(self.path)
        self._dense = self._keyword = None

    def outdated(self) -> list[str]:
        """Return the names of the derived indexes whose files are damaged, absent or behind: they are made again."""
        stamp = self._store.stamp()
        fit = {"vector": DenseIndex.fits(self.path, stamp), "keyword": KeywordIndex.fits(self.path, stamp)}
        return [name for name, fits in fit.items() if not fits]

    def verify(self) -> list[str]:
        """Return what is wrong with the stored papers and indexes, one line a finding; empty when all is well."""
        findings = self._store.check()
        if findings:
            return findings
        self.refresh()
        assert self._dense is not None and self._keyword is not None
        stored = set(self._store.rows().tolist())
        for name, rows in (("vector", self._dense.rows), ("keyword", self._keyword.rows)):
            if set(rows.tolist()) != stored:
                findings.append(f"the {name} index does not hold the same papers: run `assistant library rebuild`")
        return findings


def _hit(paper: Paper, one: Ranked) -> Hit:
    return Hit(paper, one.score, one.dense_rank, one.keyword_rank, one.similarity, one.passage_similarity)

"""The keyword side of search: BM25 over a tantivy index derived from the texts of the store."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index.aliases import identifying, title_names
from index.derived import read_note, write_note
from index.paper import Paper, normalised_title
from index.record import Rows
from index.store import Stamp, Store
from index.terms import terms, words

_LAYOUT = 4  # of the folder and of what `terms` and `aliases` give; raise it when one changes
_NOTE = "stamp.json"
_HEAP = 50_000_000  # bytes the writer may hold before it writes a segment
_FEW_ROWS = 2_000  # up to here a filter is a set of terms; above it, looking further down the ranking is faster
_QUERY_TERMS = 200  # of a long query: more costs time and finds nothing else
_LONGEST_NAME = 100  # letters of a name: what is longer is none
_PATIENCE = 120  # seconds
_NAMED = 100  # papers of one set of names: what more bear tells nobody which is meant


class KeywordIndex:
    """BM25 (k1 1.2, b 0.75; Robertson & Zaragoza 2009) over stems; rows name the papers.

    The folder `keywords/` may be deleted at any time: `open` builds or tops up what is missing.
    """

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, stamp: Stamp) -> None:
        index.config_reader("manual")  # else a thread of its own reads what another is about to replace
        self._index = index
        self._schema = schema
        self.stamp = stamp

    @property
    def rows(self) -> Rows:
        """The rows it holds, in no order."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return np.empty(0, dtype=np.int64)
        every = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False)
        return np.array(searcher.fast_field_values("row", [address for _, address in every.hits]), dtype=np.int64)

    @classmethod
    def open(cls, folder: Path, store: Store) -> KeywordIndex:
        """Return the index of the store as it is now, from its folder where that still fits.

        The folder is only a saving of time: where it cannot be written the index is made in memory.
        """
        stamp = store.stamp()
        kept = _read(folder / "keywords", stamp)
        if kept is not None and kept.stamp == stamp:
            return kept
        if store.read_only:
            return cls._in_memory(store, stamp)
        try:
            with _alone(folder):
                return cls._brought_up(folder / "keywords", store)
        except (OSError, ValueError, NotImplementedError):  # a full disk, or one that knows no locks
            return cls._in_memory(store, stamp)

    @staticmethod
    def fits(folder: Path, stamp: Stamp) -> bool:
        """Say whether the files are whole and were made from this state of the store."""
        kept = _read(folder / "keywords", stamp)
        return kept is not None and kept.stamp == stamp

    @classmethod
    def _brought_up(cls, place: Path, store: Store) -> KeywordIndex:
        """Return the index of the folder once it holds what the store does; who waited may find it done."""
        stamp = store.stamp()
        kept = _read(place, stamp)
        if kept is not None and kept.stamp == stamp:
            return kept
        index = kept or cls._new(place, stamp)
        index._catch_up(store)
        index.stamp = stamp
        with contextlib.suppress(OSError):  # the index in use is right; the next opening builds it again
            write_note(place / _NOTE, _LAYOUT, stamp, _files(place))
        return index

    @classmethod
    def _in_memory(cls, store: Store, stamp: Stamp) -> KeywordIndex:
        schema = _schema()
        index = cls(tantivy.Index(schema), schema, stamp)
        index._catch_up(store)
        return index

    @classmethod
    def _new(cls, place: Path, stamp: Stamp) -> KeywordIndex:
        schema = _schema()
        _cleared(place)
        place.mkdir()
        return cls(tantivy.Index(schema, path=str(place)), schema, stamp)

    def search(self, query: str, k: int, rows: Rows | None = None) -> list[tuple[int, float]]:
        """Return up to `k` (row, BM25 score), best first; only among `rows` where given."""
        asked = list(dict.fromkeys(terms(query)))[:_QUERY_TERMS]
        if not asked or k < 1 or (rows is not None and not len(rows)):
            return []
        # Built term by term: no query language, so nothing in a query can be an operator.
        each = [tantivy.Query.term_query(self._schema, "text", term, "freq") for term in asked]
        words = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in each])
        if rows is None:
            return self._top(words, k)
        if len(rows) <= _FEW_ROWS:
            allowed = tantivy.Query.term_set_query(self._schema, "row", rows.tolist())
            among = tantivy.Query.const_score_query(allowed, 0.0)
            return self._top(tantivy.Query.boolean_query([(tantivy.Occur.Must, words), (tantivy.Occur.Must, among)]), k)
        return self._top_among(words, k, rows)

    def named(self, systems: Sequence[str]) -> list[int]:
        """Return rows of papers that bring one of these systems, or name it in the title, ascending: up to `_NAMED`.

        Names are compared by their letters and digits alone.
        """
        asked = sorted({key for name in systems if (key := _key(name))})
        if not asked:
            return []
        return sorted(row for row, _ in self._top(tantivy.Query.term_set_query(self._schema, "name", asked), _NAMED))

    def holding(self, text: str) -> Rows:
        """Return the rows, ascending, of every document that holds each word of the text, whatever its ending."""
        each = [self._word(found) for word in words(text)[:_QUERY_TERMS] if (found := terms(word))]
        searcher = self._index.searcher()
        if not each or not searcher.num_docs:
            return np.empty(0, dtype=np.int64)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in each])
        hits = searcher.search(query, searcher.num_docs, count=False).hits
        rows = searcher.fast_field_values("row", [address for _, address in hits])
        return np.sort(np.array(rows, dtype=np.int64))

    def _word(self, found: list[str]) -> tantivy.Query:
        """Match a word by its term; a hyphenated one, of which the first is all of it, also by its parts together."""
        first, *parts = [tantivy.Query.term_query(self._schema, "text", term, "freq") for term in found]
        if not parts:
            return first
        apart = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, first), (tantivy.Occur.Should, apart)])

    def _top(self, query: tantivy.Query, k: int) -> list[tuple[int, float]]:
        searcher = self._index.searcher()
        hits = searcher.search(query, k, count=False).hits
        found = searcher.fast_field_values("row", [address for _, address in hits])
        ranking = [(int(row or 0), float(score or 0)) for row, (score, _) in zip(found, hits, strict=True)]
        return sorted(ranking, key=lambda item: (-item[1], item[0]))

    def _top_among(self, query: tantivy.Query, k: int, rows: Rows) -> list[tuple[int, float]]:
        """Look down the ranking until `k` allowed rows are found or it ends: the same as filtering inside."""
        allowed = set(rows.tolist())
        total = self._index.searcher().num_docs
        depth = k * max(2, total // len(allowed) * 2)
        while True:
            ranking = self._top(query, min(depth, total))
            kept = [item for item in ranking if item[0] in allowed]
            if len(kept) >= k or depth >= total or len(ranking) < depth:
                return kept[:k]
            depth *= 4

    @staticmethod
    def delete(folder: Path) -> None:
        """Delete the folder; it is made anew when the index is next opened."""
        if (folder / "keywords").exists():
            with contextlib.suppress(OSError, NotImplementedError), _alone(folder):
                _cleared(folder / "keywords")

    def _catch_up(self, store: Store) -> None:
        """Drop the rows that the store has no more and add those it has got since."""
        now, held = store.rows(), self.rows
        gone, new = np.setdiff1d(held, now), np.setdiff1d(now, held)
        if not len(gone) and not len(new):
            return
        writer = self._index.writer(_HEAP, 1)
        if len(gone):
            writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "row", gone.tolist()))
        for document in _documents(store.papers_of(new.tolist())):
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", indexed=True, fast=True)
    return builder.build()


def _documents(papers: Iterable[tuple[int, Paper]]) -> Iterable[tantivy.Document]:
    for row, paper in papers:
        document = tantivy.Document()
        document.add_unsigned("row", row)
        document.add_text("text", " ".join(terms(paper.text)))
        for name in sorted(set(map(_key, (*identifying(paper), *title_names(paper))))):
            document.add_text("name", name)
        yield document


def _key(name: str) -> str:
    return normalised_title(name)[:_LONGEST_NAME]


def _read(place: Path, stamp: Stamp) -> KeywordIndex | None:
    """Return the index of the folder, or None where it is absent, damaged, of another layout or another library.

    So it is where another takes it away meanwhile: the note goes first (`_cleared`) and is therefore looked at last.
    """
    try:
        note = (place / _NOTE).read_bytes()
        made_from = read_note(place / _NOTE, _LAYOUT, _files(place))
        if made_from is None or made_from.library != stamp.library:
            return None
        index = KeywordIndex(tantivy.Index.open(str(place)), _schema(), made_from)
        return index if (place / _NOTE).read_bytes() == note else None
    except (OSError, ValueError):
        return None


def _cleared(place: Path) -> None:
    """Delete the folder, its note first."""
    with contextlib.suppress(OSError):
        (place / _NOTE).unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no thread and no process but this one is making or deleting the index.

    Raises OSError where that takes longer than making an index does, NotImplementedError where files cannot be locked.
    """
    from filelock import FileLock  # it takes 20 ms to import, and an index that fits is only read

    with FileLock(folder / "keywords.lock", timeout=_PATIENCE):
        yield


def _files(place: Path) -> list[Path]:
    """Return the files of the index itself, without locks and note."""
    return sorted(file for file in place.iterdir() if not file.name.startswith((".", _NOTE)))

"""The dense index, exact and in clusters, filtered inside, derived: `python -m pytest tests/index/test_vectors.py`."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest

from index import clusters, vectors
from index.clusters import Clusters
from index.encoder import Vectors
from index.errors import LibraryCorrupt
from index.exact import Exact
from index.paper import Paper
from index.passages import embedded
from index.store import Store
from index.vectors import DenseIndex
from tests.fakes import FakeEncoder, numbered_papers

DIMENSION = 32
EXACT, IN_CLUSTERS = vectors._EXACT, 100  # papers up to which search is exact


@pytest.fixture(autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Search the 200 papers of the store exactly, or in clusters where a test says so."""
    monkeypatch.setattr(vectors, "_EXACT", getattr(request, "param", EXACT))
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # with so few vectors a second thread is only waited for
    yield
    faiss.omp_set_num_threads(threads)


both_ways = pytest.mark.parametrize("way", [EXACT, IN_CLUSTERS], ids=["exact", "clusters"], indirect=True)
in_clusters = pytest.mark.parametrize("way", [IN_CLUSTERS], ids=["clusters"], indirect=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "papers.db")
    fill(store, numbered_papers(200))
    yield store
    store.close()


def fill(store: Store, papers: list[Paper], encoder: str = "fake/32") -> None:
    made = embedded([paper.text for paper in papers], FakeEncoder(encoder, DIMENSION))
    with store.writing() as writer:
        writer.set_encoder(encoder)
        writer.put_vectors([writer.insert(paper) for paper in papers], made)


def query(text: str = "topic7 value") -> Vectors:
    return FakeEncoder("fake/32", DIMENSION).encode_queries([text])[0]


def exact(store: Store, k: int, rows: list[int] | None = None) -> list[tuple[int, float]]:
    """Cosines by the definition, best first."""
    wanted = store.rows() if rows is None else np.array(rows)
    stored = {row: np.frombuffer(blob, dtype="<f4") for row, blob in store.vectors(wanted)}
    ranking = sorted(((row, float(vector @ query())) for row, vector in stored.items()), key=lambda item: -item[1])
    return ranking[:k]


def tolerance() -> float:
    return 1e-6 if vectors._EXACT == EXACT else 1e-3  # clusters hold numbers of 2 bytes


def same_scores(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> bool:
    return [score for _, score in found] == pytest.approx([score for _, score in expected], abs=tolerance())


@both_ways
def test_where_all_is_compared_search_is_exact_and_scores_are_cosines(tmp_path: Path, store: Store) -> None:
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    found = index.search(query(), 20)
    assert same_scores(found, exact(store, 20))
    assert all(dict(exact(store, 200))[row] == pytest.approx(score, abs=tolerance()) for row, score in found)
    assert all(-1.001 <= score <= 1.001 for _, score in found)


@both_ways
def test_a_filter_holds_inside_the_search(tmp_path: Path, store: Store) -> None:
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    worst = [row for row, _ in exact(store, 200)[-12:]]
    found = index.search(query(), 5, np.array(sorted(worst)))
    assert {row for row, _ in found} <= set(worst) and same_scores(found, exact(store, 5, worst))


@both_ways
def test_no_more_is_returned_than_there_is(tmp_path: Path, store: Store) -> None:
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert len(index.search(query(), 1_000)) == 200
    assert index.search(query(), 3, np.array([], dtype=np.int64)) == []
    assert index.search(query(), 3, np.array([9_999])) == []
    assert len(index.search(query(), 3, np.array([5, 9_999]))) == 1


def test_an_empty_library_has_an_empty_index(tmp_path: Path) -> None:
    index = DenseIndex.open(tmp_path, Store(tmp_path / "papers.db"), DIMENSION)
    assert len(index) == 0 and index.search(query(), 3) == []


@both_ways
def test_a_fitting_file_is_used_as_it_is(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    DenseIndex.open(tmp_path, store, DIMENSION)
    monkeypatch.setattr(Store, "vectors", None)
    assert len(DenseIndex.open(tmp_path, store, DIMENSION)) == 200


@both_ways
def test_only_what_is_missing_is_read_from_the_database(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    DenseIndex.open(tmp_path, store, DIMENSION)
    fill(store, numbered_papers(3, 500))
    with store.writing() as writer:
        writer.delete(*store.find("arxiv:4001.00010"))
    read = []
    original = Store.vectors
    monkeypatch.setattr(Store, "vectors", lambda self, rows: read.extend(rows) or original(self, rows))
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert read == [201, 202, 203]
    assert sorted(index.rows) == store.rows().tolist() and same_scores(index.search(query(), 50), exact(store, 50))


@both_ways
def test_spread_is_the_standard_deviation_of_the_cosines(tmp_path: Path, store: Store) -> None:
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert index.spread(query()) == pytest.approx(np.std([score for _, score in exact(store, 200)]), abs=1e-4)


def test_spread_is_that_of_a_sample_where_there_are_many(tmp_path: Path, store: Store) -> None:
    fill(store, numbered_papers(1_000, start=500))
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert len(index._sample) == vectors._SAMPLE
    assert index.spread(query()) == pytest.approx(np.std([score for _, score in exact(store, 1_200)]), rel=0.15)


def test_without_spread_it_is_one(tmp_path: Path) -> None:
    alone = Store(tmp_path / "papers.db")
    assert DenseIndex.open(tmp_path, alone, DIMENSION).spread(query()) == 1
    fill(alone, numbered_papers(1))
    assert DenseIndex.open(tmp_path, alone, DIMENSION).spread(query()) == 1
    alone.close()


def rewrite(change: Callable[[dict], object]) -> Callable[[Path], None]:
    """Return what changes one thing in the note of a folder."""

    def rewritten(folder: Path) -> None:
        note = json.loads((folder / "vectors.json").read_text())
        change(note)
        (folder / "vectors.json").write_text(json.dumps(note))

    return rewritten


def overwrite(name: str, content: bytes | float) -> Callable[[Path], None]:
    """Return what puts bytes in the place of a file, or cuts it to a share of its length."""

    def overwritten(folder: Path) -> None:
        held = (folder / name).read_bytes()
        (folder / name).write_bytes(content if isinstance(content, bytes) else held[: int(len(held) * content)])

    return overwritten


def flip_a_bit(folder: Path) -> None:
    content = bytearray((folder / "vectors.faiss").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "vectors.faiss").write_bytes(content)


DAMAGE = {
    "no file": lambda folder: (folder / "vectors.faiss").unlink(),
    "no note": lambda folder: (folder / "vectors.json").unlink(),
    "an empty file": overwrite("vectors.faiss", b""),
    "half a file": overwrite("vectors.faiss", 0.5),
    "garbage": overwrite("vectors.faiss", random.Random(1).randbytes(20_000)),
    "one bit": flip_a_bit,
    "a note that is empty": overwrite("vectors.json", b""),
    "a note that is garbage": overwrite("vectors.json", b"\xff\x00{"),
    "a note that is a number": overwrite("vectors.json", b"7"),
    "a note that is text": overwrite("vectors.json", b'"vectors"'),
    "a note that is null": overwrite("vectors.json", b"null"),
    "a note that is a list": overwrite("vectors.json", b"[1, 2]"),
    "a note without end": overwrite("vectors.json", b"[" * 200_000),
    "another layout": rewrite(lambda note: note.update(layout=note["layout"] + 1)),
    "another library": rewrite(lambda note: note["stamp"].update(library="somebody else's")),
    "another encoder": rewrite(lambda note: note["stamp"].update(encoder="other/32")),
    "an older generation": rewrite(lambda note: note["stamp"].update(generation=0)),
    "a stamp of other things": rewrite(lambda note: note.update(stamp={"shoe size": 43})),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_damaged_files_are_made_anew_without_a_word(
    tmp_path: Path, store: Store, damage: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    DenseIndex.open(tmp_path, store, DIMENSION)
    damage(tmp_path)
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert sorted(index.rows) == store.rows().tolist() and same_scores(index.search(query(), 200), exact(store, 200))
    assert len(DenseIndex.open(tmp_path, store, DIMENSION)) == 200
    assert capfd.readouterr() == ("", "")


@both_ways
def test_the_files_of_another_library_are_not_searched(tmp_path: Path, store: Store) -> None:
    other = tmp_path / "other"
    other.mkdir()
    stranger = Store(other / "papers.db")
    fill(stranger, numbered_papers(200, start=1_000))
    DenseIndex.open(other, stranger, DIMENSION)
    for name in ("vectors.faiss", "vectors.json"):
        shutil.copy(other / name, tmp_path / name)
    assert same_scores(DenseIndex.open(tmp_path, store, DIMENSION).search(query(), 200), exact(store, 200))
    stranger.close()


def test_an_index_of_another_dimension_is_not_used(tmp_path: Path) -> None:
    store = Store(tmp_path / "papers.db")
    DenseIndex.open(tmp_path, store, DIMENSION)
    fill(store, numbered_papers(3))
    assert len(DenseIndex.open(tmp_path, store, DIMENSION)) == 3
    store.close()


@both_ways
def test_where_nothing_can_be_written_the_index_is_used_from_memory(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(index: object, path: str) -> None:
        Path(path).write_bytes(b"half an ind")
        raise RuntimeError("write error: No space left on device")

    monkeypatch.setattr(faiss, "write_index", full_disk)
    before = sorted(os.listdir(tmp_path))
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert same_scores(index.search(query(), 9), exact(store, 9))
    assert sorted(os.listdir(tmp_path)) == before


@both_ways
def test_a_read_only_library_is_searched_and_not_written(tmp_path: Path, store: Store) -> None:
    reader = Store(store.file, read_only=True)
    before = sorted(os.listdir(tmp_path))
    assert same_scores(DenseIndex.open(tmp_path, reader, DIMENSION).search(query(), 9), exact(store, 9))
    assert sorted(os.listdir(tmp_path)) == before
    reader.close()


def test_what_a_killed_process_left_behind_is_swept_up_later(tmp_path: Path, store: Store) -> None:
    old, young = tmp_path / "vectors.faiss.123-4.new", tmp_path / "vectors.faiss.567-8.new"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 7_200, time.time() - 7_200))
    DenseIndex.open(tmp_path, store, DIMENSION)
    assert not old.exists() and young.exists()


@pytest.mark.parametrize(
    "blob", [b"", b"\x00" * 7, b"\x00" * 4 * (DIMENSION + 1), np.full(DIMENSION, np.nan, dtype="<f4").tobytes()]
)
def test_a_stored_vector_of_a_wrong_length_or_without_numbers_is_told_with_the_way_out(
    tmp_path: Path, store: Store, blob: bytes
) -> None:
    with store._database.told() as db:
        db.execute("UPDATE vectors SET vector = ? WHERE row = 7", [blob])
    with pytest.raises(LibraryCorrupt, match=r"vectors in .* are damaged: .*`assistant library rebuild --library"):
        DenseIndex.open(tmp_path, store, DIMENSION)


def test_papers_without_vectors_do_not_stop_the_others(tmp_path: Path, store: Store) -> None:
    with store._database.told() as db:
        db.execute("DELETE FROM vectors WHERE row > 3")
    assert sorted(DenseIndex.open(tmp_path, store, DIMENSION).rows) == [1, 2, 3]
    with store._database.told() as db:
        db.execute("DELETE FROM vectors")
    vectors.DenseIndex.delete(tmp_path)
    assert len(DenseIndex.open(tmp_path, store, DIMENSION)) == 0


# In clusters


def remove(store: Store, rows: list[int]) -> None:
    with store.writing() as writer:
        for row, paper in store.by_rows(rows).items():
            writer.delete(row, paper)


def held(index: DenseIndex) -> type:
    return type(index._index)


@in_clusters
def test_a_library_goes_over_to_clusters_and_back_by_itself(tmp_path: Path) -> None:
    store = Store(tmp_path / "papers.db")
    fill(store, numbered_papers(100))
    assert held(DenseIndex.open(tmp_path, store, DIMENSION)) is Exact
    fill(store, numbered_papers(1, start=100))
    assert held(DenseIndex.open(tmp_path, store, DIMENSION)) is Clusters
    remove(store, list(range(1, 41)))
    assert held(DenseIndex.open(tmp_path, store, DIMENSION)) is Clusters  # papers may come back
    remove(store, list(range(41, 52)))
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert held(index) is Exact and sorted(index.rows) == store.rows().tolist() == list(range(52, 102))
    assert same_scores(index.search(query(), 50), exact(store, 50))
    store.close()


@in_clusters
@pytest.mark.parametrize("name", ["half a file", "one bit", "an older generation"])
def test_damaged_clusters_are_made_anew(tmp_path: Path, store: Store, name: str) -> None:
    DenseIndex.open(tmp_path, store, DIMENSION)
    DAMAGE[name](tmp_path)
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    assert sorted(index.rows) == store.rows().tolist() and same_scores(index.search(query(), 200), exact(store, 200))


@in_clusters
def test_clusters_are_learnt_anew_only_where_there_are_twice_as_many_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = []
    original = Clusters.learnt
    monkeypatch.setattr(Clusters, "learnt", lambda *given: learnt.append(given[1]) or original(*given))
    store = Store(tmp_path / "papers.db")
    for number, start in ((120, 0), (80, 200), (100, 400)):
        fill(store, numbered_papers(number, start=start))
        index = DenseIndex.open(tmp_path, store, DIMENSION)
        papers = len(store)
        assert sorted(index.rows) == store.rows().tolist()
        assert same_scores(index.search(query(), papers), exact(store, papers))
    assert learnt == [120, 300]
    store.close()


@in_clusters
def test_a_search_of_few_clusters_finds_most_and_a_filter_holds_for_certain(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_READ", 60)
    index = DenseIndex.open(tmp_path, store, DIMENSION)
    found, best = index.search(query(), 10), exact(store, 10)
    assert len(found) == 10 and len({row for row, _ in found} & {row for row, _ in best}) >= 5
    worst = [row for row, _ in exact(store, 200)[-50:]]
    assert same_scores(index.search(query(), 50, np.array(sorted(worst))), exact(store, 50, worst))


@in_clusters
def test_equal_libraries_have_equal_files(tmp_path: Path, store: Store) -> None:
    DenseIndex.open(tmp_path, store, DIMENSION)
    first = (tmp_path / "vectors.faiss").read_bytes()
    DenseIndex.delete(tmp_path)
    DenseIndex.open(tmp_path, store, DIMENSION)
    assert (tmp_path / "vectors.faiss").read_bytes() == first


@in_clusters
@pytest.mark.skipif(sys.platform == "win32", reason="a mapped file cannot be deleted there, so none is mapped")
def test_clusters_stay_in_their_file_and_are_searched_when_it_is_gone(tmp_path: Path, store: Store) -> None:
    made = DenseIndex.open(tmp_path, store, DIMENSION)
    read = DenseIndex.open(tmp_path, store, DIMENSION)
    fill(store, numbered_papers(50, start=500))
    topped_up = DenseIndex.open(tmp_path, store, DIMENSION)
    DenseIndex.delete(tmp_path)
    for index, papers in ((made, 200), (read, 200), (topped_up, 250)):
        assert isinstance(faiss.downcast_InvertedLists(index._index.index.invlists), faiss.OnDiskInvertedLists)
        assert same_scores(index.search(query(), papers), exact(store, papers, list(range(1, papers + 1))))

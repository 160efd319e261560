"""The keyword index: BM25 over stems, filtered inside: `python -m pytest tests/index/test_keywords.py`."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import keywords
from index.keywords import KeywordIndex
from index.library import Library
from index.paper import Paper
from index.store import Store
from tests.fakes import invented_papers, numbered_papers

QUERY = "topic7 study of the 107th time"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "papers.db")
    fill(store, numbered_papers(300))
    yield store
    store.close()


def fill(store: Store, papers: list[Paper]) -> list[int]:
    with store.writing() as writer:
        return [writer.insert(paper) for paper in papers]


def made(tmp_path: Path, *texts: str) -> tuple[KeywordIndex, Store]:
    store = Store(tmp_path / "few.db")
    fill(store, [Paper(f"arxiv:3199.{n:05d}", text) for n, text in enumerate(texts, 1)])
    return KeywordIndex.open(tmp_path, store), store


def found(index: KeywordIndex, query: str, k: int = 10) -> list[int]:
    return [row for row, _ in index.search(query, k)]


def test_a_rare_word_weighs_more_than_a_common_one(tmp_path: Path) -> None:
    index, _ = made(tmp_path, "network one", "network two", "network heron", "nothing here", "network three")
    assert found(index, "network heron")[0] == 3
    assert set(found(index, "network heron")) == {1, 2, 3, 5}


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Sampling schemes", "sample scheme"),
        ("self-attention", "selfattention"),
        ("self attention", "self-attention"),
        ("Fréchet regression", "FRECHET REGRESSIONS"),
        ("The network’s weights", "networks weight"),
        ("The gnConv operator g^nConv", "g^nconv"),
        ("Learning C++ code", "c++"),
    ],
)
def test_words_meet_whatever_their_dress(tmp_path: Path, title: str, query: str) -> None:
    index, _ = made(tmp_path, "something else", title)
    assert found(index, query) == [2]


@pytest.mark.parametrize("query", ["", "   ", "the of and", "?!", "unheardof", "\x00"])
def test_a_query_without_known_words_finds_nothing(tmp_path: Path, query: str) -> None:
    index, _ = made(tmp_path, "a network")
    assert index.search(query, 5) == []


@pytest.mark.parametrize(
    "query",
    ['network AND NOT "', "+network -two", "text:network", "row:1", "net*", "(((network", "network~2 ^5", "[a TO z]"],
)
def test_nothing_in_a_query_is_an_operator(tmp_path: Path, query: str) -> None:
    index, _ = made(tmp_path, "network two", "network AND NOT")
    assert set(found(index, query)) <= {1, 2}
    if "network" in query:
        assert 1 in found(index, query)


def test_a_very_long_query_is_searched(tmp_path: Path) -> None:
    index, _ = made(tmp_path, "network two")
    assert found(index, " ".join(f"word{n}" for n in range(190)) + " network" + " more" * 50_000) == [1]
    assert found(index, "n" * 200_000) == []


def test_equal_scores_keep_the_order_of_rows(tmp_path: Path) -> None:
    index, _ = made(tmp_path, *["the same network"] * 9)
    assert found(index, "network") == list(range(1, 10))


# Filters


def test_a_filter_holds_inside_the_search(tmp_path: Path, store: Store) -> None:
    index = KeywordIndex.open(tmp_path, store)
    whole = found(index, QUERY, 300)
    rows = np.array(sorted(whole[-12:]))
    assert not set(found(index, QUERY, 5)) & set(rows.tolist())
    inside = index.search(QUERY, 5, rows)
    assert [row for row, _ in inside] == [row for row in whole if row in rows][:5] and len(inside) == 5
    assert index.search(QUERY, 5, np.array([], dtype=np.int64)) == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_narrow_and_wide_filters_find_the_same(indexed: KeywordIndex, data: st.DataObject) -> None:
    """Up to `_FEW_ROWS` a filter is part of the query; above it the ranking is read further down."""
    rows = np.array(sorted(data.draw(st.sets(st.integers(1, 320), min_size=1, max_size=320))))
    query = data.draw(st.sampled_from([QUERY, "topic3", "value of units", "107th", "study time topic99 topic98"]))
    k = data.draw(st.integers(1, 40))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keywords, "_FEW_ROWS", 10_000)
        narrow = indexed.search(query, k, rows)
        patch.setattr(keywords, "_FEW_ROWS", 0)
        wide = indexed.search(query, k, rows)
    assert narrow == wide
    assert narrow == [item for item in indexed.search(query, 1_000) if item[0] in rows][:k]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeywordIndex]:
    folder = tmp_path_factory.mktemp("indexed")
    store = Store(folder / "papers.db")
    fill(store, numbered_papers(300))
    yield KeywordIndex.open(folder, store)
    store.close()


@pytest.mark.slow
def test_a_filter_of_more_than_two_thousand_papers_holds(tmp_path: Path) -> None:
    store = Store(tmp_path / "papers.db")
    fill(store, numbered_papers(2_600))
    index = KeywordIndex.open(tmp_path, store)
    late = np.arange(401, 2_601)
    assert len(late) > keywords._FEW_ROWS
    assert found(index, "topic7")[0] < 401
    inside = [row for row, _ in index.search("topic7", 8, late)]
    assert inside == [row for row in found(index, "topic7", 2_600) if row > 400][:8] and len(inside) == 8
    store.close()


# Changes


def test_removed_papers_are_found_no_more_and_new_ones_are(tmp_path: Path, store: Store) -> None:
    KeywordIndex.open(tmp_path, store)
    with store.writing() as writer:
        for row, paper in store.by_rows(range(1, 299)).items():
            writer.delete(row, paper)
    (new,) = fill(store, [Paper("arxiv:3199.00001", "A study of herons")])
    index = KeywordIndex.open(tmp_path, store)
    assert sorted(index.rows) == [299, 300, new]
    assert set(found(index, "value topic98 topic7 herons", 300)) == {299, 300, new}
    assert found(index, "herons") == [new]


def test_removing_everything_leaves_an_index_that_finds_nothing(tmp_path: Path, store: Store) -> None:
    KeywordIndex.open(tmp_path, store)
    with store.writing() as writer:
        for row, paper in store.by_rows(range(1, 301)).items():
            writer.delete(row, paper)
    index = KeywordIndex.open(tmp_path, store)
    assert len(index.rows) == 0 and found(index, QUERY) == []


def test_a_fitting_folder_is_used_as_it_is_and_topped_up_by_what_is_missing(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    KeywordIndex.open(tmp_path, store)
    read = []
    original = Store.papers_of
    monkeypatch.setattr(Store, "papers_of", lambda self, rows: read.extend(rows) or original(self, rows))
    KeywordIndex.open(tmp_path, store)
    assert read == []
    (new,) = fill(store, [Paper("arxiv:3199.00001", "A study of herons")])
    assert found(KeywordIndex.open(tmp_path, store), "herons") == [new] and read == [new]


# Names


def test_a_paper_is_found_by_the_name_of_its_system_whatever_its_dress(tmp_path: Path, store: Store) -> None:
    rows = fill(store, invented_papers())
    index = KeywordIndex.open(tmp_path, store)
    assert index.named(["loomnet"]) == index.named(["Loom-Net"]) == [rows[1]]
    assert index.named(["TeaCast", "HopScotch", "unknown"]) == [rows[8], rows[11]]
    assert index.named([]) == index.named(["", "?!", "layers", "HarborImages"]) == []
    assert KeywordIndex.open(tmp_path, store).named(["MossTree"]) == [rows[6]]


# Damage


def damage_all(change: Callable[[Path], object]) -> Callable[[Path], None]:
    """Return what changes every file of the index itself."""

    def changed(place: Path) -> None:
        for file in place.iterdir():
            if file.name != "stamp.json" and not file.name.startswith("."):
                change(file)

    return changed


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def of_kind(suffix: str, change: Callable[[Path], object]) -> Callable[[Path], None]:
    return lambda place: [change(file) for file in place.glob(f"*{suffix}")]


def rewrite(**changes: object) -> Callable[[Path], None]:
    def rewritten(place: Path) -> None:
        note = json.loads((place / "stamp.json").read_text())
        for key, value in changes.items():
            (note if key in note else note["stamp"])[key] = value
        (place / "stamp.json").write_text(json.dumps(note))

    return rewritten


DAMAGE = {
    "no folder": shutil.rmtree,
    "a file in its place": lambda place: (shutil.rmtree(place), place.write_text("not a folder")),
    "no note": lambda place: (place / "stamp.json").unlink(),
    "empty files": damage_all(lambda file: file.write_bytes(b"")),
    "halved files": damage_all(lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])),
    "garbage": damage_all(lambda file: file.write_bytes(random.Random(1).randbytes(file.stat().st_size))),
    **{f"no {kind}": of_kind(kind, Path.unlink) for kind in (".idx", ".term", ".pos", ".fast", ".store", "meta.json")},
    **{f"a bit of {kind}": of_kind(kind, flip_a_bit) for kind in (".idx", ".term", ".fast", "meta.json")},
    "a note that is garbage": lambda place: (place / "stamp.json").write_bytes(b"\xff{"),
    "a note that is a number": lambda place: (place / "stamp.json").write_text("7"),
    "a note that is text": lambda place: (place / "stamp.json").write_text('"x"'),
    "a note without end": lambda place: (place / "stamp.json").write_text("[" * 200_000),
    "another layout": rewrite(layout=99),
    "another library": rewrite(library="somebody else's"),
    "an older generation": rewrite(generation=0),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_damaged_files_are_made_anew_without_a_word(
    tmp_path: Path, store: Store, damage: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    expected = KeywordIndex.open(tmp_path, store).search(QUERY, 300)
    damage(tmp_path / "keywords")
    index = KeywordIndex.open(tmp_path, store)
    assert index.search(QUERY, 300) == expected and sorted(index.rows) == store.rows().tolist()
    assert KeywordIndex.open(tmp_path, store).search(QUERY, 300) == expected
    assert capfd.readouterr() == ("", "")


def test_where_the_folder_cannot_be_made_the_index_is_kept_in_memory(tmp_path: Path, store: Store) -> None:
    (tmp_path / "nowhere").touch()
    index = KeywordIndex.open(tmp_path / "nowhere", store)
    assert found(index, "topic7")


def test_while_another_process_writes_the_index_is_kept_in_memory(tmp_path: Path, store: Store) -> None:
    first = KeywordIndex.open(tmp_path, store)
    writer = first._index.writer(keywords._HEAP, 1)
    fill(store, [Paper("arxiv:3199.00001", "A study of herons")])
    assert found(KeywordIndex.open(tmp_path, store), "herons") == [301]
    del writer


def test_an_open_index_answers_from_its_own_state_while_another_replaces_the_folder(
    tmp_path: Path, store: Store
) -> None:
    index = KeywordIndex.open(tmp_path, store)
    before = index.search(QUERY, 400)
    KeywordIndex.delete(tmp_path)
    fill(store, numbered_papers(30, start=300))
    assert len(KeywordIndex.open(tmp_path, store).search(QUERY, 400)) > len(before)
    time.sleep(1)  # whoever watches the folder has seen it by now
    assert index.search(QUERY, 400) == before


def test_an_index_that_another_deletes_while_it_is_opened_is_made_anew(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = KeywordIndex.open(tmp_path, store).search(QUERY, 20)
    opened = KeywordIndex.__init__
    deleted: list[Path] = []

    def opened_late(self: KeywordIndex, *parts: Any) -> None:
        opened(self, *parts)
        if not deleted:
            deleted.append(tmp_path)
            KeywordIndex.delete(tmp_path)

    monkeypatch.setattr(KeywordIndex, "__init__", opened_late)
    assert KeywordIndex.open(tmp_path, store).search(QUERY, 20) == before
    assert deleted and KeywordIndex.fits(tmp_path, store.stamp())


def test_a_read_only_library_is_searched_and_not_written(tmp_path: Path, store: Store) -> None:
    reader = Store(store.file, read_only=True)
    before = sorted(os.listdir(tmp_path))
    assert len(found(KeywordIndex.open(tmp_path, reader), QUERY, 300)) == 300
    assert sorted(os.listdir(tmp_path)) == before
    reader.close()


def test_papers_of_odd_characters_do_no_harm(tmp_path: Path) -> None:
    odd = ["\x00\x07", "x" * 100_000, "☃ 雪人", "a\tb\nc", *(paper.text for paper in invented_papers())]
    index, store = made(tmp_path, *odd)
    assert len(index.rows) == len(odd)
    assert found(index, "雪人") == [3]
    store.close()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("HarborImages", {"arxiv:3102.00002", "arxiv:3110.00010"}),
        ("harborimages loomnet", {"arxiv:3102.00002", "arxiv:3110.00010"}),
        ("sampling molecules", {"doi:10.5555/inv.404"}),
        ("battery-powered", {"arxiv:3103.00003"}),
        ("batterypowered", {"arxiv:3103.00003"}),
        ("battery powered", {"arxiv:3103.00003"}),
        ("the of and", set()),
        ("HarborImages zebras", set()),
        ("", set()),
    ],
)
def test_all_papers_that_hold_every_word_are_found(library: Library, text: str, rows: set[str]) -> None:
    assert {paper.id for paper in library.holding(text)} == rows

"""Adding, merging, removing, searching and rebuilding: `python -m pytest tests/index/test_library.py`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import pytest

import index.library
from index.errors import BadInput, EncoderMismatch, LibraryCorrupt, LibraryNotWritable
from index.filters import Filters
from index.library import Added, Library
from index.method import FEEDBACK
from index.paper import Paper
from index.passages import embedded, passages
from index.readers.rejected import Rejected
from index.store import Store
from index.terms import terms
from tests.fakes import FakeEncoder, FakeReranker, invented_papers, numbered_papers

LOOM = "arxiv:3102.00002"
READ = 4  # of each numbered paper: its whole text, its title and two sentences
ROOT = Path(__file__).parents[2]


def ids(library: Library) -> list[str]:
    return [paper.id for paper in library.papers()]


def found(library: Library, query: str, **options: object) -> list[str]:
    return [hit.paper.id for hit in library.search(query, **options)]


# Opening


def bad_places(tmp_path: Path) -> dict[str, Path | str]:
    (tmp_path / "a file").write_text("no library")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "papers.db").mkdir()
    return {
        "is a file: name a folder": tmp_path / "a file",
        "Not a directory": tmp_path / "a file" / "library",
        "unable to open": tmp_path / "taken",
        "File name too long": tmp_path / ("x" * 5_000),
        "null byte": f"{tmp_path}/a\0b",
        "home directory": "~nobody-of-this-name/library",
        "surrogates not allowed": f"{tmp_path}/\udcff",
    }


def test_a_place_that_cannot_hold_a_library_is_told_in_one_line(tmp_path: Path, encoder: FakeEncoder) -> None:
    for reason, place in bad_places(tmp_path).items():
        with pytest.raises(LibraryNotWritable, match=reason) as told:
            Library.open(place, encoder)
        assert "--library" in str(told.value) and "\n" not in str(told.value) and len(str(told.value)) < 500


def test_a_folder_nobody_may_write_to_is_read_and_not_written(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    files = sorted(os.listdir(tmp_path / "library"))
    with Library.open(tmp_path / "library", FakeEncoder()) as reader:
        assert found(reader, "fish detector")[0] == "arxiv:3103.00003"
        assert reader.verify() == []
        for use in (lambda: reader.add(numbered_papers(1)), lambda: reader.remove([LOOM]), reader.rebuild):
            with pytest.raises(LibraryNotWritable, match="read-only: choose another with --library"):
                use()
    assert len(library) == 12 and sorted(os.listdir(tmp_path / "library")) == files


def test_a_new_library_is_empty_and_can_be_searched(tmp_path: Path, encoder: FakeEncoder) -> None:
    with Library.open(tmp_path / "deep" / "down" / "here", encoder) as library:
        assert len(library) == 0 and library.search("anything") == [] and library.verify() == []
        assert library.rebuild() == 0


def test_what_was_added_is_there_when_the_library_is_opened_again(tmp_path: Path, library: Library) -> None:
    hits = library.search("networks without normalisation")
    library.close()
    with Library.open(tmp_path / "library", FakeEncoder()) as again:
        assert list(again.papers()) == invented_papers()
        assert again.search("networks without normalisation") == hits


# Adding


def test_adding_twice_changes_nothing(library: Library, encoder: FakeEncoder, papers: list[Paper]) -> None:
    before = library.fingerprint, library._store.stamp(), encoder.documents.copy()
    assert library.add(reversed(papers)) == Added(unchanged=12)
    assert (library.fingerprint, library._store.stamp(), encoder.documents) == before
    assert list(library.papers()) == papers


def test_a_changed_abstract_reembeds_that_paper_alone(
    library: Library, encoder: FakeEncoder, papers: list[Paper]
) -> None:
    seen = len(encoder.documents)
    corrected = replace(papers[1], abstract="Herons are counted by LoomNet.")
    assert library.add([*papers[:1], corrected, *papers[2:]]) == Added(updated=1, unchanged=11)
    assert encoder.documents[seen:] == [corrected.text, corrected.title, corrected.abstract]
    assert library.get(LOOM) == corrected and found(library, "counting herons")[0] == LOOM
    assert LOOM not in found(library, "segmentation DriftScenes mIoU", k=1)
    assert library.verify() == []


def test_changed_metadata_reembeds_nothing(library: Library, encoder: FakeEncoder, papers: list[Paper]) -> None:
    seen = len(encoder.documents)
    assert library.add([replace(papers[1], venue="Journal of Herons", year=2035)]) == Added(updated=1)
    assert len(encoder.documents) == seen
    assert found(library, "network", filters=Filters(venue="herons", year_from=2035)) == [LOOM]
    assert library.verify() == []


def test_where_a_record_came_from_is_no_change(library: Library, papers: list[Paper]) -> None:
    assert library.add([replace(papers[1], source="another file")]) == Added(unchanged=1)
    assert library.get(LOOM) == papers[1]


def test_a_poorer_record_takes_nothing_away(library: Library, papers: list[Paper]) -> None:
    assert library.add([Paper(LOOM, papers[1].title)]) == Added(unchanged=1)
    assert library.get(LOOM) == papers[1]


def test_rejected_records_are_counted_and_kept(tmp_path: Path, encoder: FakeEncoder, papers: list[Paper]) -> None:
    bad = Rejected("file.bib", 7, "no title")
    with Library.open(tmp_path / "other", encoder) as library:
        report = library.add([papers[0], bad, papers[1], bad])
        assert (report.added, report.rejected, report.read, report.rejections) == (2, 2, 4, (bad, bad))


def test_a_hopeless_file_does_not_fill_the_memory(tmp_path: Path, encoder: FakeEncoder) -> None:
    with Library.open(tmp_path / "other", encoder) as library:
        report = library.add(Rejected("file", n, "no title") for n in range(5_000))
        assert report.rejected == 5_000 and len(report.rejections) == 1_000


def test_progress_is_told_only_what_is_stored(tmp_path: Path, encoder: FakeEncoder) -> None:
    told = []
    with Library.open(tmp_path / "other", encoder) as library:

        def progress(report: Added) -> None:
            with Library.open(tmp_path / "other", encoder) as witness:
                told.append((report.added, len(witness)))

        library.add(numbered_papers(600), progress)
    assert told == [(256, 256), (512, 512), (600, 600)]


def test_a_source_that_breaks_halfway_leaves_whole_transactions(tmp_path: Path, encoder: FakeEncoder) -> None:
    def broken() -> object:
        yield from numbered_papers(300)
        raise OSError("the disk was pulled out")

    with Library.open(tmp_path / "other", encoder) as library:
        with pytest.raises(OSError, match="pulled out"):
            library.add(broken())
        assert len(library) == 256 and library.verify() == []


def test_an_encoder_that_fails_leaves_no_paper_without_a_vector(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    with Library.open(tmp_path / "other", encoder) as library:
        library.add(invented_papers())
        encoder.encode_documents = None
        with pytest.raises(TypeError):
            library.add(numbered_papers(5))
        assert len(library) == 12 and library.verify() == []


def test_the_write_lock_is_free_while_papers_are_embedded(tmp_path: Path, papers: list[Paper]) -> None:
    class Waiting(FakeEncoder):
        def encode_documents(self, texts):
            with Library.open(tmp_path / "shared", FakeEncoder()) as other:
                other.add(numbered_papers(1, start=len(other)))
            return super().encode_documents(texts)

    with Library.open(tmp_path / "shared", Waiting()) as library:
        library.add(papers)
        assert len(library) == 13 and library.verify() == []


# The same paper from two sources


def test_the_same_paper_from_two_sources_is_one(tmp_path: Path, encoder: FakeEncoder) -> None:
    poor = Paper("title:0011223344556677", "Herons: Counting Them", year=2030)
    rich = Paper(
        "arxiv:3199.00001", "HERONS -- counting them", "We count herons.", ("Kim Ash",), url="https://x.example"
    )
    with Library.open(tmp_path / "other", encoder) as library:
        assert library.add([poor, rich]) == Added(added=1, updated=1)
        (paper,) = library.papers()
        assert paper == replace(rich, year=2030)
        assert library.get(poor.id) == library.get(rich.id) == paper
        assert library.add([poor, rich]) == Added(unchanged=2)
        assert library.remove([poor.id]) == [poor.id] and len(library) == 0 and library.get(rich.id) is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_stronger_id_wins_whichever_came_first_and_the_other_still_resolves(
    tmp_path: Path, encoder: FakeEncoder, order: int
) -> None:
    records = [
        Paper("doi:10.5555/1", "Herons: Counting Them", "We count herons.", ("Kim Ash",)),
        Paper("arxiv:3199.00001", "Herons: Counting Them"),
    ]
    with Library.open(tmp_path / "other", encoder) as library:
        library.add(records[::order])
        assert ids(library) == ["arxiv:3199.00001"]
        assert library.get("doi:10.5555/1") == library.get("arxiv:3199.00001")
        assert library.get("doi:10.5555/1").abstract == "We count herons."
        retitled = replace(records[0], title="Herons Counted Anew", venue="Journal", year=2031)
        assert library.add([retitled]) == Added(updated=1)
        assert ids(library) == ["arxiv:3199.00001"] and library.verify() == []


def test_a_paper_known_by_three_ids_is_one_and_all_of_them_resolve(tmp_path: Path, encoder: FakeEncoder) -> None:
    names = ["title:0011223344556677", "arxiv:3199.00001", "doi:10.5555/1"]
    with Library.open(tmp_path / "other", encoder) as library:
        library.add(Paper(name, "Herons: Counting Them") for name in names)
        assert ids(library) == ["arxiv:3199.00001"]
        assert {library.get(name).id for name in names} == {"arxiv:3199.00001"}


def test_two_arxiv_ids_of_one_title_stay_two(tmp_path: Path, encoder: FakeEncoder) -> None:
    twins = [Paper("arxiv:3199.00001", "Herons", "Early herons."), Paper("arxiv:3199.00002", "Herons", "Late herons.")]
    with Library.open(tmp_path / "other", encoder) as library:
        assert library.add(twins) == Added(added=2)
        assert library.add(twins) == Added(unchanged=2)
        assert list(library.papers()) == twins


def test_ids_of_a_benchmark_are_kept_and_never_merged_by_title(tmp_path: Path, encoder: FakeEncoder) -> None:
    records = [
        Paper("4983", "Herons", "One text."),
        Paper("MED-10", "Herons", "Another text."),
        Paper("arxiv:3199.00001", "Herons", "A third."),
        Paper("doi-7", "Herons", "A fourth.", source="no scheme"),
    ]
    with Library.open(tmp_path / "other", encoder) as library:
        assert library.add(records) == Added(added=4)
        assert list(library.papers()) == records
        assert library.get("4983") == records[0]


def test_titles_of_signs_alone_are_not_the_same(tmp_path: Path, encoder: FakeEncoder) -> None:
    with Library.open(tmp_path / "other", encoder) as library:
        assert library.add([Paper("arxiv:3199.00001", "???"), Paper("doi:10.5555/1", "!!!")]) == Added(added=2)


def test_two_records_of_one_paper_in_one_batch_leave_one_vector(tmp_path: Path, encoder: FakeEncoder) -> None:
    first = Paper("arxiv:3199.00001", "Herons", "First text.")
    with Library.open(tmp_path / "other", encoder) as library:
        assert library.add([first, replace(first, abstract="Second text.")]) == Added(added=1, updated=1)
        assert library.get(first.id).abstract == "Second text." and library.verify() == []


# Removing


def test_a_removed_paper_is_gone_from_every_index(library: Library) -> None:
    assert LOOM in found(library, "LoomNet")
    assert library.remove(["unknown", LOOM, LOOM]) == [LOOM]
    assert library.get(LOOM) is None and len(library) == 11
    assert LOOM not in found(library, "LoomNet weaves two convolution branches", k=20)
    assert LOOM not in json.dumps(list(library.export()))
    assert len(library._dense) == len(library._keyword.rows) == 11
    assert library.verify() == []


def test_removing_needs_no_encoder(tmp_path: Path, library: Library) -> None:
    with Library.open(tmp_path / "library", FakeEncoder("another")) as other:
        assert other.remove([LOOM]) == [LOOM]
    assert LOOM not in found(library, "LoomNet") and library.verify() == []


def test_a_removed_paper_can_come_back(library: Library, papers: list[Paper]) -> None:
    before = library.fingerprint
    library.remove([paper.id for paper in papers])
    assert len(library) == 0 and library.search("LoomNet") == []
    library.add(papers)
    assert library.fingerprint == before and found(library, "LoomNet")[0] == LOOM


# The fingerprint


def test_the_fingerprint_is_that_of_the_papers_whatever_their_order(tmp_path: Path, papers: list[Paper]) -> None:
    def fingerprint(name: str, records: list[Paper], encoder: str = "fake") -> str:
        with Library.open(tmp_path / name, FakeEncoder(encoder)) as library:
            library.add(records[:5])
            library.add(records[5:])
            return library.fingerprint

    first = fingerprint("first", papers)
    assert len(first) == 16 and int(first, 16) >= 0
    assert fingerprint("reversed", papers[::-1]) == first
    assert fingerprint("other source", [replace(paper, source="x") for paper in papers]) == first
    others = {
        fingerprint("one less", papers[1:]),
        fingerprint("another year", [replace(papers[0], year=1999), *papers[1:]]),
        fingerprint("another text", [replace(papers[0], abstract="Other."), *papers[1:]]),
        fingerprint("another encoder", papers, "other"),
        fingerprint("nothing", []),
    }
    assert len(others) == 5 and first not in others


# Searching


@pytest.mark.parametrize("query", ["", "   ", "\n\t"])
def test_an_empty_query_is_refused(library: Library, query: str) -> None:
    with pytest.raises(BadInput, match="The query is empty: write what you are looking for"):
        library.search(query)


def test_hits_come_best_first_and_explain_themselves(library: Library) -> None:
    hits = library.search("How fast are detectors of fish under water?", k=12)
    assert hits[0].paper.id == "arxiv:3103.00003"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].dense_rank == 1 and hits[0].keyword_rank == 1
    assert sorted(hit.dense_rank for hit in hits) == list(range(1, 13))
    assert any(hit.keyword_rank is None for hit in hits)
    (query,) = FakeEncoder().encode_queries(["How fast are detectors of fish under water?"])
    for hit in hits:
        ((whole, *parts),) = embedded([hit.paper.text], FakeEncoder())
        assert hit.similarity == pytest.approx(float(query @ whole), abs=1e-5)
        assert hit.passage_similarity == pytest.approx(max(float(query @ part) for part in parts), abs=0.005)


def test_passages_are_given_by_id_in_the_order_of_title_and_sentences(library: Library, papers: list[Paper]) -> None:
    given = library.passages([LOOM, "unknown", papers[0].id])
    assert given.keys() == {LOOM, papers[0].id}
    for paper in papers[:2]:
        expected = FakeEncoder().encode_documents(passages(paper.text))
        assert given[paper.id].shape == expected.shape
        assert (given[paper.id] * expected).sum(axis=1).min() > 0.999
    assert library.passages([]) == {}


def test_a_paper_is_scored_by_its_one_sentence_that_fits(tmp_path: Path, encoder: FakeEncoder) -> None:
    chatter = "Many things are said about many other things. " * 6
    long = Paper("arxiv:3199.00001", "A Report", f"{chatter}Herons nest in tall reeds. {chatter}")
    vague = Paper("arxiv:3199.00002", "Herons and Many Reports", chatter)
    with Library.open(tmp_path / "other", encoder) as library:
        library.add([vague, long])
        best, other = library.search("herons nest in tall reeds", 2)
        assert best.paper == long and best.passage_similarity == pytest.approx(1, abs=0.005)
        assert best.similarity < 0.7 and other.passage_similarity < 0.7


def test_a_reranker_says_the_last_word_and_only_where_the_method_asks_it(tmp_path: Path, library: Library) -> None:
    reranker = FakeReranker()
    with Library.open(tmp_path / "library", FakeEncoder(), reranker) as other:
        hits = other.search("gate of the kitchen", 12)
        assert [query for query, _ in reranker.seen] == ["gate of the kitchen"]
        by_words = [len(set(terms("gate of the kitchen")) & set(terms(hit.paper.text))) for hit in hits]
        assert by_words == sorted(by_words, reverse=True)
        assert {hit.paper.id for hit in hits} == set(found(library, "gate of the kitchen", k=12))
        assert other.search("gate of the kitchen", 12, method=FEEDBACK) == library.search("gate of the kitchen", 12)
        assert len(reranker.seen) == 1


def test_the_same_search_gives_the_same_hits(library: Library) -> None:
    assert library.search("networks", 12) == library.search("networks", 12)


@pytest.mark.parametrize("k", [-1, 0, 1, 5, 12, 100])
def test_no_more_hits_are_given_than_asked_for(library: Library, k: int) -> None:
    assert len(library.search("networks", k)) == min(max(k, 0), 12)


def test_a_filtered_search_is_filled_although_the_best_of_all_do_not_pass(tmp_path: Path, encoder: FakeEncoder) -> None:
    """Those that pass rank below the hundred candidates that either retriever would give without a filter."""
    crowd = [Paper(f"arxiv:4001.{n:05d}", f"herons herons counting {n}", year=2030) for n in range(300)]
    few = [Paper(f"arxiv:4002.{n:05d}", f"One text among others on herons, topic{n}", year=1999) for n in range(8)]
    with Library.open(tmp_path / "other", encoder) as library:
        library.add(crowd + few)
        assert not {paper.id for paper in few} & set(found(library, "herons counting", k=100))
        hits = library.search("herons counting", 6, Filters(year_to=2000))
        assert len(hits) == 6 and {hit.paper.year for hit in hits} == {1999}
        assert {hit.dense_rank for hit in hits} | {hit.keyword_rank for hit in hits} <= set(range(1, 9))


def test_a_filter_that_lets_nothing_through_finds_nothing(library: Library) -> None:
    assert library.search("networks", 5, Filters(ids=("unknown",))) == []
    assert library.search("networks", 5, Filters(year_from=3000)) == []


def test_very_long_and_odd_queries_are_searched(library: Library) -> None:
    for query in ("heron " * 50_000, "x" * 100_000, "\x00\x07 LoomNet", "☃", 'a "b" OR (c:* ^2', "\ud800 LoomNet"):
        assert len(library.search(query, 3)) == 3


def test_what_another_process_adds_is_found_at_once(tmp_path: Path, library: Library) -> None:
    assert library.search("herons", 1)
    with Library.open(tmp_path / "library", FakeEncoder()) as other:
        other.add([Paper("arxiv:3199.00001", "Herons and other herons")])
    assert found(library, "herons")[0] == "arxiv:3199.00001"


def test_threads_search_while_another_adds(tmp_path: Path) -> None:
    errors: list[BaseException] = []
    done = threading.Event()
    with Library.open(tmp_path / "other", FakeEncoder()) as library:
        library.add(numbered_papers(60))

        def search() -> None:
            while not done.is_set():
                try:
                    assert len(library.search("topic7 measured", 5)) == 5
                    assert library.search("topic7 measured", 5, Filters(ids=("arxiv:4001.00059",)))
                except BaseException as error:
                    errors.append(error)
                    return

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        for n in range(8):
            library.add(numbered_papers(30, start=60 + 30 * n))
            library.remove([f"arxiv:4001.{n:05d}"])
        done.set()
        for thread in threads:
            thread.join()
        assert errors == [] and len(library) == 60 + 8 * 30 - 8 and library.verify() == []


def test_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.adding", str(tmp_path / "shared")]
    children = [
        subprocess.Popen([*command, str(start), "120"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for start in (0, 1000, 2000)
    ]
    assert [child.communicate(timeout=60)[0].split()[-1] for child in children] == ["120"] * 3
    assert [child.returncode for child in children] == [0] * 3
    with Library.open(tmp_path / "shared", FakeEncoder()) as library:
        expected = {paper.id for start in (0, 1000, 2000) for paper in numbered_papers(120, start)}
        assert set(ids(library)) == expected and len(library) == 360 and library.verify() == []


# Another encoder


def test_an_index_of_another_encoder_is_refused_with_the_command_that_rebuilds_it(
    tmp_path: Path, library: Library
) -> None:
    with Library.open(tmp_path / "library", FakeEncoder("other")) as other:
        command = f"`assistant library rebuild --library {tmp_path / 'library'}`"
        for use in (lambda: other.search("networks"), lambda: other.add(numbered_papers(1)), other.verify):
            with pytest.raises(EncoderMismatch) as told:
                use()
            assert "embedded by fake, not by other" in str(told.value) and command in str(told.value)
        assert len(other) == 12 and other.get(LOOM)
        assert other.encoder.documents == []


def test_rebuilding_embeds_everything_anew(tmp_path: Path, library: Library, papers: list[Paper]) -> None:
    told = []
    with Library.open(tmp_path / "library", FakeEncoder("other/32", dimension=32)) as other:
        assert other.rebuild(lambda done, total: told.append((done, total))) == 12
        texts = [paper.text for paper in papers]
        assert other.encoder.documents == [*texts, *(one for text in texts for one in passages(text))]
        assert told == [(12, 12)]
        assert other.embedded_by == "other/32" and other.verify() == []
        assert found(other, "LoomNet")[0] == LOOM
    with pytest.raises(EncoderMismatch):
        library.search("LoomNet")


def test_an_interrupted_rebuild_keeps_the_old_vectors_and_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.library, "_BATCH", 10)
    old = Library.open(tmp_path / "other", FakeEncoder())
    old.add(numbered_papers(50))
    before = old.search("topic7", 5)

    def interrupt(done: int, total: int) -> None:
        if done == 30:
            raise KeyboardInterrupt

    with Library.open(tmp_path / "other", FakeEncoder("other")) as new:
        with pytest.raises(KeyboardInterrupt):
            new.rebuild(interrupt)
        assert len(new.encoder.documents) == 30 * READ
        assert old.search("topic7", 5) == before and old.verify() == []
        old.add(numbered_papers(1, start=60))  # meanwhile, and with the old encoder
        old.remove(["arxiv:4001.00003"])
        assert new.rebuild() == 50
        assert len(new.encoder.documents) == (30 + 20 + 1) * READ
        assert new.verify() == [] and len(new.search("topic7", 5)) == 5
    old.close()


def test_an_encoder_that_fails_in_a_rebuild_keeps_the_old_vectors(tmp_path: Path, library: Library) -> None:
    broken = FakeEncoder("other")
    broken.encode_documents = None
    with Library.open(tmp_path / "library", broken) as other, pytest.raises(TypeError):
        other.rebuild()
    assert found(library, "LoomNet")[0] == LOOM and library.verify() == []


def test_papers_added_during_a_rebuild_are_embedded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.library, "_BATCH", 10)
    old, new = (Library.open(tmp_path / "other", FakeEncoder(name)) for name in ("fake", "other"))
    old.add(numbered_papers(30))
    added = []

    def add_meanwhile(done: int, total: int) -> None:
        if done == 20 and not added:
            added.append(old.add(invented_papers()))

    assert new.rebuild(add_meanwhile) == 42
    assert new.verify() == [] and found(new, "LoomNet")[0] == LOOM
    old.close()
    new.close()


def test_of_two_rebuilds_at_once_one_stops_with_a_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.library, "_BATCH", 10)
    one, other = (Library.open(tmp_path / "other", FakeEncoder("same")) for _ in range(2))
    one.add(numbered_papers(30))
    with pytest.raises(LibraryNotWritable, match=r"Another process has rebuilt .*: try again"):
        one.rebuild(lambda done, total: other.rebuild())
    assert one.verify() == other.verify() == []
    one.close()
    other.close()


def test_rebuilding_with_the_same_encoder_repairs_the_vectors(library: Library) -> None:
    with library._store._database.told() as db:
        db.execute("DELETE FROM vectors WHERE row < 4")
        db.execute("UPDATE vectors SET vector = x'00' WHERE row = 7")
    assert len(library.verify()) == 2
    assert library.rebuild() == 12 and library.verify() == []


# Derived files and damage


def test_derived_files_may_be_deleted_at_any_time(tmp_path: Path, library: Library) -> None:
    hits = library.search("networks", 12)
    library.close()
    for name in ("vectors.faiss", "vectors.json"):
        (tmp_path / "library" / name).unlink()
    shutil.rmtree(tmp_path / "library" / "keywords")
    with Library.open(tmp_path / "library", FakeEncoder()) as again:
        assert again.search("networks", 12) == hits and again.verify() == []
        again.delete_derived()
        assert again.search("networks", 12) == hits


@pytest.mark.parametrize("content", [b"", b"garbage" * 500])
def test_garbage_in_every_derived_file_is_made_anew_without_a_word(
    tmp_path: Path, library: Library, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    hits = library.search("networks", 12)
    library.close()
    for file in (tmp_path / "library").rglob("*"):
        if file.is_file() and file.name != "papers.db":
            file.write_bytes(content)
    with Library.open(tmp_path / "library", FakeEncoder()) as again:
        assert again.search("networks", 12) == hits and again.verify() == []
    assert capfd.readouterr() == ("", "")


def test_the_derived_files_of_another_library_are_not_searched(tmp_path: Path, library: Library) -> None:
    hits = library.search("networks", 12)
    library.close()
    with Library.open(tmp_path / "stranger", FakeEncoder()) as stranger:
        stranger.add(numbered_papers(12))
    for name in ("vectors.faiss", "vectors.json"):
        shutil.copy(tmp_path / "stranger" / name, tmp_path / "library" / name)
    shutil.rmtree(tmp_path / "library" / "keywords")
    shutil.copytree(tmp_path / "stranger" / "keywords", tmp_path / "library" / "keywords")
    with Library.open(tmp_path / "library", FakeEncoder()) as again:
        assert again.search("networks", 12) == hits and again.verify() == []


def test_a_disk_too_full_for_derived_files_is_no_trouble(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise RuntimeError("No space left on device")

    monkeypatch.setattr(faiss, "write_index", full)
    library.add([Paper("arxiv:3199.00001", "Herons and other herons")])
    assert found(library, "herons")[0] == "arxiv:3199.00001"


def test_a_full_disk_is_told_and_what_was_reported_is_kept(tmp_path: Path, encoder: FakeEncoder) -> None:
    reported = []
    with Library.open(tmp_path / "other", encoder) as library:
        with library._store._database.told() as db:
            db.execute("PRAGMA max_page_count = 400")
        with pytest.raises(LibraryNotWritable, match=r"No room to write .*: free some space and repeat"):
            library.add(numbered_papers(20_000), lambda report: reported.append(report.added))
        assert reported and len(library) == reported[-1] and library.verify() == []
        with library._store._database.told() as db:
            db.execute("PRAGMA max_page_count = 1000000")
        assert library.add(numbered_papers(reported[-1] + 5)).added == 5


@pytest.mark.parametrize("spoil", [lambda file: file.write_bytes(b"x" * 5_000), lambda file: os.truncate(file, 3_000)])
def test_a_spoilt_database_is_told_in_one_line_and_left_as_it_is(
    tmp_path: Path, library: Library, spoil: Callable[[Path], None]
) -> None:
    library.close()
    file = tmp_path / "library" / "papers.db"
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(LibraryCorrupt, match="put a copy back in its place") as told:
        Library.open(tmp_path / "library", FakeEncoder())
    assert "\n" not in str(told.value) and str(file) in str(told.value) and file.read_bytes() == before


def test_verify_finds_an_index_that_holds_other_papers(library: Library) -> None:
    library.search("looms", 1)  # which opens the index
    library._dense._index.index.remove_ids(library._dense.rows[:1])
    assert library.verify() == ["the vector index does not hold the same papers: run `assistant library rebuild`"]


# Export


def test_what_is_exported_is_added_back_as_it_was(tmp_path: Path, library: Library) -> None:
    records = [json.loads(line) for line in library.export()]
    papers = [Paper(**{**record, "authors": tuple(record["authors"])}) for record in records]
    with Library.open(tmp_path / "copy", FakeEncoder()) as copy:
        copy.add(papers)
        assert copy.fingerprint == library.fingerprint and list(copy.papers()) == list(library.papers())


def test_papers_may_be_read_while_others_are_added(tmp_path: Path, encoder: FakeEncoder) -> None:
    with Library.open(tmp_path / "other", encoder) as library:
        library.add(numbered_papers(20))
        reading = library.papers()
        next(reading)
        library.add(invented_papers())
        assert len(library) == 32 and len(list(reading)) >= 19


def test_a_store_that_is_closed_twice_does_no_harm(tmp_path: Path) -> None:
    store = Store(tmp_path / "papers.db")
    store.close()
    store.close()
    assert (tmp_path / "papers.db").exists()


def test_a_page_of_a_filtered_library_comes_in_order_with_the_count_of_all(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    with Library.open(tmp_path / "many", encoder) as library:
        library.add(numbered_papers(90))
        papers, total = library.page(Filters(venue="venue 3"), "year", 2, 4)
    years = sorted((2000 + n % 40 for n in range(3, 90, 7)), reverse=True)
    assert [paper.year for paper in papers] == years[2:6] and total == len(years)


def test_what_is_exported_passes_the_filters(library: Library) -> None:
    assert [json.loads(line)["year"] for line in library.export(Filters(2033))] == [2033, 2033]
    assert len(list(library.export())) == 12


def test_holding_words_keeps_to_the_filters_and_to_the_order_of_adding(library: Library) -> None:
    assert [paper.year for paper in library.holding("HarborImages")] == [2031, 2033]
    assert [paper.year for paper in library.holding("HarborImages", Filters(year_from=2032))] == [2033]


def test_years_and_venues_are_those_of_the_records(library: Library, encoder: FakeEncoder, tmp_path: Path) -> None:
    assert library.years() == (2028, 2033)
    assert "journal of imaginary vision" in library.venues() and "" not in library.venues()
    assert len(library.venues()) == len(set(library.venues()))
    with Library.open(tmp_path / "empty", encoder) as empty:
        assert (empty.years(), empty.venues()) == ((None, None), [])


def test_vectors_of_whole_texts_come_with_their_rows(library: Library, encoder: FakeEncoder) -> None:
    rows, vectors = library.vectors()
    assert vectors.shape == (12, encoder.dimension)
    papers = library.by_rows(rows.tolist())
    assert np.allclose(vectors, encoder.encode_documents([paper.text for paper in papers]))
    assert library.by_rows([int(rows[3]), 999, int(rows[1])]) == [papers[3], papers[1]]


def test_half_a_letter_in_a_paper_becomes_a_question_mark(tmp_path: Path) -> None:
    with Library.open(tmp_path / "halves", FakeEncoder()) as library:
        assert (
            library.add([Paper("title:0000000000000001", "Moss \ud800", "It \udc00grows.", ("A \ud800",))]).added == 1
        )
        (paper,) = library.papers()
        assert (paper.title, paper.abstract, paper.authors) == ("Moss ?", "It ?grows.", ("A ?",))


def test_derived_files_that_are_gone_are_named_before_they_are_made_again(tmp_path: Path) -> None:
    with Library.open(tmp_path / "gone", FakeEncoder()) as library:
        library.add([Paper("title:0000000000000001", "Moss", "It grows.")])
        assert library.outdated() == []
        (library.path / "vectors.faiss").unlink()
        assert library.outdated() == ["vector"]

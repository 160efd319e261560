"""Papers are found again by a part of themselves that is not searched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.known_item import KINDS, evaluate
from eval.sample import sampled
from index.errors import BadInput, EncoderMismatch
from index.library import Library
from index.method import ABLATION
from index.paper import Paper
from index.passages import passages
from tests.fakes import FakeEncoder, numbered_papers

METHODS = tuple(method.name for method in ABLATION)


def test_each_kind_is_a_group_of_queries_that_every_system_is_measured_on(library: Library) -> None:
    report = evaluate(library, sample=5)
    assert (report.task, report.dataset, report.documents) == ("known-item", "library", len(library))
    assert tuple(report.groups) == KINDS
    assert [len(ids) for ids in report.groups.values()] == [5, 5, 5]
    assert [query for ids in report.groups.values() for query in ids] == list(report.queries)
    assert tuple(system.name for system in report.systems) == METHODS
    for system in report.systems:
        assert all(set(of) == set(report.queries) for of in system.scores.values())
        assert set(system.seconds) == set(system.returned) == set(report.queries)


def test_a_query_is_a_part_of_the_paper_that_is_expected(library: Library) -> None:
    report = evaluate(library, sample=100)
    for kind, ids in report.groups.items():
        for query in ids:
            paper = library.get(query.partition(":")[2])
            assert paper is not None
            assert report.expected[query] == (paper.title,)
            if kind != "keywords":
                assert report.queries[query] in paper.text


@pytest.mark.slow
def test_every_kind_asks_for_the_same_papers_and_another_seed_for_others(library: Library) -> None:
    def papers(seed: int) -> list[list[str]]:
        groups = evaluate(library, sample=4, seed=seed, systems=["bm25"]).groups
        return [[query.partition(":")[2] for query in ids] for ids in groups.values()]

    assert papers(1)[0] == papers(1)[1] == papers(1)[2]
    assert papers(1) == papers(1)
    assert papers(1) != papers(2)


def test_what_was_taken_out_is_not_searched_and_all_else_is(
    library: Library, papers: list[Paper], encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, set[str]]] = []
    search = Library.search

    def watched(self: Library, query: str, *rest: Any, **options: Any) -> Any:
        seen.append((query, {paper.text for paper in self.papers()}))
        return search(self, query, *rest, **options)

    monkeypatch.setattr(Library, "search", watched)
    evaluate(library, sample=3, kinds=["sentence", "title"], systems=["bm25"])
    assert len(seen) == 2 * (3 + 1)
    for query, texts in seen:
        assert not any(query in text for text in texts)
        assert len(texts & {paper.text for paper in papers}) == len(papers) - 3


def test_only_the_sampled_papers_are_embedded_again_and_the_library_stays_as_it_is(
    library: Library, encoder: FakeEncoder, home: Path
) -> None:
    before = (len(encoder.documents), library.fingerprint)
    evaluate(library, sample=4, seed=7, systems=METHODS)
    altered = [item.paper for items in sampled(library, KINDS, 4, 7).items.values() for item in items]
    assert len(altered) == 3 * 4
    texts = [paper.text for paper in altered]
    batches = (texts[:4], texts[4:8], texts[8:])  # each kind of query has a copy of its own
    assert encoder.documents[before[0] :] == [
        one for some in batches for one in (*some, *(part for text in some for part in passages(text)))
    ]
    assert library.fingerprint == before[1]
    assert list((home / "cache" / "eval").iterdir()) == []


def test_a_paper_is_found_by_its_title_although_that_is_taken_out(library: Library) -> None:
    report = evaluate(library, sample=100, kinds=["title"], systems=["bm25"], measures=["success@10"])
    found = report.systems[0]
    assert sum(found.scores["success@10"].values()) > 0
    assert all(paper.title for of in found.returned.values() for paper in of)


@pytest.mark.slow
def test_the_fingerprint_is_that_of_papers_and_queries_whatever_the_encoder(tmp_path: Path, library: Library) -> None:
    with Library.open(tmp_path / "other", FakeEncoder("other")) as other:
        other.add(library.papers())
        assert evaluate(other, sample=3).fingerprint == evaluate(library, sample=3).fingerprint
        assert evaluate(library, sample=3, seed=1).fingerprint != evaluate(library, sample=3).fingerprint
        other.remove([next(iter(other.papers())).id])
        assert evaluate(other, sample=3).fingerprint != evaluate(library, sample=3).fingerprint


def test_an_interrupted_evaluation_asks_only_what_is_missing(
    library: Library, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    asked: list[str] = []
    search = Library.search

    def counted(self: Library, query: str, *rest: Any, **options: Any) -> Any:
        asked.append(query)
        return search(self, query, *rest, **options)

    def interrupted(what: str, done: int, total: int) -> None:
        if (what, done) == ("bm25, title", 2):
            raise KeyboardInterrupt

    monkeypatch.setattr(Library, "search", counted)
    with pytest.raises(KeyboardInterrupt):
        evaluate(library, sample=3, systems=["bm25"], progress=interrupted)
    asked.clear()
    report = evaluate(library, sample=3, systems=["bm25"])
    assert len(asked) == (1 + 1) + (1 + 3)
    assert len(report.systems[0].seconds) == 9
    assert list((home / "cache" / "eval").iterdir()) == []


def test_papers_too_short_to_lose_a_part_are_passed_over_and_counted(tmp_path: Path, encoder: FakeEncoder) -> None:
    short = [Paper(f"s{n}", f"Short {n}", "One sentence of quite a few words and no more.") for n in range(5)]
    with Library.open(tmp_path / "short", encoder) as library:
        library.add(short)
        with pytest.raises(BadInput, match=r"No paper of .*short has an abstract of two sentences: add papers"):
            evaluate(library)
        library.add(numbered_papers(3))
        report = evaluate(library)
        assert len(report.groups["title"]) == 3
        assert "5 papers drawn were passed over: their abstract is too short to lose a part." in report.notes


def test_notes_say_what_the_task_is_and_is_not(library: Library) -> None:
    first, second, *_ = evaluate(library, sample=2, kinds=["title", "sentence"]).notes
    assert first == "2 of 12 papers were drawn, each to be found by its title, by a sentence of its abstract."
    assert "do not take it for the quality of the search" in second


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kinds": ["poem"]}, "No kind of query is called 'poem': choose among sentence, title, keywords"),
        ({"kinds": []}, "No kind of query is called ''"),
        ({"sample": 0}, "A sample of 0 papers is none: take 1 or more"),
        ({"systems": ["magic"]}, "No system is called 'magic'"),
        ({"baseline": "magic"}, "cannot be 'magic'"),
        ({"measures": ["magic"]}, "No measure is called 'magic'"),
    ],
)
def test_names_that_are_not_known_are_refused(library: Library, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        evaluate(library, **wrong)


def test_a_library_of_another_encoder_is_named_not_its_copy(library: Library) -> None:
    with Library.open(library.path, FakeEncoder("another")) as other, pytest.raises(EncoderMismatch) as error:
        evaluate(other)
    assert str(library.path) in str(error.value)


def test_a_draw_does_not_depend_on_the_order_in_which_papers_were_added(
    tmp_path: Path, encoder: FakeEncoder, papers: list[Paper]
) -> None:
    drawn = []
    for name, order in (("a", papers), ("b", papers[::-1])):
        with Library.open(tmp_path / name, encoder) as library:
            library.add(order)
            drawn.append(sampled(library, KINDS, 4, seed=0))
    assert drawn[0] == drawn[1]

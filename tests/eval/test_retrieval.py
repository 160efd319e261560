"""A dataset is searched by each system, and scored the way others are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval import retrieval, systems
from eval.datasets import Dataset, load_beir
from eval.datasets.runs import read_run, write_run
from eval.measures import DEFAULT, parse, scores
from eval.report import Report
from eval.retrieval import evaluate, open_dataset
from index.errors import BadInput
from index.library import Library
from index.method import ABLATION
from index.paper import Paper
from index.passages import passages
from tests.eval.datasets.collections import CORPUS, QRELS, beir
from tests.fakes import FakeEncoder, numbered_papers

METHODS = tuple(method.name for method in ABLATION)
Evaluate = Callable[..., Report]


@pytest.fixture(autouse=True)
def no_txtai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "find_spec", lambda name: None)


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return load_beir(beir(tmp_path / "wires"))


@pytest.fixture
def measured(dataset: Dataset, encoder: FakeEncoder) -> Evaluate:
    def measured(**options: Any) -> Report:
        return evaluate(dataset, **{"encoder": encoder, **options})

    return measured


def read(dataset: Dataset) -> list[str]:
    """What an encoder reads of the papers, in order."""
    texts = [paper.text for paper in dataset.papers]
    return [*texts, *(one for text in texts for one in passages(text))]


def test_the_report_tells_all_of_the_dataset(measured: Evaluate, dataset: Dataset) -> None:
    report = measured(seed=5, environment={"python": "3"})
    assert (report.task, report.dataset, report.split, report.documents) == ("retrieval", "wires", "test", 3)
    assert (report.fingerprint, report.queries) == (dataset.fingerprint, dataset.queries)
    assert report.expected == {"q1": ("Copper wires", "Iron wires"), "q2": ("Wooden boats",)}
    assert (report.measures, report.seed, report.environment, report.groups) == (DEFAULT, 5, {"python": "3"}, {})


def test_every_system_is_measured_on_every_query_the_default_last(measured: Evaluate, dataset: Dataset) -> None:
    report = measured()
    assert tuple(system.name for system in report.systems) == METHODS
    for system in report.systems:
        assert tuple(system.scores) == DEFAULT
        assert all(set(of) == set(dataset.queries) for of in system.scores.values())
        assert set(system.seconds) == set(system.returned) == set(dataset.queries)


def test_what_was_returned_is_shown_with_title_and_grade(measured: Evaluate) -> None:
    first = measured(systems=["bm25"]).systems[0].returned["q1"][0]
    assert (first.id, first.title, first.relevance) == ("d1", "Copper wires", 2)


def test_only_the_first_ten_are_shown(tmp_path: Path, encoder: FakeEncoder) -> None:
    papers = tuple(numbered_papers(30))
    dataset = Dataset("n", "test", papers, {"q": "Numbered Study"}, {"q": {papers[3].id: 1}}, "0" * 16)
    assert len(evaluate(dataset, encoder=encoder).systems[-1].returned["q"]) == 10


def test_the_runs_written_give_the_same_scores(measured: Evaluate, dataset: Dataset, tmp_path: Path) -> None:
    report = measured(runs_to=tmp_path / "runs")
    for system in report.systems:
        run = read_run(tmp_path / "runs" / f"{system.name}.run")
        assert run.tag == system.name
        rankings = {query: dict(ranking) for query, ranking in run.rankings.items()}
        assert scores([parse(name) for name in DEFAULT], dataset.qrels, rankings) == system.scores


def test_runs_of_others_are_scored_by_the_same_code(measured: Evaluate, tmp_path: Path) -> None:
    ours = measured(systems=["bm25"], runs_to=tmp_path).systems[0]
    file = tmp_path / "theirs.run"
    write_run(file, "theirs", read_run(tmp_path / "bm25.run").rankings)
    report = measured(runs=[file])
    theirs = report.systems[0]
    assert (theirs.name, theirs.configuration, theirs.seconds) == ("theirs", {"run": "theirs.run"}, {})
    assert (theirs.scores, theirs.returned) == (ours.scores, ours.returned)


def test_a_query_that_a_run_lacks_scores_0_and_is_noted(measured: Evaluate, tmp_path: Path) -> None:
    write_run(tmp_path / "half", "half", {"q1": [("d1", 1.0)], "unjudged": [("d1", 1.0)]})
    report = measured(runs=[tmp_path / "half"])
    assert report.systems[0].scores["success@1"] == {"q1": 1.0, "q2": 0.0}
    assert "The run half lacks 1 of 2 queries: they score 0." in report.notes


def test_a_run_of_other_queries_or_with_a_name_taken_is_refused(measured: Evaluate, tmp_path: Path) -> None:
    write_run(tmp_path / "other", "other", {"q77": [("d1", 1.0)]})
    with pytest.raises(BadInput, match="other holds no query of wires, test"):
        measured(runs=[tmp_path / "other"])
    write_run(tmp_path / "same", "bm25", {"q1": [("d1", 1.0)]})
    with pytest.raises(BadInput, match="same is called 'bm25' like another system"):
        measured(runs=[tmp_path / "same"])


@pytest.mark.parametrize(
    ("chosen", "baseline"),
    [(["bm25", "hybrid", "dense"], "hybrid"), (["hybrid"], ""), (["bm25", "dense"], "bm25")],
    ids=["hybrid", "alone", "the best other"],
)
def test_the_baseline_is_hybrid_else_the_best_other(measured: Evaluate, chosen: list[str], baseline: str) -> None:
    assert measured(systems=chosen).baseline == baseline


def test_the_best_other_is_that_of_the_first_measure(measured: Evaluate, tmp_path: Path) -> None:
    write_run(tmp_path / "bad", "bad", {"q1": [("d3", 1.0)]})
    write_run(tmp_path / "good", "good", {"q1": [("d1", 2.0), ("d2", 1.0)], "q2": [("d3", 1.0)]})
    report = measured(runs=[tmp_path / "bad", tmp_path / "good"], systems=["hybrid"], measures=["MRR@10"])
    assert report.baseline == "good"
    assert measured(baseline="dense").baseline == "dense"


@pytest.mark.parametrize("baseline", ["magic", "hybrid"])
def test_a_baseline_that_cannot_be_is_refused(measured: Evaluate, baseline: str) -> None:
    with pytest.raises(BadInput, match=f"The baseline of hybrid cannot be '{baseline}': choose bm25, dense"):
        measured(baseline=baseline, systems=["bm25", "dense", "hybrid"])


def test_measures_are_those_named_and_of_the_default_ones_those_the_depth_allows(measured: Evaluate) -> None:
    assert measured(measures=["MAP", "recall@2"]).measures == ("MAP", "recall@2")
    assert measured(k=10).measures == tuple(name for name in DEFAULT if name not in ("recall@20", "recall@100"))
    with pytest.raises(BadInput, match="recall@20 looks beyond the 10 papers"):
        measured(k=10, measures=["recall@20"])
    with pytest.raises(BadInput, match="No measure is called 'speed'"):
        measured(measures=["speed"])


def test_the_depth_is_how_many_papers_count(measured: Evaluate, tmp_path: Path) -> None:
    write_run(tmp_path / "deep", "deep", {"q1": [("d3", 2.0), ("d1", 1.0)]})
    report = measured(runs=[tmp_path / "deep"], k=1, measures=["MAP"])
    assert report.systems[0].scores["MAP"]["q1"] == 0
    assert "MAP is that of the first 1 papers: what is found behind them counts as not found." in report.notes


def test_notes_say_what_is_judged_and_what_is_not_installed(measured: Evaluate) -> None:
    notes = measured().notes
    assert notes[0] == "2 queries are judged, with 1.5 relevant papers each on average."
    assert notes[1] == "Of the first 10 papers of +feedback 33% are not judged: they count as not relevant."
    assert notes[-1] == "txtai is not installed, so it is not measured: add it with `pip install txtai`."
    assert not any("txtai" in note for note in measured(systems=["bm25"]).notes)


def test_merged_documents_are_noted_and_found(tmp_path: Path, encoder: FakeEncoder) -> None:
    corpus = [
        {"_id": "doi:10.1/a", "title": "Copper wires", "text": "We stretch copper."},
        {"_id": "arxiv:2001.00001", "title": "Copper Wires", "text": "We stretch copper until it breaks."},
        *CORPUS[1:],
    ]
    folder = beir(tmp_path / "m", corpus=corpus, test="q1\tdoi:10.1/a\t1\nq1\tarxiv:2001.00001\t1\n")
    report = evaluate(load_beir(folder), encoder=encoder)
    assert report.documents == 4
    assert "1 documents were merged with another as the same paper: each is found under its own id." in report.notes
    assert report.systems[-1].scores["recall@5"] == {"q1": 1.0}


def test_papers_are_embedded_once_and_again_only_where_they_differ(tmp_path: Path, encoder: FakeEncoder) -> None:
    dataset = load_beir(beir(tmp_path / "a"))
    evaluate(dataset, encoder=encoder, systems=METHODS)
    evaluate(dataset, encoder=encoder, systems=METHODS)
    assert encoder.documents == read(dataset)
    other = load_beir(beir(tmp_path / "b", corpus=[*CORPUS[:2], {**CORPUS[2], "text": "Boats of steel sink."}]))
    embedded = len(encoder.documents)
    report = evaluate(other, encoder=encoder, systems=METHODS)
    assert encoder.documents[embedded:] == read(other)
    assert report.fingerprint != dataset.fingerprint
    with open_dataset(dataset, FakeEncoder("another")) as library:
        assert library.embedded_by == "another"


def test_embedding_that_was_interrupted_goes_on(
    home: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tuple(numbered_papers(600))
    dataset = Dataset("n", "test", papers, {"q": "topic7"}, {"q": {papers[7].id: 1}}, "0" * 16)
    told: list[tuple[str, int, int]] = []

    def interrupted(*step: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(dataset, encoder=encoder, progress=interrupted)
    assert len(encoder.documents) == 256 * 4  # the whole text, the title and two sentences each
    evaluate(dataset, encoder=encoder, systems=["bm25"], progress=lambda *step: told.append(step))
    assert len(encoder.documents) == 600 * 4
    assert told == [("Embedding", 512, 600), ("Embedding", 600, 600), ("bm25", 1, 1)]


def test_searching_that_was_interrupted_goes_on_and_nothing_is_kept_for_the_next_report(
    measured: Evaluate, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    search = Library.search

    def counted(self: Library, query: str, *rest: Any, **options: Any) -> Any:
        asked.append(query)
        return search(self, query, *rest, **options)

    monkeypatch.setattr(Library, "search", counted)

    def interrupted(what: str, done: int, total: int) -> None:
        if (what, done) == ("dense", 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measured(progress=interrupted, systems=["bm25", "dense"])
    assert asked == ["copper", "copper", "boats on a lake", "copper", "copper"]
    asked.clear()
    report = measured(systems=["bm25", "dense"])
    assert asked == ["boats on a lake", "boats on a lake"]
    assert set(report.systems[0].seconds) == set(report.systems[1].seconds) == {"q1", "q2"}
    asked.clear()
    assert measured(systems=["bm25", "dense"]).systems[0].scores == report.systems[0].scores
    assert len(asked) == 6
    assert [entry.name.partition("-")[0] for entry in (home / "cache" / "eval").iterdir()] == ["papers"]


def test_the_encoder_in_use_is_asked_for_where_none_is_given(
    measured: Evaluate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "load_encoder", lambda: FakeEncoder("in use"))
    assert measured(encoder=None).systems[0].configuration["encoder"] == "in use"


def test_names_are_checked_before_anything_is_embedded(measured: Evaluate, encoder: FakeEncoder) -> None:
    for wrong in ({"systems": ["magic"]}, {"baseline": "magic"}, {"measures": ["magic"]}, {"runs": [Path("magic")]}):
        with pytest.raises(BadInput, match="magic"):
            measured(**wrong)
    assert encoder.documents == []


def test_a_query_that_is_a_paper_itself_is_left_out_and_noted(tmp_path: Path, encoder: FakeEncoder) -> None:
    folder = beir(tmp_path / "s", queries=[{"_id": "d1", "text": "Copper wires"}], test="d1\td2\t1\n")
    report = evaluate(load_beir(folder), encoder=encoder)
    assert all(paper.id != "d1" for paper in report.systems[-1].returned["d1"])
    assert any(note.startswith("1 queries are papers of the corpus themselves") for note in report.notes)


def test_the_papers_of_the_report_are_those_of_the_fingerprint(tmp_path: Path) -> None:
    assert load_beir(beir(tmp_path / "a", test=QRELS)).fingerprint == load_beir(beir(tmp_path / "b")).fingerprint


def test_paper_ids_are_kept_as_they_are(tmp_path: Path, encoder: FakeEncoder) -> None:
    corpus = [{"_id": "2001.00001", "title": "Copper wires", "text": "Copper."}]
    folder = beir(tmp_path / "v", corpus=corpus, test="q1\t2001.00001\t1\n")
    assert isinstance(load_beir(folder).papers[0], Paper)
    assert evaluate(load_beir(folder), encoder=encoder).systems[0].returned["q1"][0].id == "2001.00001"


def test_a_run_that_could_not_be_read_back_is_refused_before_anything_is_embedded(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    folder = beir(tmp_path / "a", queries=[{"_id": "q 1", "text": "copper"}], test="q 1\td1\t1\n")
    with pytest.raises(BadInput, match="A run cannot hold the query id 'q 1'"):
        evaluate(load_beir(folder), encoder=encoder, runs_to=tmp_path / "runs")
    assert not encoder.documents and not (tmp_path / "runs").exists()

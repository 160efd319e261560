"""`assistant eval` from the command line: reports and pages written whole, bad input told in a line, gates kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import assistant.models.choose
import assistant.workplace
import eval.retrieval
from eval.cli.outcome import Outcome, ready
from eval.storage import load
from eval.systems import METHODS
from index.errors import BadInput, ModelMissing
from index.paper import Paper
from tests.assistant.cli.conftest import Run, filled, records, run
from tests.fakes import FakeEncoder, FakeReranker

__all__ = ["filled", "records", "run"]


@pytest.fixture
def assess(run: Run, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `assistant eval`, its reports in the folder `out`."""
    monkeypatch.setattr(eval.retrieval, "load_encoder", lambda name=None: encoder)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run("eval", *arguments, "--out", "out")


@pytest.fixture
def ponds(papers: list[Paper], tmp_path: Path) -> str:
    """A BEIR folder: the second sentence of each of the dozen papers finds that paper."""
    folder = tmp_path / "ponds"
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": f"d{n}", "title": paper.title, "text": paper.abstract} for n, paper in enumerate(papers)]
    queries = [{"_id": f"q{n}", "text": paper.abstract.split(". ")[1]} for n, paper in enumerate(papers)]
    for name, lines in (("corpus", corpus), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    judged = ["query-id\tcorpus-id\tscore", *(f"q{n}\td{n}\t1" for n in range(len(papers)))]
    (folder / "qrels" / "test.tsv").write_text("\n".join(judged))
    return str(folder)


@pytest.fixture
def questions(tmp_path: Path) -> str:
    """Three questions about the dozen papers."""
    file = tmp_path / "mine.jsonl"
    asked = [
        {"id": "1", "turns": ["How accurate is LoomNet on HarborImages?"], "papers": ["arxiv:3102.00002"],
         "facts": [["83.6%"]], "kind": "fact"},
        {"id": "2", "turns": ["How many parameters does Tadpole have?"], "papers": ["arxiv:3103.00003"],
         "facts": [["0.8 million"]], "kind": "fact"},
        {"id": "3", "turns": ["Who won the snail race of Atlantis?"], "outcome": "no_match", "kind": "unanswerable"},
    ]  # fmt: skip
    file.write_text("".join(json.dumps(record) + "\n" for record in asked))
    return str(file)


def written(folder: str = "out") -> list[str]:
    return sorted(file.suffix for file in Path(folder).iterdir()) if Path(folder).exists() else []


def test_a_collection_is_measured_and_the_report_written_with_its_page(assess: Run, ponds: str) -> None:
    ended = assess("retrieval", "--dataset", ponds, "--worst", "2", "--seed", "7")
    assert ended.code == 0, ended.err
    assert "retrieval · ponds test · 12 queries · 12 documents" in ended.out
    assert ended.out.count("expected: ") == 2
    (file,) = Path("out").glob("*.json")
    report = load(file)
    assert [system.name for system in report.systems][-len(METHODS) :] == list(METHODS)
    assert report.seed == 7 and "python" in report.environment
    assert report.environment["command"] == f"assistant eval retrieval --dataset {ponds} --seed 7 --out out --worst 2"
    assert str(file) in ended.err
    assert f"<h1>{METHODS[-1]}" in file.with_suffix(".html").read_text(encoding="utf-8")
    assert written() == [".html", ".json"]


def test_options_reach_the_evaluation(assess: Run, ponds: str) -> None:
    ended = assess(
        *("retrieval", "--dataset", ponds, "--systems", "dense, bm25", "--baseline", "dense", "-k", "50", "--markdown"),
        *("--measures", "MRR@10,success@1", "--save-runs", "runs", "--html", "pages/here.html"),
    )
    assert ended.code == 0, ended.err
    assert "| system | MRR@10 | success@1 |" in ended.out
    (file,) = Path("out").iterdir()
    report = load(file)
    assert report.baseline == "dense" and report.measures == ("MRR@10", "success@1")
    assert Path("pages/here.html").is_file() and len(list(Path("runs").iterdir())) == 2


def test_another_encoder_is_measured_by_its_name(assess: Run, ponds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.models.choose, "load_encoder", lambda name: FakeEncoder(f"{name}@1/mean"))
    ended = assess("retrieval", "--dataset", ponds, "--systems", "dense", "--encoder", "org/other")
    assert ended.code == 0, ended.err
    (file,) = Path("out").glob("*.json")
    assert load(file).systems[-1].configuration["encoder"] == "org/other@1/mean"


@pytest.mark.slow
@pytest.mark.parametrize("of", ["--dataset ponds", "--self --library lib --sample 4"])
def test_a_reranker_is_measured_by_its_name_and_none_without(
    assess: Run, run: Run, ponds: str, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    monkeypatch.setattr(
        assistant.models.choose, "load_reranker", lambda name: None if name == "none" else FakeReranker(f"{name}@1")
    )
    run("library", "add", f"{ponds}/corpus.jsonl", "--library", "lib")
    named = {}
    for reranker in ("org/other", "none"):
        ended = assess("retrieval", *of.split(), "--reranker", reranker)
        assert ended.code == 0, ended.err
        (file,) = Path("out").glob("*.json")
        named[reranker] = load(file).systems[-1].configuration.get("reranker")
        file.unlink()
    assert named == {"org/other": "org/other@1", "none": None}


def test_the_run_of_another_system_is_measured_too(assess: Run, ponds: str, tmp_path: Path) -> None:
    (tmp_path / "others.trec").write_text("".join(f"q{n} Q0 d{n} 1 9.5 others\n" for n in range(6)))
    ended = assess("retrieval", "--dataset", ponds, "--run", "others.trec", "--systems", "bm25", "--baseline", "others")
    assert ended.code == 0, ended.err
    (line,) = [line.split() for line in ended.out.splitlines() if line.startswith("others") and "–" in line]
    assert line[1] == "0.500" and line[-3:] == ["–", "–", "–"]


def test_trec_files_are_a_collection(assess: Run, ponds: str, tmp_path: Path) -> None:
    (tmp_path / "topics.tsv").write_text("1\tfish in underwater videos\n")
    (tmp_path / "qrels.txt").write_text("1 0 d2 1\n")
    corpus = str(Path(ponds) / "corpus.jsonl")
    ended = assess(
        "retrieval", "--corpus", corpus, "--topics", "topics.tsv", "--qrels", "qrels.txt", "--systems", "bm25"
    )
    assert ended.code == 0, ended.err
    assert "1 queries · 12 documents" in ended.out


def test_a_library_finds_its_own_papers(assess: Run, run: Run, ponds: str) -> None:
    assert run("library", "add", str(Path(ponds) / "corpus.jsonl"), "--library", "lib").code == 0
    ended = assess("retrieval", "--self", "--library", "lib", "--sample", "4", "--worst", "0")
    assert ended.code == 0, ended.err
    assert "known-item · lib self · 12 queries" in ended.out and "by kind of query" in ended.out


def test_answers_are_measured(assess: Run, filled: str, questions: str) -> None:
    ended = assess("answers", "--questions", questions, "--library", filled, "--quotes-only", "--min", "facts=0.5")
    assert ended.code == 0, ended.err
    assert "answers · filled mine · 3 queries · 12 documents" in ended.out
    assert written() == [".html", ".json"]


def test_where_the_model_named_is_missing_no_other_system_is_measured(
    assess: Run, filled: str, questions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str | None, engine: str | None) -> None:
        raise ModelMissing(f"{name} is not on this computer.")

    monkeypatch.setattr(assistant.workplace, "load_language_model", missing)
    ended = assess("answers", "--questions", questions, "--library", filled, "--model", "Heron-2B")
    assert ended.code == 1 and "Heron-2B is not on this computer." in ended.err and "--quotes-only" in ended.err
    assert written() == []


def test_a_missed_minimum_exits_with_1_and_names_it_after_the_report_is_written(assess: Run, ponds: str) -> None:
    ended = assess("retrieval", "--dataset", ponds, "--systems", "bm25", "--min", "nDCG@10=1.5", "--min", "MAP=0")
    assert ended.code == 1
    assert "below the minimum 1.5." in ended.err and "nDCG@10 of bm25 is " in ended.err and "MAP of" not in ended.err
    assert written() == [".html", ".json"]


def test_two_reports_are_compared(assess: Run, run: Run, ponds: str) -> None:
    assess("retrieval", "--dataset", ponds, "--systems", "bm25")
    assess("retrieval", "--dataset", ponds, "--systems", "dense")
    first, second = sorted(map(str, Path("out").glob("*.json")))
    ended = run("eval", "compare", first, second, "--html", "c.html", "--changed", "1")
    assert ended.code == 0, ended.err
    assert "A: bm25" in ended.out and "B: dense" in ended.out and "95 % interval" in ended.out
    page = Path("c.html").read_text(encoding="utf-8")
    assert "Differences, B minus A" in page and f"assistant eval compare {first} {second}" in page
    assert run("eval", "compare", first, second, "--system", "bm25").code == 2
    assert "| measure | A: bm25 | B: dense |" in run("eval", "compare", first, second, "--markdown").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("retrieval", "Give one of: --dataset DIR; --corpus, --topics and --qrels; --self."),
        ("retrieval --dataset ponds --self", "Give one of"),
        ("retrieval --topics t.tsv", "--corpus, --topics and --qrels go together"),
        ("retrieval --self --split dev", "--split goes with --dataset"),
        ("retrieval --dataset ponds --library x", "--library goes with --self"),
        ("retrieval --self --run r.trec", "--run and --save-runs go with a test collection"),
        ("retrieval --self --encoder bge-small-en-v1.5", "--encoder goes with a test collection"),
        ("retrieval --dataset ponds --encoder no-such-model", "There is no model named 'no-such-model'"),
        ("retrieval --dataset ponds --encoder Qwen3-0.6B", "Qwen3-0.6B is not an embedding model"),
        ("retrieval --dataset ponds --reranker all-MiniLM-L6-v2", "all-MiniLM-L6-v2 is not a reranker"),
        ("retrieval --dataset nowhere", "nowhere"),
        ("retrieval --dataset ponds --split dev", "has no split 'dev'"),
        ("retrieval --dataset ponds --systems magic", "No system is called 'magic'"),
        ("retrieval --dataset ponds --baseline magic", "magic"),
        ("retrieval --dataset ponds --measures beauty@10", "No measure is called 'beauty@10'"),
        ("retrieval --dataset ponds --min nDCG@10", "names no measure and number"),
        ("retrieval --dataset ponds --min nDCG@10=high", "'high' is not a number"),
        ("retrieval --dataset ponds --min P@3=0.1", "P@3 is not measured here"),
        ("retrieval --dataset ponds --run nothing.trec", "nothing.trec"),
        ("retrieval --dataset ponds --html ponds/corpus.jsonl/x.html", "choose another with --html"),
        ("answers --questions nothing.jsonl", "nothing.jsonl"),
        ("answers --questions ponds/corpus.jsonl", "ponds/corpus.jsonl, line 1"),
        ("answers --min beauty=1", "beauty is not measured here"),
        ("answers --min words=1", "less is better of words"),
    ],
)
def test_bad_input_is_told_in_a_line_and_nothing_is_written(assess: Run, ponds, arguments: str, said: str) -> None:
    ended = assess(*arguments.split())
    assert ended.code == 2
    assert said in ended.err and ended.err.startswith("assistant: ") and ended.err.count("\n") == 1
    assert "Traceback" not in ended.err and ended.out == ""
    assert written() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("ponds/corpus.jsonl ponds/corpus.jsonl", "corpus.jsonl is not JSON"),
        ("nothing.json nothing.json", "nothing.json cannot be read"),
    ],
)
def test_what_is_no_report_cannot_be_compared(run: Run, ponds, monkeypatch, tmp_path, arguments, said) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("eval", "compare", *arguments.split(), "--html", "c.html")
    assert ended.code == 2 and said in ended.err and ended.err.count("\n") == 1
    assert not Path("c.html").exists()


def test_a_library_that_is_not_there_is_named(assess: Run) -> None:
    ended = assess("retrieval", "--self", "--library", "nowhere")
    assert ended.code == 1 and "No library at nowhere" in ended.err
    assert written() == []


def test_an_evaluation_that_fails_leaves_no_report(assess: Run, ponds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> str:
        raise BadInput("The page cannot be made.")

    monkeypatch.setattr("eval.page.rendered", fails)
    assert assess("retrieval", "--dataset", ponds, "--systems", "bm25").code == 2
    assert written() == []


def test_where_a_report_cannot_be_written_is_known_before_the_evaluation(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match=r"choose another with --out\."):
        ready(Outcome(tmp_path / "file" / "out", None, 5, False, ()))


def test_what_a_file_says_cannot_act_on_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text(json.dumps({"format": "\x1b[31mred\nline"}))
    ended = run("eval", "compare", str(file), str(file))
    assert ended.code == 2 and "\x1b" not in ended.err and ended.err.count("\n") == 1


def test_help_of_eval_loads_nothing_heavy() -> None:
    program = "import sys\nimport eval.cli\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"numpy", "scipy", "pydantic", "jinja2", "ir_measures", "rich.table", "index"} & set(done.stdout.split())

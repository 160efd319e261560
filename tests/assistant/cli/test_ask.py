"""`assistant ask`: answers for people, for programs and in batches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import assistant.workplace
from index.errors import ModelMissing
from tests.assistant.cli.conftest import Run
from tests.fakes import FakeLanguageModel

QUESTION = "How accurate is LoomNet on HarborImages?"


def test_an_answer_comes_with_its_paper_and_its_quote(run: Run, filled: str) -> None:
    ended = run("ask", QUESTION, "--library", filled)
    assert ended.code == 0
    assert "83.6%" in ended.out.splitlines()[0]
    assert "[1] LoomNet" in ended.out
    assert "“Trained on the HarborImages dataset" in ended.out


def test_json_follows_the_contract(run: Run, filled: str) -> None:
    answer = json.loads(run("ask", QUESTION, "--library", filled, "--json").out)
    assert answer["contract"] == 1
    assert answer["outcome"] == "answered"
    assert answer["citations"][0]["paper_id"] == "arxiv:3102.00002"
    assert answer["model"]["name"] == "fake-model"


def test_without_a_model_the_answer_is_quotes_and_the_command_is_named(
    run: Run, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str | None = None, engine: str | None = None) -> None:
        raise ModelMissing("The model is not on this computer. Add it with `pip install it`.")

    monkeypatch.setattr(assistant.workplace, "load_language_model", missing)
    ended = run("ask", QUESTION, "--library", filled)
    assert ended.code == 0
    assert "83.6%" in ended.out
    assert "`pip install it`" in ended.err


def test_the_built_in_collection_answers_where_there_is_no_library(run: Run) -> None:
    ended = run("ask", "What does HorNet build on?", "--json")
    library = json.loads(ended.out)["library"]
    assert library["papers"] == 50
    assert library["path"].endswith("built-in")


def test_filters_narrow_what_may_be_cited(run: Run, filled: str) -> None:
    answer = json.loads(run("ask", QUESTION, "--library", filled, "--years", "-2030", "--json").out)
    assert "arxiv:3102.00002" not in [hit["paper_id"] for hit in answer["retrieved"]]


def test_a_batch_answers_the_last_turn_of_each_line(run: Run, filled: str, tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(
        json.dumps({"id": "a", "question": QUESTION, "extra": 1})
        + "\n\n"
        + json.dumps({"id": "b", "turns": [QUESTION, "How many parameters does it have?"]})
        + "\n"
    )
    ended = run("ask", "--batch", str(questions), "--out", str(answers), "--library", filled)
    lines = [json.loads(line) for line in answers.read_text().splitlines()]
    assert ended.code == 0
    assert [line["id"] for line in lines] == ["a", "b"]
    assert "24 million" in lines[1]["answer"]


def test_a_question_that_cannot_be_asked_keeps_its_line_and_fails_the_batch(
    run: Run, filled: str, tmp_path: Path
) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(
        json.dumps({"id": "a", "question": " "}) + "\n" + json.dumps({"id": "b", "question": QUESTION})
    )
    ended = run("ask", "--batch", str(questions), "--out", str(answers), "--library", filled)
    lines = [json.loads(line) for line in answers.read_text().splitlines()]
    assert ended.code == 1
    assert "empty" in lines[0]["error"]
    assert lines[1]["outcome"] == "answered"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give a question"),
        ([" "], "The question is empty"),
        (["\x00\x07"], "The question is empty"),
        (["x", "--batch", "in.jsonl"], "give a question, or a file"),
        (["--batch", "nowhere.jsonl", "--out", "o.jsonl"], "nowhere.jsonl cannot be read"),
        (["x", "--years", "last"], "no range of years"),
        (["x", "--years", "2022-2020"], "No year lies between"),
    ],
    ids=["nothing", "blank", "control", "both", "no file", "no years", "years turned"],
)
def test_bad_use_is_one_line_and_code_2(run: Run, arguments: list[str], said: str) -> None:
    ended = run("ask", *arguments)
    assert ended.code == 2
    assert said in " ".join(ended.err.replace("│", "").split())
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("text", ['{"id": 1', "[]", '{"id": "a"}', '{"turns": []}', ""])
def test_a_bad_line_of_a_batch_is_named_and_nothing_is_written(run: Run, tmp_path: Path, text: str) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(text)
    ended = run("ask", "--batch", str(questions), "--out", str(answers))
    assert ended.code == 2
    assert str(questions) in ended.err
    assert not answers.exists()


def test_a_library_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    ended = run("ask", QUESTION, "--library", str(tmp_path / "none"))
    assert ended.code == 1
    assert "No library at" in ended.err
    assert not (tmp_path / "none").exists()


def test_a_very_long_question_is_answered(run: Run, filled: str) -> None:
    assert run("ask", QUESTION + " really" * 20_000, "--library", filled).code == 0


def test_control_sequences_of_a_paper_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    file, path = tmp_path / "bad.jsonl", str(tmp_path / "lib")
    record = {
        "title": "Zebra [red]counting\x1b[31m",
        "abstract": "Zebras \x1b]0;owned\x07 are counted by [bold]GLUE[/bold].",
    }
    file.write_text(json.dumps(record))
    run("library", "add", str(file), "--library", path)
    ended = run("ask", "How are zebras counted?", "--library", path)
    assert "\x1b" not in ended.out
    assert "[bold]GLUE[/bold]" in ended.out


@pytest.mark.parametrize(
    ("suffix", "said"),
    [
        (".md", "## How accurate is LoomNet"),
        (".bib", "eprint = {3102.00002}"),
        (".ris", "TY  - "),
        (".json", "contract"),
    ],
)
def test_an_answer_or_what_it_cites_is_exported(run: Run, filled: str, tmp_path: Path, suffix: str, said: str) -> None:
    file = tmp_path / f"answer{suffix}"
    ended = run("ask", QUESTION, "--library", filled, "--export", str(file))
    assert ended.code == 0 and "83.6%" in ended.out
    assert said in file.read_text() and "LoomNet" in file.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x", "--export", "answer.docx"], "let its name end in one of"),
        (["x", "--export", "."], "let its name end in one of"),
        (["x", "--record", "."], "it is a folder"),
        (["x", "--record", "/dev/null"], "it is no plain file"),
        (["x", "--record", "nowhere/a.json"], "there is no folder"),
        (["x", "--record", "a.json", "--export", "a.json"], "overwrite each other"),
        (["--batch", "i", "--out", "o", "--record", "a.json"], "leave out --batch"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_the_question_is_asked(
    run: Run, model: FakeLanguageModel, arguments: list[str], said: str
) -> None:
    ended = run("ask", *arguments)
    assert ended.code == 2 and said in " ".join(ended.err.replace("│", "").split())
    assert ended.out == "" and not model.prompts

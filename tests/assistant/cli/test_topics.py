"""`assistant library topics`: what the library is about."""

from __future__ import annotations

import json
from pathlib import Path

from tests.assistant.cli.conftest import Run


def test_topics_are_listed_with_typical_papers(run: Run, filled: str) -> None:
    ended = run("library", "topics", "--library", filled)
    assert ended.code == 0
    assert ended.out.splitlines()[0].startswith("  1. ")
    assert "papers)" in ended.out and "Ada Quill" in ended.out


def test_as_json_the_map_holds_every_paper(run: Run, filled: str) -> None:
    told = json.loads(run("library", "topics", "--json", "--library", filled).out)
    assert told["papers"] == len(told["map"]) == sum(topic["papers"] for topic in told["topics"]) == 12
    assert {place["topic"] for place in told["map"]} == {topic["n"] for topic in told["topics"]}


def test_the_map_is_drawn(run: Run, filled: str, tmp_path: Path) -> None:
    assert run("library", "topics", "--plot", str(tmp_path / "map.svg"), "--library", filled).code == 0
    assert (tmp_path / "map.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_picture_of_no_known_kind_is_one_line_and_nothing_is_read(run: Run, filled: str, tmp_path: Path) -> None:
    ended = run("library", "topics", "--plot", str(tmp_path / "map.png"), "--library", filled)
    assert ended.code == 2
    assert ended.err.strip() == "assistant: --plot map.png is of no known kind: end it with .svg or .html."


def test_a_long_list_is_cut_on_the_screen_and_whole_as_json(run: Run, tmp_path: Path) -> None:
    file, path = tmp_path / "many.jsonl", str(tmp_path / "many")
    file.write_text(
        "".join(f'{{"title": "Herons {n}", "abstract": "ZetaSet is used {n} times."}}\n' for n in range(40))
    )
    run("library", "add", str(file), "--library", path)
    question = ("ask", "Which papers use ZetaSet?", "--quotes-only", "--library", path)
    ended = run(*question)
    assert ended.out.startswith("40 of the 40 papers in this library: “use ZetaSet”.")
    assert ended.out.count("ZetaSet is used") == 30
    assert "… and 10 more papers: --json prints them all." in ended.err
    assert len(json.loads(run(*question, "--json").out)["citations"]) == 40

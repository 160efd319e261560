"""`assistant search`: hits for people and programs, runs for evaluation."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.assistant.cli.conftest import Run


def test_hits_explain_themselves(run: Run, filled: str) -> None:
    ended = run("search", "fish in underwater videos", "--library", filled, "-k", "2")
    assert ended.code == 0
    assert ended.out.splitlines()[0].startswith("  1. Tadpole")
    assert re.search(r"\(dense \d, keyword 1\)", ended.out.splitlines()[1])


def test_json_gives_ranks_and_scores(run: Run, filled: str) -> None:
    hits = json.loads(run("search", "fish", "--library", filled, "--json").out)
    assert set(hits[0]) == {"paper_id", "title", "score", "dense_rank", "keyword_rank"}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_a_batch_writes_a_trec_run_with_the_corpus_ids(run: Run, tmp_path: Path) -> None:
    corpus, queries, out = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl", tmp_path / "run.trec"
    corpus.write_text(
        json.dumps({"_id": "4983", "title": "Zebras", "text": "Zebras run."})
        + "\n"
        + json.dumps({"_id": "MED-10", "title": "Lions", "text": "Lions sleep."})
    )
    queries.write_text(
        json.dumps({"_id": "q1", "text": "sleeping lions"}) + "\n" + json.dumps({"_id": "q2", "text": " "})
    )
    path = str(tmp_path / "lib")
    run("library", "add", str(corpus), "--library", path)
    ended = run("search", "--batch", str(queries), "--out", str(out), "-k", "1", "--library", path)
    lines = [line.split() for line in out.read_text().splitlines()]
    assert ended.code == 0
    assert [line[:4] for line in lines] == [["q1", "Q0", "MED-10", "1"]]


def test_an_empty_query_is_bad_use(run: Run, filled: str) -> None:
    ended = run("search", "  ", "--library", filled)
    assert ended.code == 2
    assert "The query is empty" in ended.err


def test_a_line_that_is_no_query_is_named(run: Run, filled: str, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"_id": "two words", "text": "x"}')
    ended = run("search", "--batch", str(queries), "--out", str(tmp_path / "o"), "--library", filled)
    assert ended.code == 2
    assert f"{queries}, line 1 is no query" in ended.err


def test_a_hit_is_shown_letter_by_letter(run: Run, tmp_path: Path) -> None:
    file, path = tmp_path / "odd.jsonl", str(tmp_path / "lib")
    title = "Zebras mixed 1:100:1 :warning: [red]with[/red] lions \\"
    file.write_text(json.dumps({"title": title, "id": "[b]1:100:1"}))
    run("library", "add", str(file), "--library", path)
    first, second = run("search", "zebras", "--library", path).out.splitlines()
    assert first == f"  1. {title}" and second.startswith("     [b]1:100:1  score")

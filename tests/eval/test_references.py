"""How references are measured: `python -m pytest tests/eval/test_references.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.references import evaluate
from eval.spoken import CONVERSATIONS, Said, Spoken
from index.errors import BadInput
from index.library import Library
from tests.assistant.cli.conftest import Run, filled, records, run

__all__ = ["filled", "records", "run"]

QUILT, LOOM, TADPOLE = "arxiv:3101.00001", "arxiv:3102.00002", "arxiv:3103.00003"


def spoken(identifier: str, kind: str, first: tuple[str, ...], *turns: tuple[str, set[str]]) -> Spoken:
    said = (Said(text, tuple(sorted(scope)), frozenset(scope)) for text, scope in turns)
    return Spoken(identifier, kind, (Said("What is proposed?", first), *said))


TALKS = [
    spoken("pronoun-1", "pronoun", (LOOM,), ("How large is it?", {LOOM}), ("Which papers are older?", set())),
    spoken("other-2", "other", (QUILT, LOOM), ("And the second one?", {LOOM}), ("And Tadpole?", {TADPOLE})),
    spoken("hard-3", "hard", (QUILT,), ("What of the one that was never mentioned?", {TADPOLE})),
]


def test_each_turn_is_scored_by_exactly_the_right_papers(library: Library) -> None:
    report = evaluate(library, TALKS, dataset="invented", split="own")
    last, rules = report.systems
    assert rules.scores["scope"] == {
        "pronoun-1.2": 1, "pronoun-1.3": 1, "other-2.2": 1, "other-2.3": 1, "hard-3.2": 0,
    }  # fmt: skip
    assert last.scores["scope"] == {"pronoun-1.2": 1, "pronoun-1.3": 0, "other-2.2": 0, "other-2.3": 0, "hard-3.2": 0}
    assert last.scores["scope precision"]["other-2.2"] == 0.5 and last.scores["scope recall"]["other-2.2"] == 1
    assert "pronoun-1.3" not in rules.scores["scope recall"] and rules.seconds.keys() == rules.scores["scope"].keys()
    assert report.groups == {
        "pronoun": ("pronoun-1.2", "pronoun-1.3"), "other": ("other-2.2", "other-2.3"), "hard": ("hard-3.2",),
    }  # fmt: skip
    assert report.queries["other-2.2"] == "What is proposed? / And the second one?"
    assert report.baseline == "last shown" and report.task == "references"


def test_the_fingerprint_is_of_conversations_and_papers(library: Library) -> None:
    one = evaluate(library, TALKS, dataset="invented", split="own").fingerprint
    assert evaluate(library, TALKS, dataset="x", split="y", seed=3).fingerprint == one
    assert evaluate(library, TALKS[1:], dataset="invented", split="own").fingerprint != one


def test_what_cannot_be_measured_is_told(library: Library) -> None:
    with pytest.raises(BadInput, match="nothing to score"):
        evaluate(library, [Spoken("a", "b", (Said("What?", ()),))], dataset="invented", split="own")
    with pytest.raises(BadInput, match=r"does not hold 1 of the papers .* such as 'arxiv:9'"):
        evaluate(library, [spoken("a", "b", ("arxiv:9",), ("It?", set()))], dataset="invented", split="own")


def test_the_command_reports_and_keeps_the_gate(run: Run, filled: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    turns = [{"say": "What is LoomNet?", "shown": [LOOM]}, {"say": "How large is it?", "scope": [LOOM]}]
    file.write_text(json.dumps({"id": "1", "turns": turns}) + "\n")
    command = ("eval", "references", "--questions", str(file), "--library", filled, "--out", str(tmp_path / "out"))
    assert run(*command, "--min", "scope=0.92").code == 0
    turns[1]["scope"] = [QUILT]
    file.write_text(json.dumps({"id": "1", "turns": turns}) + "\n")
    ended = run(*command, "--min", "scope=0.92")
    assert ended.code == 1 and "scope of rules is 0.000, below the minimum 0.92" in " ".join(ended.err.split())
    assert len(list((tmp_path / "out").glob("references-*.json"))) == 2


def test_our_own_conversations_reach_what_they_must(run: Run, tmp_path: Path) -> None:
    asked = ("--questions", str(CONVERSATIONS / "tune.jsonl"), "--library", "built-in")
    ended = run("eval", "references", *asked, "--out", str(tmp_path), "--worst", "0", "--min", "scope=0.92")
    assert ended.code == 0, ended.err

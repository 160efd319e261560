"""Conversations with what they are about: `python -m pytest tests/eval/test_spoken.py`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eval.spoken import CONVERSATIONS, Said, Spoken, read_conversations
from index.builtin import PAPERS
from index.errors import BadInput
from index.paper import Paper
from index.readers import read
from tests.eval.test_question_set import PHRASES, phrases

TUNE, REPORT = (read_conversations(CONVERSATIONS / f"{name}.jsonl") for name in ("tune", "report"))
ALL = TUNE + REPORT
KNOWN = {paper.id for paper in read(PAPERS) if isinstance(paper, Paper)}


def written(tmp_path: Path, *records: object) -> Path:
    file = tmp_path / "spoken.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    return file


def test_a_conversation_is_read_with_what_each_turn_is_about(tmp_path: Path) -> None:
    turns = [
        {"say": "What is it?", "shown": ["a", "b"]},
        {"say": "And b?", "scope": ["b"]},
        {"say": "Who?", "scope": []},
    ]
    (spoken,) = read_conversations(written(tmp_path, {"id": "1", "turns": turns}))
    assert spoken == Spoken(
        "1",
        "conversation",
        (
            Said("What is it?", ("a", "b")),
            Said("And b?", ("b",), frozenset({"b"})),
            Said("Who?", (), frozenset()),
        ),
    )


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ({"id": "1"}, "has no turns"),
        ({"id": "1", "turns": []}, "has no turns"),
        ({"id": "1", "turns": ["What?"]}, "has no turns"),
        ({"turns": [{"say": "a"}]}, 'has no text for "id"'),
        ({"id": "1", "turns": [{"say": " "}]}, 'has no text for "say"'),
        ({"id": "1", "turns": [{"say": "a", "scope": "b"}]}, "needs lists of the ids"),
        ({"id": "1", "turns": [{"say": "a", "scop": []}]}, "unknown key 'scop'"),
        ({"id": "1", "turn": []}, "unknown key 'turn'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, record: object, line: str) -> None:
    with pytest.raises(BadInput, match=re.escape(line)) as told:
        read_conversations(written(tmp_path, record))
    assert "spoken.jsonl" in str(told.value) and "\n" not in str(told.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    record = {"id": "1", "turns": [{"say": "a"}]}
    with pytest.raises(BadInput, match="of an earlier line"):
        read_conversations(written(tmp_path, record, record))


def test_our_own_are_split_by_id_for_good_and_are_many_enough() -> None:
    assert {int(one.id[-3:]) % 2 for one in TUNE} == {1} and {int(one.id[-3:]) % 2 for one in REPORT} == {0}
    assert len({one.id for one in ALL}) == len(ALL) == 70
    for half in (TUNE, REPORT):
        assert sum(said.scope is not None for one in half for said in one.turns) == 80


@pytest.mark.parametrize("spoken", ALL, ids=lambda one: one.id)
def test_each_of_them_keeps_the_rules(spoken: Spoken) -> None:
    assert spoken.id.startswith(f"{spoken.kind}-")
    assert {paper for said in spoken.turns for paper in (*said.shown, *(said.scope or ()))} <= KNOWN
    shared = {phrase for said in spoken.turns for phrase in phrases(said.text)} & PHRASES
    assert not shared, f"five words in a row of a paper: {shared}"

"""Questions are read strictly, with little asked of who writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.questions import Question, read_questions
from index.errors import BadInput


def write(folder: Path, *records: object) -> Path:
    file = folder / "q.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return file


def test_an_id_and_a_turn_are_enough(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path, {"id": "1", "turns": ["How accurate?"]}))
    assert question == Question("1", ("How accurate?",), "question", frozenset(), (), "answered", ())
    assert not question.names_papers


def test_every_key_is_read(tmp_path: Path) -> None:
    whole = {
        "id": "1", "kind": "mine", "turns": ["a", "b"], "papers": ["arxiv:1"], "facts": [["x", "y"]],
        "outcome": "not_stated", "forbidden": ["z"],
    }  # fmt: skip
    assert read_questions(write(tmp_path, whole)) == [
        Question("1", ("a", "b"), "mine", frozenset({"arxiv:1"}), (("x", "y"),), "not_stated", ("z",))
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"fact": []}, "unknown key 'fact': the keys are id, turns, kind"),
        ({"id": 3}, '3 where "id" needs a text'),
        ({"id": None}, 'nothing where "id" needs a text'),
        ({"turns": "How?"}, "'How[?]' where \"turns\" needs a list"),
        ({"turns": []}, "no turns"),
        ({"turns": ["How?", " \u0007"]}, "no turns, or an empty one"),
        ({"turns": ["How?", " "]}, 'where "turns" needs a text'),
        ({"papers": "arxiv:1"}, 'where "papers" needs a list'),
        ({"facts": ["36"]}, "'36' where \"facts\" needs a list"),
        ({"facts": [[]]}, "empty group"),
        ({"facts": [[""]]}, 'where "facts" needs a text'),
        ({"outcome": "unknown"}, "'unknown': it is one of answered, not_stated, no_match"),
        ({"forbidden": [1]}, '1 where "forbidden" needs a text'),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)
def test_what_is_wrong_with_a_line_is_said(tmp_path: Path, wrong: dict[str, object], told: str) -> None:
    file = write(tmp_path, {"id": "0", "turns": ["How?"]}, {"id": "1", "turns": ["How?"], **wrong})
    with pytest.raises(BadInput, match=f"q.jsonl, line 2 has .*{told}"):
        read_questions(file)


def test_an_id_is_given_once(tmp_path: Path) -> None:
    file = write(tmp_path, {"id": "1", "turns": ["How?"]}, {"id": "1", "turns": ["Why?"]})
    with pytest.raises(BadInput, match="line 2 has the id '1' of an earlier line"):
        read_questions(file)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is empty"):
        read_questions(write(tmp_path))

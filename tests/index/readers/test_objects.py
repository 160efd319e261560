"""A file of JSON objects is read strictly: a fault is named with its line, nothing is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import BadInput
from index.readers.objects import json_objects


def test_objects_come_with_the_place_they_stand_at(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('\ufeff{"id": "a"}\n\n{"id": "é"}', encoding="utf-8")
    assert list(json_objects(file)) == [({"id": "a"}, f"{file}, line 1"), ({"id": "é"}, f"{file}, line 3")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "q.jsonl is empty: write one JSON object a line"),
        (b"\n \n", "q.jsonl is empty"),
        (b'{"id": "a"}\n{"id": ', r"line 2 is not JSON \(.*\): correct that line"),
        (b'{"id": "a"}\n["a"]\n', "line 2 is not a JSON object"),
        (b"[" * 100_000, "line 1 is not JSON"),
        (b'{"id": "\xff"}', "cannot be read .it is not UTF-8 text"),
    ],
    ids=["empty", "blank", "broken", "array", "nested too deep", "another encoding"],
)
def test_a_fault_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=told):
        list(json_objects(file))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none.jsonl cannot be read \(No such file"):
        list(json_objects(tmp_path / "none.jsonl"))

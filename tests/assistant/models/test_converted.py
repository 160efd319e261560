from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models.converted import opened
from index.errors import ModelError


def make(folder: Path) -> None:
    (folder / "data").write_text("good")


def load(folder: Path) -> str:
    text = (folder / "data").read_text()
    if text != "good":
        raise ValueError(text)
    return text


def never(folder: Path) -> None:
    raise AssertionError("converted again")


def test_weights_are_converted_once():
    assert opened("m", make, load) == "good"
    assert opened("m", never, load) == "good"


def test_a_damaged_conversion_is_made_again(home: Path):
    opened("m", make, load)
    (home / "cache" / "converted" / "m" / "data").write_text("damaged")
    assert opened("m", make, load) == "good"


def test_a_conversion_that_fails_leaves_nothing_behind(home: Path):
    def fail(folder: Path) -> None:
        make(folder)
        raise RuntimeError("killed midway")

    with pytest.raises(RuntimeError, match="killed midway"):
        opened("m", fail, load)
    assert list((home / "cache" / "converted").iterdir()) == []
    assert opened("m", make, load) == "good"


def test_the_work_of_a_faster_process_is_taken(home: Path):
    def slower(folder: Path) -> None:
        make(folder)
        other = home / "cache" / "converted" / "m"
        other.mkdir()
        make(other)

    assert opened("m", slower, load) == "good"
    assert [path.name for path in (home / "cache" / "converted").iterdir()] == ["m"]


def test_a_cache_that_cannot_be_written_is_named_with_the_next_step(home: Path):
    home.mkdir()
    (home / "cache").write_text("in the way")
    with pytest.raises(ModelError, match=r"cannot be written.*ASSISTANT_HOME"):
        opened("m", make, load)

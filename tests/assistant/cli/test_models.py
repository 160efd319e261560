"""`assistant models`: a reranker is chosen and left out again by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.cli.conftest import Run


@pytest.fixture
def reranker(tmp_path: Path) -> Path:
    """A folder with the marks of a reranker, and weights that are never opened here."""
    folder = tmp_path / "my-reranker"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"architectures": ["BertForSequenceClassification"]}))
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def listed(run: Run, name: str) -> str:
    return next(line for line in run("models", "list").out.splitlines() if name in line)


def test_the_list_names_rerankers_of_which_none_is_in_use(run: Run) -> None:
    assert listed(run, "bge-reranker-base").split()[:2] == ["bge-reranker-base", "reranker"]


def test_a_reranker_is_used_until_none_is(run: Run, reranker: Path) -> None:
    used = run("models", "use", str(reranker))
    assert (used.code, used.err) == (0, "")
    assert used.out == "my-reranker is the reranker from now on; `assistant models use none` does without it again.\n"
    assert listed(run, "my-reranker").startswith("*")
    assert run("models", "use", "none").out == "No reranker from now on.\n"
    assert "my-reranker" not in run("models", "list").out


def test_a_reranker_that_was_not_fetched_names_the_next_step(run: Run) -> None:
    ended = run("models", "use", "bge-reranker-base")
    assert ended.code == 1
    assert "assistant models pull bge-reranker-base" in ended.err

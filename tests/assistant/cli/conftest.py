"""Runs the program in this process, over models that need no weights."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

import assistant.models.choose
import assistant.workplace
from assistant.cli.app import main
from assistant.models.language_model import LanguageModel
from index.errors import ResearchError
from index.paper import Paper
from tests.fakes import FakeEncoder, FakeLanguageModel


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], encoder: FakeEncoder, model: FakeLanguageModel
) -> Run:
    """Return a function that runs `assistant` with its arguments."""
    monkeypatch.setattr(assistant.workplace, "load_encoder", lambda name=None: encoder)
    monkeypatch.setattr(assistant.workplace, "load_language_model", lambda name=None, engine=None: model)
    monkeypatch.setattr(assistant.workplace, "load_judge", lambda: None)
    monkeypatch.setattr(assistant.models.choose, "language_model_ahead", _ahead)

    def runs(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return runs


def _ahead(name: str | None = None) -> Future[LanguageModel]:
    loading: Future[LanguageModel] = Future()
    try:
        loading.set_result(assistant.workplace.load_language_model(name))
    except ResearchError as error:
        loading.set_exception(error)
    return loading


@pytest.fixture
def records(tmp_path: Path, papers: list[Paper]) -> Path:
    """A file of the dozen papers."""
    file = tmp_path / "papers.jsonl"
    file.write_text("".join(json.dumps(asdict(paper)) + "\n" for paper in papers))
    return file


@pytest.fixture
def filled(run: Run, records: Path, tmp_path: Path) -> str:
    """The path of a library that holds the dozen papers."""
    path = str(tmp_path / "filled")
    assert run("library", "add", str(records), "--library", path).code == 0
    return path

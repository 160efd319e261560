"""Which library is asked, and by which model: `python -m pytest tests/assistant/test_workplace.py`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

import assistant.workplace
from assistant.models import settings
from assistant.models.language_model import LanguageModel
from assistant.workplace import (
    chosen_path,
    deferred_reranker,
    open_assistant,
    open_built_in,
    open_for_asking,
    open_library,
)
from index.errors import BadInput, EncoderMismatch, LibraryError, LibraryNotWritable, ModelMissing
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeEncoder, FakeLanguageModel, FakeReranker


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch, encoder: FakeEncoder) -> None:
    monkeypatch.setattr(assistant.workplace, "load_encoder", lambda name=None: encoder)
    monkeypatch.setattr(assistant.workplace, "load_language_model", lambda name=None, engine=None: FakeLanguageModel())
    monkeypatch.setattr(assistant.workplace, "load_judge", lambda: None)


def test_the_option_wins_over_the_environment_and_that_over_the_platform(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    assert chosen_path(None) == home / "data" / "library"
    monkeypatch.setenv("ASSISTANT_LIBRARY", "~/from the environment")
    assert chosen_path(None) == Path.home() / "from the environment"
    assert chosen_path("here") == Path("here")


def test_without_papers_of_ones_own_the_built_in_collection_is_asked(home: Path, encoder: FakeEncoder) -> None:
    told: list[tuple[int, int | None]] = []
    with open_for_asking(progress=lambda *step: told.append(step)) as library:
        assert library.path == home / "data" / "built-in" and len(library) == 50
    assert told[-1] == (50, None)
    seen = len(encoder.documents)
    with open_for_asking() as again:
        assert len(again) == 50 and len(encoder.documents) == seen
    assert not (home / "data" / "library").exists()


def test_ones_own_papers_are_asked_as_soon_as_there_are_any(home: Path, papers: list[Paper]) -> None:
    open_library().close()
    with open_for_asking() as library:
        assert library.path.name == "built-in"
    with open_library() as own:
        own.add(papers)
    with open_for_asking() as library:
        assert library.path == home / "data" / "library" and len(library) == 12


def test_a_named_library_is_asked_even_if_it_is_empty(tmp_path: Path) -> None:
    open_library(str(tmp_path / "mine")).close()
    with open_for_asking(str(tmp_path / "mine")) as library:
        assert len(library) == 0


def test_a_named_library_that_is_not_there_is_told_with_the_command_that_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing"
    message = f"No library at {missing}: make it with `assistant library add FILE --library {missing}`"
    with pytest.raises(LibraryError, match=message):
        open_for_asking(str(missing))
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(missing))
    with pytest.raises(LibraryError, match=message):
        open_for_asking()
    assert not missing.exists()


def test_a_name_that_is_no_folder_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in (str(tmp_path / "file"), "x" * 5_000, f"{tmp_path}/{'x' * 300}/library"):
        for use in (open_for_asking, open_library):
            with pytest.raises(LibraryNotWritable) as told:
                use(name)
            assert "\n" not in str(told.value)
    for name in ("~nobody-of-this-name/x", "a\0b"):
        for use in (open_for_asking, open_library):
            with pytest.raises(LibraryError):
                use(name)


def test_the_encoder_is_loaded_only_where_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    def broken(name: str | None = None) -> FakeEncoder:
        raise ModelMissing("no weights here")

    library.close()
    monkeypatch.setattr(assistant.workplace, "load_encoder", broken)
    with open_for_asking(str(tmp_path / "library")) as opened:
        assert len(opened) == len(list(opened.papers())) == 12 and opened.embedded_by == "fake"
        assert opened.remove(["arxiv:3102.00002"]) == ["arxiv:3102.00002"]
        with pytest.raises(ModelMissing, match="no weights here"):
            opened.search("fish")


@pytest.mark.parametrize("opened", [open_for_asking, open_built_in])
def test_after_another_encoder_was_chosen_the_built_in_collection_is_embedded_anew_by_itself(
    monkeypatch: pytest.MonkeyPatch, opened: Callable[..., Library]
) -> None:
    opened().close()
    other = FakeEncoder("other/32", dimension=32)
    monkeypatch.setattr(assistant.workplace, "load_encoder", lambda name=None: other)
    told: list[tuple[int, int | None]] = []
    with opened(progress=lambda *step: told.append(step)) as library:
        assert library.embedded_by == "other/32" and told[-1] == (50, 50)
        assert library.search("image classification") and library.verify() == [] and len(library) == 50
    embedded, told[:] = len(other.documents), []
    with opened(progress=lambda *step: told.append(step)) as again:
        assert again.search("image classification")
    assert len(other.documents) == embedded and told == []


def test_a_built_in_collection_of_an_older_version_is_embedded_anew_by_itself(home: Path) -> None:
    open_built_in().close()
    db = sqlite3.connect(home / "data" / "built-in" / "papers.db")
    db.executescript("DROP TABLE passages; PRAGMA user_version = 1;")
    db.close()
    with open_built_in() as library:
        assert library.embedded_by == "fake" and library.verify() == []
        assert len(library) == 50 and library.search("image classification")


def test_where_the_built_in_collection_is_only_read_it_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str | None = None) -> FakeEncoder:
        raise ModelMissing("no weights here")

    open_for_asking().close()
    monkeypatch.setattr(assistant.workplace, "load_encoder", broken)
    with open_for_asking(searched=False) as library:
        assert len(list(library.papers())) == 50 and library.embedded_by == "fake"
    with pytest.raises(ModelMissing, match="no weights here"):
        open_for_asking()


def test_ones_own_papers_are_never_embedded_anew_unasked(
    home: Path, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library() as own:
        own.add(papers)
    other = FakeEncoder("other")
    monkeypatch.setattr(assistant.workplace, "load_encoder", lambda name=None: other)
    with open_for_asking() as library:
        with pytest.raises(EncoderMismatch, match=f"rebuild --library {home / 'data' / 'library'}"):
            library.search("fish")
        assert other.documents == [] and library.embedded_by == "fake"
        assert library.rebuild() == 12 and library.search("fish")


def test_an_assistant_has_the_model_in_use(library: Library) -> None:
    opened, notice = open_assistant(library)
    assert isinstance(opened.model, FakeLanguageModel) and opened.library is library and notice == ""


def test_quotes_need_no_model(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.workplace, "load_language_model", None)
    opened, notice = open_assistant(library, quotes_only=True)
    assert opened.model is None and notice == ""


def test_where_the_weights_are_missing_answers_are_quotes_and_the_notice_says_what_adds_them(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str | None, engine: str | None) -> FakeLanguageModel:
        raise ModelMissing("fake-model is not installed: pip install fake-model.")

    monkeypatch.setattr(assistant.workplace, "load_language_model", missing)
    opened, notice = open_assistant(library)
    assert opened.model is None
    assert notice == "fake-model is not installed: pip install fake-model. Until then answers are quotes."
    assert opened.ask("How fast does HopScotch plan routes for robots?").model.engine == "quotes"


def test_an_unknown_model_is_an_error_and_no_notice(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str | None, engine: str | None) -> FakeLanguageModel:
        raise BadInput(f"No model {name}.")

    monkeypatch.setattr(assistant.workplace, "load_language_model", unknown)
    with pytest.raises(BadInput, match="No model nonsuch"):
        open_assistant(library, model_name="nonsuch")


def test_the_reranker_in_use_or_named_is_loaded_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(assistant.workplace, "load_reranker", lambda name: loaded.append(name) or FakeReranker(name))
    monkeypatch.setenv("ASSISTANT_RERANKER", "in use")
    in_use, named = deferred_reranker(), deferred_reranker("named")
    assert in_use and named and loaded == []
    assert (named.name, in_use.name, loaded) == ("named", "in use", ["named", "in use"])


def test_no_reranker_is_in_use_until_one_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deferred_reranker() is None
    monkeypatch.setenv("ASSISTANT_RERANKER", "in use")
    assert deferred_reranker("none") is None
    settings.use_no_reranker()
    monkeypatch.delenv("ASSISTANT_RERANKER")
    assert deferred_reranker() is None


def test_a_language_model_that_is_being_loaded_is_not_waited_for(library: Library, model: FakeLanguageModel) -> None:
    loading: Future[LanguageModel] = Future()
    opened, notice = open_assistant(library, loading=loading)
    assert opened.model is not None and notice == ""
    loading.set_result(model)
    assert opened.model.name == model.name


def test_weights_that_are_missing_are_told_of_at_once_and_quotes_answer(library: Library) -> None:
    loading: Future[LanguageModel] = Future()
    loading.set_exception(ModelMissing("No weights."))
    opened, notice = open_assistant(library, loading=loading)
    assert opened.model is None and notice == "No weights. Until then answers are quotes."

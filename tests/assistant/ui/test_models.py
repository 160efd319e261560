"""assistant/ui/models.py"""

from __future__ import annotations

import threading

import pytest

from assistant.assistant import Assistant
from assistant.models import hub, memory, settings
from assistant.ui import models
from assistant.ui.models import fetched, overview, used
from assistant.ui.opening import Opening
from assistant.ui.worker import Worker
from index.errors import ModelMissing, ModelUnreachable


@pytest.fixture
def opening(library):
    loads = []
    opened = Opening(Assistant(library), lambda: (loads.append(1) or Assistant(library), ""))
    opened.wait(5)
    opened.loads = loads
    return opened


def test_the_strongest_model_that_fits_is_named_with_what_it_takes(monkeypatch):
    monkeypatch.setattr(memory, "total_mb", lambda: 8_000)
    monkeypatch.setattr(models.device, "gpu_possible", lambda: False)
    shown = overview()
    assert "This computer has 8 GB of memory and no GPU" in shown
    assert "<strong>Qwen2.5-1.5B-Instruct-GGUF</strong>. 1.9 GB to fetch." in shown
    assert 'data-fetch="Qwen2.5-1.5B-Instruct-GGUF"' in shown and "Too large for this computer" in shown


def test_settings_that_cannot_be_read_are_one_line(home):
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text("no json")
    assert "cannot be read" in overview() and "<table" not in overview()


def test_a_model_that_is_not_here_is_not_used(opening):
    with pytest.raises(ModelMissing, match="assistant models pull"):
        used("Qwen3-0.6B", opening)
    assert opening.loads == [1]


def test_a_server_that_is_chosen_is_loaded_at_once(opening):
    assert "is in use from now on" in used("http://localhost:9/v1#m", opening)
    opening.wait(5)
    assert settings.in_use("language") == "http://localhost:9/v1#m" and opening.loads == [1, 1]


def test_search_does_without_a_reranker_from_now_on(opening):
    opening.library.reranker = object()
    used("none", opening)
    assert opening.library.reranker is None and settings.in_use("reranker") == ""


def test_fetching_is_told_in_megabytes(monkeypatch):
    seen = threading.Event()

    def pull(model, progress):
        progress(250_000_000, 1_000_000_000)
        assert seen.wait(5)

    monkeypatch.setattr(hub, "pull", pull)
    said = fetched("Qwen3-0.6B", Worker("test"))
    assert "Asking for Qwen3-0.6B" in next(said) and "250 of 1,000 MB" in next(said)
    seen.set()
    assert list(said) == []


def test_a_hub_that_does_not_answer_is_raised_to_be_told(monkeypatch):
    def unreachable(*_):
        raise ModelUnreachable("The hub does not answer.")

    monkeypatch.setattr(hub, "pull", unreachable)
    with pytest.raises(ModelUnreachable):
        list(fetched("Qwen3-0.6B", Worker("test")))


def test_only_models_of_the_catalogue_are_fetched():
    assert list(fetched("evil/model", Worker("test"))) == []

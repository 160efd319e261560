"""An adapter changes how queries are read, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from assistant.models import adapter
from assistant.models.adapter import Adapter
from assistant.models.choose import load_encoder
from assistant.models.device import Device
from assistant.models.encoders import layout
from assistant.models.encoders.openvino import OpenVinoEncoder
from assistant.models.encoders.sentence_transformers import SentenceTransformersEncoder
from assistant.models.model import Embedding, InFolder, Model
from index.encoder import Encoder
from index.errors import ModelError

TEXTS = ["a cat sat on the mat", "dog", "find papers about a network", ""]
MATRICES = {
    "encoder.layer.0.attention.self.query": (64, 64),
    "encoder.layer.1.intermediate.dense": (128, 64),
    "encoder.layer.1.output.dense": (64, 128),
}
Opened = Callable[[Path, Embedding], Encoder]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where adapters lie, with one in it."""
    folder = tmp_path / "adapters"
    folder.mkdir()
    monkeypatch.setattr(adapter, "_FOLDER", folder)
    write(folder / "tiny.safetensors")
    return folder


def write(file: Path, strength: float = 0.2) -> None:
    chance = np.random.default_rng(0)
    tensors = {}
    for name, (rows, columns) in MATRICES.items():
        tensors[f"{name}.up"] = (strength * chance.standard_normal((rows, 4))).astype(np.float16)
        tensors[f"{name}.down"] = chance.standard_normal((4, columns)).astype(np.float16)
    save_file(tensors, file)


def with_openvino(folder: Path, embedding: Embedding) -> Encoder:
    return OpenVinoEncoder(Model("tiny", "embedding", InFolder(folder)), folder, embedding)


def with_torch(folder: Path, embedding: Embedding) -> Encoder:
    model = Model("tiny", "embedding", InFolder(folder))
    return SentenceTransformersEncoder(model, folder, embedding, Device("cpu", "float32"))


def adapted(folder: Path, name: str = "tiny") -> Embedding:
    embedding = layout.embedding(folder)
    assert embedding
    return replace(embedding, query_adapter=name)


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(axis=1)


ENGINES = pytest.mark.parametrize("opened", [with_openvino, with_torch])


@ENGINES
@pytest.mark.usefixtures("folder")
def test_queries_are_read_in_another_way_and_documents_as_before(opened: Opened, tiny_bert: Path):
    encoder, plain = opened(tiny_bert, adapted(tiny_bert)), opened(tiny_bert, adapted(tiny_bert, ""))
    np.testing.assert_allclose(encoder.encode_documents(TEXTS), plain.encode_documents(TEXTS), atol=1e-6)
    read = encoder.encode_queries(TEXTS)
    assert cosines(read, plain.encode_queries(TEXTS)).max() < 0.99
    np.testing.assert_allclose(np.linalg.norm(read, axis=1), 1, atol=1e-5)


@ENGINES
@pytest.mark.usefixtures("folder")
def test_queries_are_read_as_before_where_the_adapter_is_left_out(opened: Opened, tiny_bert: Path):
    encoder, plain = opened(tiny_bert, adapted(tiny_bert)), opened(tiny_bert, adapted(tiny_bert, ""))
    before = plain.encode_queries(TEXTS)
    for _ in range(2):  # asking with the adapter in between changes nothing
        np.testing.assert_allclose(encoder.encode_queries(TEXTS, adapted=False), before, atol=1e-6)
        encoder.encode_queries(TEXTS)
    np.testing.assert_array_equal(plain.encode_queries(TEXTS, adapted=True), before)


@pytest.mark.usefixtures("folder")
def test_both_engines_read_queries_alike(tiny_bert: Path):
    ours, theirs = with_openvino(tiny_bert, adapted(tiny_bert)), with_torch(tiny_bert, adapted(tiny_bert))
    assert cosines(ours.encode_queries(TEXTS), theirs.encode_queries(TEXTS)).min() > 0.99
    assert ours.adapter == theirs.adapter


@ENGINES
@pytest.mark.usefixtures("folder")
def test_the_vectors_of_a_library_fit_with_and_without(opened: Opened, tiny_bert: Path):
    encoder, plain = opened(tiny_bert, adapted(tiny_bert)), opened(tiny_bert, adapted(tiny_bert, ""))
    assert encoder.fingerprint == plain.fingerprint
    assert encoder.adapter.startswith("tiny@") and plain.adapter == ""


@ENGINES
def test_another_file_has_another_fingerprint_and_is_read_at_once(opened: Opened, tiny_bert: Path, folder: Path):
    first = opened(tiny_bert, adapted(tiny_bert))
    before = first.encode_queries(TEXTS)
    write(folder / "tiny.safetensors", strength=0.5)
    second = opened(tiny_bert, adapted(tiny_bert))
    assert second.adapter != first.adapter
    assert cosines(second.encode_queries(TEXTS), before).min() < 0.99


def test_only_the_matrices_it_names_are_changed(folder: Path, tiny_bert: Path):
    weights = load_file(tiny_bert / "model.safetensors")
    before = {name: tensor.copy() for name, tensor in weights.items()}
    changed = Adapter("tiny").adapted(weights)
    parts = load_file(folder / "tiny.safetensors")
    assert changed.keys() == weights.keys()
    for name, tensor in before.items():
        np.testing.assert_array_equal(weights[name], tensor)
        bare = name.removesuffix(".weight")
        if bare in MATRICES:
            expected = tensor + parts[f"{bare}.up"].astype(np.float32) @ parts[f"{bare}.down"].astype(np.float32)
            np.testing.assert_allclose(changed[name], expected, atol=1e-5)
        else:
            np.testing.assert_array_equal(changed[name], tensor)


@ENGINES
@pytest.mark.usefixtures("folder")
def test_an_adapter_that_is_not_there_is_named_in_one_line(opened: Opened, tiny_bert: Path):
    with pytest.raises(ModelError, match=r"other\.safetensors is missing.*install it again") as caught:
        opened(tiny_bert, adapted(tiny_bert, "other"))
    assert "\n" not in str(caught.value)


@pytest.mark.models
def test_the_default_encoder_reads_queries_by_its_adapter_and_papers_without() -> None:
    encoder = load_encoder("all-MiniLM-L6-v2")
    texts = ["Aspirin lowers the risk of colorectal cancer.", "What replaces attention in this network?"]
    adapted, plain = encoder.encode_queries(texts), encoder.encode_queries(texts, adapted=False)
    assert encoder.adapter.startswith("minilm-queries@")
    assert plain == pytest.approx(encoder.encode_documents(texts), abs=1e-6)
    nearness = (adapted * plain).sum(axis=1)
    assert (nearness > 0.7).all() and (nearness < 0.99).all()

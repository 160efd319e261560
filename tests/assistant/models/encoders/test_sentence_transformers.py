from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.models import choose
from assistant.models.choose import load_encoder
from assistant.models.device import Device
from assistant.models.encoders import layout
from assistant.models.encoders.sentence_transformers import SentenceTransformersEncoder
from assistant.models.model import Embedding, InFolder, Model
from index.errors import ModelError
from tests.assistant.models.conftest import write_pipeline

CPU = Device("cpu", "float32")


def opened(folder: Path, embedding: Embedding | None, device: Device = CPU) -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder(Model("tiny", "embedding", InFolder(folder)), folder, embedding, device)


def test_vectors_are_float32_of_length_one(tiny_bert: Path):
    encoder = opened(tiny_bert, layout.embedding(tiny_bert))
    vectors = encoder.encode_documents(["a cat", "", "the dog sat on the mat"])
    assert vectors.dtype == np.float32 and vectors.shape == (3, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.encode_queries([]).shape == (0, 64)


def test_the_prompts_and_the_longest_text_of_the_catalogue_win(tiny_bert: Path):
    plain = opened(tiny_bert, None)
    described = opened(tiny_bert, Embedding(64, 4, query_prompt="query ", document_prompt="title "))
    cut_after_the_prompt_and_one_word = "cat"
    np.testing.assert_allclose(
        described.encode_queries(["cat dog mat"]),
        plain.encode_queries([f"query {cut_after_the_prompt_and_one_word}"]),
        atol=1e-5,
    )
    assert not np.allclose(described.encode_documents(["cat"]), described.encode_queries(["cat"]), atol=1e-3)


def test_a_folder_plugs_in_by_its_name_with_its_own_prompts_and_longest_text(
    tiny_bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(choose, "find_spec", lambda name: None)  # as where openvino is not installed
    folder = shutil.copytree(tiny_bert, tmp_path / "prompted")
    write_pipeline(folder, {"query": "query ", "document": "title "})
    plain, prompted = load_encoder(str(tiny_bert)), load_encoder(str(folder))
    assert isinstance(prompted, SentenceTransformersEncoder)
    np.testing.assert_allclose(prompted.encode_queries(["cat"]), plain.encode_queries(["query cat"]), atol=1e-5)
    np.testing.assert_allclose(prompted.encode_documents(["cat"]), plain.encode_documents(["title cat"]), atol=1e-5)
    sixteen_tokens = "cat " * 13  # with the prompt and the two marks
    both = prompted.encode_documents([sixteen_tokens + "dog", sixteen_tokens + "network " * 50])
    np.testing.assert_allclose(both[0], both[1], atol=1e-5)


def test_a_model_with_more_parts_plugs_in_as_its_own_files_say(tiny_bert: Path, tmp_path: Path):
    folder = with_a_dense_part(shutil.copytree(tiny_bert, tmp_path / "more-parts"))
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, SentenceTransformersEncoder)
    assert encoder.dimension == 8
    vectors = encoder.encode_documents(["a cat " * 30, "a cat " * 6, "dog"])
    assert vectors.shape == (3, 8)
    assert encoder.fingerprint.endswith("/own")
    unprompted = with_a_dense_part(shutil.copytree(tiny_bert, tmp_path / "unprompted"), prompts={})
    plain = load_encoder(str(unprompted))
    np.testing.assert_allclose(encoder.encode_queries(["cat"]), plain.encode_queries(["query cat"]), atol=1e-5)
    long = plain.encode_documents(["cat " * 14 + "dog", "cat " * 14 + "network " * 50])
    np.testing.assert_allclose(long[0], long[1], atol=1e-5)


def with_a_dense_part(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """Add a part that makes 8 numbers of the 64, and a query prompt unless others are given."""
    import torch
    from safetensors.torch import save_file

    write_pipeline(folder, {"query": "query "} if prompts is None else prompts)
    modules = json.loads((folder / "modules.json").read_text())
    modules.append({"idx": 3, "name": "3", "path": "3_Dense", "type": "sentence_transformers.models.Dense"})
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "3_Dense").mkdir()
    activation = "torch.nn.modules.linear.Identity"
    config = {"in_features": 64, "out_features": 8, "bias": False, "activation_function": activation}
    (folder / "3_Dense" / "config.json").write_text(json.dumps(config))
    matrix = torch.randn(8, 64, generator=torch.Generator().manual_seed(0))
    save_file({"linear.weight": matrix}, folder / "3_Dense" / "model.safetensors")
    return folder


def test_half_precision_still_gives_unit_vectors(tiny_bert: Path):
    encoder = opened(tiny_bert, None, Device("cpu", "bfloat16"))
    lengths = np.linalg.norm(encoder.encode_documents(["a cat sat"]), axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-6)


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path):
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="cannot run the encoder in"):
        opened(tmp_path, None)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.models.device import Device
from assistant.models.encoders import layout
from assistant.models.encoders.sentence_transformers import SentenceTransformersEncoder
from assistant.models.model import Embedding, InFolder, Model
from index.errors import ModelError

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


def test_half_precision_still_gives_unit_vectors(tiny_bert: Path):
    encoder = opened(tiny_bert, None, Device("cpu", "bfloat16"))
    lengths = np.linalg.norm(encoder.encode_documents(["a cat sat"]), axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-6)


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path):
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="cannot run the encoder in"):
        opened(tmp_path, None)

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.models import converted
from assistant.models.choose import load_encoder
from assistant.models.device import Device
from assistant.models.encoders import layout
from assistant.models.encoders.openvino import OpenVinoEncoder
from assistant.models.encoders.sentence_transformers import SentenceTransformersEncoder
from assistant.models.model import InFolder, Model
from index.errors import ModelError
from tests.assistant.models.conftest import write_pipeline

TEXTS = [
    "a cat sat on the mat",
    "dog",
    "the network learns to see images of cat and dog",
    "find papers about a network",
]


def opened(folder: Path) -> OpenVinoEncoder:
    embedding = layout.embedding(folder)
    assert embedding
    return OpenVinoEncoder(Model("tiny", "embedding", InFolder(folder)), folder, embedding)


def with_torch(folder: Path) -> SentenceTransformersEncoder:
    model = Model("tiny", "embedding", InFolder(folder))
    return SentenceTransformersEncoder(model, folder, layout.embedding(folder), Device("cpu", "float32"))


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(axis=1)


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_the_graph_gives_the_vectors_of_the_published_model(pooling: str, tiny_bert: Path, tmp_path: Path):
    folder = shutil.copytree(tiny_bert, tmp_path / pooling)
    modes = {"pooling_mode_mean_tokens": pooling == "mean", "pooling_mode_cls_token": pooling == "cls"}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": 64, **modes}))
    ours, theirs = opened(folder), with_torch(folder)
    assert cosines(ours.encode_documents(TEXTS), theirs.encode_documents(TEXTS)).min() > 0.995
    assert ours.fingerprint == theirs.fingerprint
    assert ours.fingerprint.endswith(pooling)


def test_vectors_are_float32_of_length_one(tiny_bert: Path):
    vectors = opened(tiny_bert).encode_documents(TEXTS)
    assert vectors.dtype == np.float32 and vectors.shape == (4, 64)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_gets_its_vector_wherever_it_stands_in_a_batch(tiny_bert: Path, monkeypatch: pytest.MonkeyPatch):
    encoder = opened(tiny_bert)
    monkeypatch.setattr("assistant.models.encoders.openvino._SORTED", 20)
    many = [f"{TEXTS[n % 4]} {'cat ' * (n % 7)}" for n in range(50)]
    together = encoder.encode_documents(many)
    alone = np.concatenate([encoder.encode_documents([text]) for text in many])
    assert cosines(together, alone).min() > 0.999


def test_nothing_and_empty_texts_are_encoded_too(tiny_bert: Path):
    encoder = opened(tiny_bert)
    assert encoder.encode_documents([]).shape == (0, 64)
    assert encoder.encode_queries([]).shape == (0, 64)
    assert np.isfinite(encoder.encode_documents(["", "\x00 \ud800"])).all()


def test_what_is_beyond_the_longest_text_is_not_read(tiny_bert: Path):
    encoder = opened(tiny_bert)
    long = "cat " * 14
    assert (
        cosines(encoder.encode_documents([long + "dog"]), encoder.encode_documents([long + "mat " * 500]))[0] > 0.9999
    )


def test_queries_and_documents_get_the_prompts_of_the_model(tiny_bert: Path, tmp_path: Path):
    folder = shutil.copytree(tiny_bert, tmp_path / "prompted")
    write_pipeline(folder, {"query": "query ", "document": "title "})
    plain, prompted = opened(tiny_bert), opened(folder)
    np.testing.assert_array_equal(prompted.encode_queries(["cat"]), plain.encode_queries(["query cat"]))
    np.testing.assert_array_equal(prompted.encode_documents(["cat"]), plain.encode_documents(["title cat"]))
    assert cosines(with_torch(folder).encode_queries(["cat"]), prompted.encode_queries(["cat"]))[0] > 0.995


def test_weights_are_converted_once(tiny_bert: Path, monkeypatch: pytest.MonkeyPatch):
    first = opened(tiny_bert).encode_queries(TEXTS)
    monkeypatch.setattr(converted, "_make_aside", None)
    np.testing.assert_array_equal(opened(tiny_bert).encode_queries(TEXTS), first)


def test_damaged_weights_are_named_in_one_line(tiny_bert: Path, tmp_path: Path):
    folder = shutil.copytree(tiny_bert, tmp_path / "damaged")
    (folder / "model.safetensors").write_bytes(b"damaged")
    encoder = opened(folder)
    for use in (encoder.encode_documents, encoder.encode_queries):
        with pytest.raises(ModelError, match=r"cannot run the encoder in .*damaged") as caught:
            use(["a cat"])
        assert "\n" not in str(caught.value)


def test_a_damaged_tokenizer_is_named_in_one_line(tiny_bert: Path, tmp_path: Path):
    folder = shutil.copytree(tiny_bert, tmp_path / "damaged")
    (folder / "tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match=r"cannot run the encoder in .*damaged") as caught:
        opened(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.models
def test_minilm_gives_the_same_vectors_on_both_engines():
    texts = [
        "We train a network on images alone and reach 87.8% top-1 accuracy.",
        "Which paper turns a residual network into one that beats transformers?",
        "cat",
        "Protein folding with attention over pairs of residues. " * 12,
    ]
    ours = load_encoder("all-MiniLM-L6-v2")
    model = Model("m", "embedding", InFolder(Path()))
    from assistant.models import catalogue, weights

    model = catalogue.find("all-MiniLM-L6-v2")
    theirs = SentenceTransformersEncoder(model, weights.locate(model), model.embedding, Device("cpu", "float32"))
    assert cosines(ours.encode_documents(texts), theirs.encode_documents(texts)).min() > 0.997
    assert ours.fingerprint == theirs.fingerprint == "all-MiniLM-L6-v2@53aa51172d14/mean"

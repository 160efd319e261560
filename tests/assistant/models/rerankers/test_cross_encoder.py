"""A cross-encoder scores texts as sentence-transformers does, whatever the texts are."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.models.device import Device
from assistant.models.model import InFolder, Model
from assistant.models.rerankers.cross_encoder import CrossEncoderReranker
from index.errors import BadInput, ModelError
from tests.assistant.models.conftest import bert_config, word_tokenizer

TEXTS = ["a cat sat on the mat", "dog", "the network learns to see images of cat and dog"]
CPU = Device("cpu", "float32")


def opened(folder: Path, device: Device = CPU) -> CrossEncoderReranker:
    return CrossEncoderReranker(Model("tiny", "reranker", InFolder(folder)), folder, device)


def reference(folder: Path, query: str, texts: list[str]) -> np.ndarray:
    """The logits by transformers alone, one pair at a time."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    model, tokenizer = AutoModelForSequenceClassification.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    with torch.inference_mode():
        pairs = [tokenizer(query, text, return_tensors="pt", truncation=True, max_length=64) for text in texts]
        return np.array([model(**pair).logits.item() for pair in pairs])


def test_scores_are_those_of_the_model_in_the_order_of_the_texts(tiny_cross_encoder: Path) -> None:
    scores = opened(tiny_cross_encoder).scores("find a cat", TEXTS)
    assert scores.dtype == np.float32 and scores.shape == (3,)
    np.testing.assert_allclose(scores, reference(tiny_cross_encoder, "find a cat", TEXTS), atol=1e-5)
    assert len(set(scores.tolist())) == 3


def test_query_and_text_are_read_together(tiny_cross_encoder: Path) -> None:
    reranker = opened(tiny_cross_encoder)
    assert abs(reranker.scores("cat", ["dog"])[0] - reranker.scores("network", ["dog"])[0]) > 1e-3


def test_a_text_gets_its_score_wherever_it_stands_in_a_batch(tiny_cross_encoder: Path) -> None:
    reranker = opened(tiny_cross_encoder)
    many = [f"{TEXTS[n % 3]} {'cat ' * (n % 7)}" for n in range(40)]
    alone = [reranker.scores("cat", [text])[0] for text in many]
    np.testing.assert_allclose(reranker.scores("cat", many), alone, atol=1e-5)


def test_threads_that_score_at_once_get_what_each_gets_alone(tiny_cross_encoder: Path) -> None:
    reranker = opened(tiny_cross_encoder)
    queries = [f"{'cat ' * n} dog" for n in range(16)]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda query: reranker.scores(query, TEXTS), queries))
    for query, scores in zip(queries, together, strict=True):
        np.testing.assert_allclose(scores, reranker.scores(query, TEXTS), atol=1e-5)


def test_nothing_empty_and_broken_texts_are_scored_too(tiny_cross_encoder: Path) -> None:
    reranker = opened(tiny_cross_encoder)
    assert reranker.scores("cat", []).shape == (0,)
    assert np.isfinite(reranker.scores("\ud800", ["", "\x00 \udfff", " "])).all()


def test_what_is_beyond_the_longest_pair_is_not_read(tiny_cross_encoder: Path) -> None:
    reranker = opened(tiny_cross_encoder)
    long = "cat " * 70
    scores = reranker.scores("dog", [long + "mat", long + "network " * 500])
    np.testing.assert_allclose(scores[0], scores[1], atol=1e-6)


def test_the_activation_is_that_of_the_files(tiny_cross_encoder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_cross_encoder, tmp_path / "sigmoid")
    config = json.loads((folder / "config.json").read_text())
    del config["sentence_transformers"]
    (folder / "config.json").write_text(json.dumps(config))
    logits = opened(tiny_cross_encoder).scores("cat", TEXTS)
    np.testing.assert_allclose(opened(folder).scores("cat", TEXTS), 1 / (1 + np.exp(-logits)), atol=1e-5)


def test_a_folder_that_sentence_transformers_saved_gives_the_same_scores(
    tiny_cross_encoder: Path, tmp_path: Path
) -> None:
    from sentence_transformers import CrossEncoder

    from assistant.models import weights

    CrossEncoder(str(tiny_cross_encoder), device="cpu").save_pretrained(str(tmp_path / "saved"))
    assert weights.told(tmp_path / "saved") == "reranker"
    again = opened(tmp_path / "saved").scores("cat", TEXTS)
    np.testing.assert_allclose(again, opened(tiny_cross_encoder).scores("cat", TEXTS), atol=1e-5)


def test_half_precision_still_gives_float32(tiny_cross_encoder: Path) -> None:
    half = opened(tiny_cross_encoder, Device("cpu", "bfloat16")).scores("cat", TEXTS)
    assert half.dtype == np.float32
    np.testing.assert_allclose(half, opened(tiny_cross_encoder).scores("cat", TEXTS), atol=0.2)


def test_the_name_changes_with_the_weights(tiny_cross_encoder: Path, tmp_path: Path) -> None:
    import transformers

    name = opened(tiny_cross_encoder).name
    folder = shutil.copytree(tiny_cross_encoder, tmp_path / "other")
    config = bert_config(len(word_tokenizer()), num_labels=1, layer_norm_eps=1e-6)
    transformers.BertForSequenceClassification(config).half().save_pretrained(folder)
    assert name.startswith("tiny@") and name == opened(tiny_cross_encoder).name
    assert opened(folder).name != name


def test_a_classifier_of_several_classes_is_no_reranker(tiny_cross_encoder: Path, tmp_path: Path) -> None:
    import transformers

    folder = shutil.copytree(tiny_cross_encoder, tmp_path / "moods")
    config = bert_config(len(word_tokenizer()), num_labels=3)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    with pytest.raises(BadInput, match="tiny sorts texts into 3 classes"):
        opened(folder)


def test_weights_that_give_no_numbers_say_how_to_do_without(tiny_cross_encoder: Path, tmp_path: Path) -> None:
    import transformers

    folder = shutil.copytree(tiny_cross_encoder, tmp_path / "broken")
    model = transformers.BertForSequenceClassification.from_pretrained(folder)
    model.classifier.bias.data.fill_(float("nan"))
    model.save_pretrained(folder)
    with pytest.raises(ModelError, match=r"gives no numbers.*assistant models use none"):
        opened(folder).scores("cat", TEXTS)


def test_damaged_weights_are_named_in_one_line(tiny_cross_encoder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_cross_encoder, tmp_path / "damaged")
    (folder / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(ModelError, match=r"cannot run the reranker in .*damaged") as caught:
        opened(folder)
    assert "\n" not in str(caught.value)

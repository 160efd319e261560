from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.models.encoders.layout import embedding, is_bert
from assistant.models.model import Embedding
from index.errors import ModelError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "config.json", {"model_type": "bert", "hidden_size": 64, "max_position_embeddings": 128})
    return tmp_path


def write(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value))


def test_a_sentence_transformers_folder_says_how_it_reads(tiny_bert: Path):
    assert embedding(tiny_bert) == Embedding(dimension=64, max_tokens=16, pooling="mean")
    assert is_bert(tiny_bert)


def test_a_bare_transformer_is_read_by_its_mean(folder: Path):
    assert embedding(folder) == Embedding(dimension=64, max_tokens=128, pooling="mean")


@pytest.mark.parametrize(
    ("pooling", "expected"),
    [
        ({"pooling_mode": "cls"}, "cls"),
        ({"pooling_mode": "mean"}, "mean"),
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "cls"),
    ],
)
def test_old_and_new_names_of_the_pooling_are_known(pooling: dict[str, object], expected: str, folder: Path):
    write(folder / "1_Pooling" / "config.json", pooling)
    found = embedding(folder)
    assert found and found.pooling == expected


@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("1_Pooling/config.json", {"pooling_mode": "lasttoken"}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True}),
        ("modules.json", [{"type": "sentence_transformers.models.Transformer"}, {"type": "a.models.Dense"}]),
        ("config.json", {}),
    ],
)
def test_what_is_more_than_a_plain_encoder_is_left_to_its_library(file: str, value: object, folder: Path):
    write(folder / file, value)
    assert embedding(folder) is None


@pytest.mark.parametrize(
    "change",
    [{"model_type": "roberta"}, {"hidden_act": "relu"}, {"dtype": "bfloat16"}, {"position_embedding_type": "r"}],
)
def test_other_transformers_are_not_taken_for_bert(change: dict[str, str], folder: Path):
    (folder / "model.safetensors").touch()
    (folder / "tokenizer.json").touch()
    assert is_bert(folder)
    write(folder / "config.json", {"model_type": "bert", **change})
    assert not is_bert(folder)


def test_a_damaged_description_is_named(folder: Path):
    (folder / "modules.json").write_text("{")
    with pytest.raises(ModelError, match=r"modules\.json is not JSON"):
        embedding(folder)

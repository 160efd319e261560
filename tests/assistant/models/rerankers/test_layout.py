"""A reranker is known by its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.models.rerankers.layout import activation, is_reranker
from index.errors import ModelError

HEAD = {"architectures": ["XLMRobertaForSequenceClassification"]}
IDENTITY, SIGMOID = "torch.nn.modules.linear.Identity", "torch.nn.modules.activation.Sigmoid"


def write(folder: Path, **files: object) -> Path:
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value))
    return folder


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"config": HEAD}, True),
        ({"config_sentence_transformers": {"model_type": "CrossEncoder"}, "modules": []}, True),
        ({"config": HEAD, "modules": [], "config_sentence_transformers": {"prompts": {}}}, False),
        ({"config": HEAD, "config_sentence_transformers": {"model_type": "SentenceTransformer"}}, False),
        ({"config": {"architectures": ["BertModel"]}}, False),
        ({"config": {"architectures": ["LlamaForCausalLM"]}}, False),
        ({"config": {"architectures": None}}, False),
        ({"config": []}, False),
        ({}, False),
    ],
    ids=["head", "newer", "encoder", "newer-encoder", "bare", "language", "no-name", "no-object", "empty"],
)
def test_a_reranker_is_told_from_other_models(files: dict[str, object], expected: bool, tmp_path: Path) -> None:
    assert is_reranker(write(tmp_path, **files)) is expected


def test_a_file_is_no_reranker(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    assert not is_reranker(file)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"config": {"sentence_transformers": {"activation_fn": IDENTITY}}}, "Identity"),
        ({"config": {"sbert_ce_default_activation_function": IDENTITY}}, "Identity"),
        ({"config": HEAD, "config_sentence_transformers": {"activation_fn": IDENTITY}}, "Identity"),
        ({"config": {"sentence_transformers": {"activation_fn": SIGMOID}}}, "Sigmoid"),
        ({"config": {"sentence_transformers": "4.0"}}, "Sigmoid"),
        ({"config": HEAD}, "Sigmoid"),
    ],
)
def test_old_and_new_names_of_the_activation_are_known(files: dict[str, object], expected: str, tmp_path: Path) -> None:
    assert activation(write(tmp_path, **files)) == expected


def test_nothing_but_an_activation_is_ever_called(tmp_path: Path) -> None:
    named = {"activation_fn": "torch.utils.collect_env.main"}
    assert activation(write(tmp_path, config={"sentence_transformers": named})) == "Sigmoid"


def test_a_damaged_description_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelError, match=r"config\.json is not JSON"):
        is_reranker(tmp_path)

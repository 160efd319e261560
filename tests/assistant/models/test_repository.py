from __future__ import annotations

import pytest

from assistant.models.repository import RemoteFile, wanted
from index.errors import BadInput

SETTINGS = ["config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "merges.txt"]


def chosen(*paths: str) -> set[str]:
    return {file.path for file in wanted("org/model", [RemoteFile(path, 1) for path in paths])}


def test_safetensors_are_preferred_and_settings_come_along():
    assert chosen(*SETTINGS, "model.safetensors", "pytorch_model.bin", "model.q4_0.gguf", "LICENSE") == {
        *SETTINGS,
        "model.safetensors",
    }


def test_all_shards_come_and_a_second_copy_of_the_weights_does_not():
    shards = {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json"}
    assert chosen(*shards, "consolidated.safetensors") == shards


@pytest.mark.parametrize(
    ("files", "best"),
    [
        (["m-q2_k.gguf", "m-q4_0.gguf", "m-q8_0.gguf", "m-f16.gguf"], "m-q8_0.gguf"),
        (["m-Q2_K.gguf", "m-Q4_0.gguf", "m-Q4_K_M.gguf"], "m-Q4_0.gguf"),
        (["m-q4_0-00001-of-00002.gguf", "m-q4_0-00002-of-00002.gguf", "m-q5_k_m.gguf"], "m-q5_k_m.gguf"),
    ],
)
def test_of_many_gguf_files_one_comes(files: list[str], best: str):
    assert chosen(*files) == {best}


def test_an_openvino_repository_comes_with_its_tokenizer():
    files = {
        "openvino_model.xml",
        "openvino_model.bin",
        "openvino_tokenizer.xml",
        "openvino_tokenizer.bin",
        "config.json",
    }
    assert chosen(*files, "README.md") == files


def test_the_modules_of_an_encoder_come_along():
    modules = {"modules.json", "model.safetensors", "1_Pooling/config.json", "2_Dense/model.safetensors"}
    others = {"onnx/model.onnx", "openvino/openvino_model.xml", "2_Dense/pytorch_model.bin", "train_script.py"}
    assert chosen(*modules, *others) == modules


@pytest.mark.parametrize(
    ("files", "expected_error"),
    [(["pytorch_model.bin", "config.json"], "can run code"), (["README.md"], "no weights"), ([], "no weights")],
)
def test_a_repository_without_safe_weights_is_refused(files: list[str], expected_error: str):
    with pytest.raises(BadInput, match=expected_error):
        chosen(*files)

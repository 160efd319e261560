"""What the files of a folder say of the reranker in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index.errors import ModelError

_OWN_SETTINGS = "config_sentence_transformers.json"
_HEAD = "ForSequenceClassification"  # of the transformer: the only mark of a cross-encoder saved before version 6
_ACTIVATIONS = {"Identity", "Sigmoid", "Tanh"}  # of torch.nn, as published rerankers name them
_DEFAULT_ACTIVATION = "Sigmoid"  # of sentence-transformers


def is_reranker(folder: Path) -> bool:
    """Say whether a folder holds a model that reads two texts together and gives a score."""
    own = _settings(folder / _OWN_SETTINGS)
    if "model_type" in own or (folder / "modules.json").is_file():
        return own.get("model_type") == "CrossEncoder"
    architectures = _settings(folder / "config.json").get("architectures")
    return isinstance(architectures, list) and any(str(name).endswith(_HEAD) for name in architectures)


def activation(folder: Path) -> str:
    """Return the class of torch.nn that makes a score of what the model computes.

    Read here, because sentence-transformers would call whatever in torch the file names. None of those known
    changes the order of scores, so any other is taken for the default.
    """
    config = _settings(folder / "config.json")
    named = (
        _settings(folder / _OWN_SETTINGS).get("activation_fn")
        or _dict(config.get("sentence_transformers")).get("activation_fn")
        or config.get("sbert_ce_default_activation_function")
    )
    name = str(named).rpartition(".")[2]
    return name if name in _ACTIVATIONS else _DEFAULT_ACTIVATION


def _settings(path: Path) -> dict[str, Any]:
    """Return the JSON object of a file, {} where there is no such file. Raises ModelError for a damaged one."""
    try:
        return _dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
    except ValueError as error:
        raise ModelError(f"{path} is not JSON ({error}). Fetch the model again.") from error


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

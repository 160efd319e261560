"""What the files of a sentence-transformers folder say of the model in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.models.model import Embedding, Pooling
from index.errors import ModelError

_KNOWN_MODULES = {"Transformer", "Pooling", "Normalize"}
_POOLINGS: dict[str, Pooling] = {
    "mean": "mean",
    "cls": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
}
_BERT = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}


def embedding(folder: Path) -> Embedding | None:
    """Return how a plain encoder reads text; None for one with parts beyond a transformer, pooling and a norm."""
    modules = _read(folder / "modules.json") or []
    kinds = {str(module["type"]).rpartition(".")[2] for module in modules}
    pooling = _pooling(folder / "1_Pooling" / "config.json")
    config = _read(folder / "config.json") or {}
    if pooling is None or not kinds <= _KNOWN_MODULES or "hidden_size" not in config:
        return None
    longest = int(config.get("max_position_embeddings", 512))
    limit = (_read(folder / "sentence_bert_config.json") or {}).get("max_seq_length") or longest
    prompts = (_read(folder / "config_sentence_transformers.json") or {}).get("prompts") or {}
    return Embedding(
        dimension=int(config["hidden_size"]),
        max_tokens=min(int(limit), longest),
        pooling=pooling,
        query_prompt=prompts.get("query") or "",
        document_prompt=prompts.get("document") or prompts.get("passage") or "",
    )


def is_bert(folder: Path) -> bool:
    """Say whether the transformer is the BERT that `encoders.bert` writes out as a graph."""
    config = _read(folder / "config.json") or {}
    fits = "model_type" in config and all(config.get(key, value) == value for key, value in _BERT.items())
    dtype = config.get("dtype") or config.get("torch_dtype")
    files = (folder / "model.safetensors", folder / "tokenizer.json")
    return fits and dtype != "bfloat16" and all(file.is_file() for file in files)


def _pooling(path: Path) -> Pooling | None:
    """Return the pooling of a folder; a folder without any is a bare transformer, read by its mean."""
    config = _read(path)
    if config is None:
        return "mean"
    named = config.get("pooling_mode")
    modes = [named] if named else [key for key, on in config.items() if key.startswith("pooling_mode_") and on]
    return _POOLINGS.get(str(modes[0])) if len(modes) == 1 else None


def _read(path: Path) -> Any:
    """Return the JSON of a file, None where there is no such file."""
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except ValueError as error:
        raise ModelError(f"{path} is not JSON ({error}). Fetch the model again.") from error

"""A BERT encoder written out as an OpenVINO graph, from token ids to unit vectors.

Built from the safetensors file directly: torch and transformers would take half a minute to trace the same graph.
Architecture: Devlin et al., 2019, https://arxiv.org/abs/1810.04805; names as in the published checkpoints.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino
from openvino import opset13 as ops
from safetensors.numpy import load_file

from assistant.models.adapter import Adapter
from assistant.models.model import Pooling


def graph(folder: Path, pooling: Pooling, adapter: Adapter | None = None) -> openvino.Model:
    """Return the graph: `input_ids` and `attention_mask`, int64 of shape (texts, tokens), in; unit vectors out.

    The matrices are stored as int8, one scale a row: with OpenVINO's dynamic quantisation that halves the time
    of the float32 graph, at a cosine above .997 between the vectors of both. The changes of `adapter` are added first.
    """
    ids, mask, states = _inside(folder, adapter)
    vectors = _mean(states, mask) if pooling == "mean" else ops.gather(states, np.int64(0), np.int64(1))
    unit = ops.normalize_l2(vectors, np.array([1]), 1e-24, "max")
    return openvino.Model([unit], [ids, mask], "bert")


def states_graph(folder: Path, adapter: Adapter | None = None) -> openvino.Model:
    """Return the graph that ends in the last hidden state of each token, shape (texts, tokens, hidden)."""
    ids, mask, states = _inside(folder, adapter)
    return openvino.Model([states], [ids, mask], "bert")


def _inside(folder: Path, adapter: Adapter | None) -> tuple[Any, Any, Any]:
    ids = ops.parameter([-1, -1], np.int64, name="input_ids")
    mask = ops.parameter([-1, -1], np.int64, name="attention_mask")
    return ids, mask, _Bert(folder, adapter).states(ids, mask)


def _mean(states: Any, mask: Any) -> Any:
    """Return the mean of the tokens that are not padding, shape (texts, hidden)."""
    weight = ops.unsqueeze(ops.convert(mask, np.float32), np.int64(-1))
    total = ops.reduce_sum(ops.multiply(states, weight), np.array([1]))
    return ops.divide(total, ops.reduce_sum(weight, np.array([1])))


class _Bert:
    """The weights of one folder, and the parts of the graph that they make."""

    def __init__(self, folder: Path, adapter: Adapter | None) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.layers = int(config["num_hidden_layers"])
        self.heads = int(config["num_attention_heads"])
        self.head_size = int(config["hidden_size"]) // self.heads
        self.epsilon = float(config.get("layer_norm_eps", 1e-12))
        stored = load_file(folder / "model.safetensors")
        self.stored = {name.removeprefix("bert."): tensor for name, tensor in stored.items()}
        if adapter:
            self.stored = adapter.adapted(self.stored)

    def states(self, ids: Any, mask: Any) -> Any:
        """Return the last hidden states, shape (texts, tokens, hidden)."""
        x = self.embedded(ids)
        visible = ops.unsqueeze(ops.convert(mask, bool), np.array([1, 2]))
        for number in range(self.layers):
            layer = f"encoder.layer.{number}"
            x = self.norm(ops.add(x, self.attention(x, visible, f"{layer}.attention")), f"{layer}.attention.output")
            inner = ops.gelu(self.linear(x, f"{layer}.intermediate.dense"), "erf")
            x = self.norm(ops.add(x, self.linear(inner, f"{layer}.output.dense")), f"{layer}.output")
        return x

    def embedded(self, ids: Any) -> Any:
        """Return the sum of word, place and type, normalised."""
        words = ops.gather(self.tensor("embeddings.word_embeddings.weight"), ids, np.int64(0))
        length = ops.gather(ops.shape_of(ids), np.int64(1), np.int64(0))
        places = ops.range(np.int64(0), length, np.int64(1), "i64")
        placed = ops.gather(self.tensor("embeddings.position_embeddings.weight"), places, np.int64(0))
        # One text at a time, never a pair: every token is of the first type.
        first_type = self.tensor("embeddings.token_type_embeddings.weight")[:1]
        return self.norm(ops.add(ops.add(words, placed), first_type), "embeddings")

    def attention(self, x: Any, visible: Any, name: str) -> Any:
        """Return what each token takes from those that are visible, shape (texts, tokens, hidden)."""
        query, key, value = (self.by_head(self.linear(x, f"{name}.self.{part}")) for part in ("query", "key", "value"))
        taken = ops.scaled_dot_product_attention(query, key, value, visible)
        joined = ops.reshape(ops.transpose(taken, np.array([0, 2, 1, 3])), np.array([0, 0, -1]), special_zero=True)
        return self.linear(joined, f"{name}.output.dense")

    def by_head(self, x: Any) -> Any:
        """Return shape (texts, heads, tokens, head size) of (texts, tokens, hidden)."""
        parts = ops.reshape(x, np.array([0, 0, self.heads, self.head_size]), special_zero=True)
        return ops.transpose(parts, np.array([0, 2, 1, 3]))

    def linear(self, x: Any, name: str) -> Any:
        """Return x times a matrix, stored as int8, plus a bias."""
        matrix = self.tensor(f"{name}.weight")
        scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12) / 127
        whole = ops.constant(np.round(matrix / scale).astype(np.int8))
        restored = ops.multiply(ops.convert(whole, np.float32), scale)
        return ops.add(ops.matmul(x, restored, False, True), self.tensor(f"{name}.bias"))

    def norm(self, x: Any, name: str) -> Any:
        """Return x with mean 0 and variance 1 over its last axis, scaled and shifted."""
        centred = ops.mvn(x, np.array([-1]), True, self.epsilon, "inside_sqrt")
        scaled = ops.multiply(centred, self.tensor(f"{name}.LayerNorm.weight"))
        return ops.add(scaled, self.tensor(f"{name}.LayerNorm.bias"))

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        return self.stored[name].astype(np.float32)

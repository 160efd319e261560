"""What this computer allows at most: how fast it reads memory and multiplies matrices, and what that makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant import telemetry
from eval.speed.figure import OURS, Figure
from eval.speed.times import seconds

_MEGABYTES = 512  # of an array that is read: far more than any cache holds
_QUICK_MEGABYTES = 64
_SIDE = 2048  # of the square matrices: their product is bound by arithmetic, not by memory
_QUICK_SIDE = 1024
_GROUP = "64"  # inputs to a scale, as our encoder has them
_RUNS = 5  # the best of so many: a limit is what can be reached


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes a second from memory, and operations a second of matrix products with float32 and int8 weights."""

    bytes_a_second: float
    float32_a_second: float
    int8_a_second: float

    def tokens_a_second(self, weights: int) -> float:
        """Return how many tokens a model writes at most: for each it reads all its weights (in bytes)."""
        return self.bytes_a_second / weights

    def figures(self) -> list[Figure]:
        """Return the limits as figures."""
        return [
            Figure("memory read", "GB/s", self.bytes_a_second / 1e9, better="higher"),
            Figure("matrix product, float32", "GFLOP/s", self.float32_a_second / 1e9, better="higher"),
            Figure("matrix product, int8 weights", "GFLOP/s", self.int8_a_second / 1e9, better="higher"),
        ]


def measured(*, quick: bool = False) -> Limits:
    """Return the limits of this computer, all its cores at work."""
    side = _QUICK_SIDE if quick else _SIDE
    return Limits(_memory(_QUICK_MEGABYTES if quick else _MEGABYTES), _float32(side), _int8(side))


def operations(config: Mapping[str, Any], tokens: Sequence[int]) -> float:
    """Return the mean operations of an encoder for documents of so many tokens each, by its config.json.

    A multiplication and an addition are two. Of a layer these are four square products of the hidden states, two
    with the wider middle, and for each token the scores and sums over all the others.
    """
    hidden, layers, middle = (int(config[key]) for key in ("hidden_size", "num_hidden_layers", "intermediate_size"))
    a_token = 2 * (4 * hidden * hidden + 2 * hidden * middle)
    lengths = np.asarray(tokens, dtype=np.float64)
    return float(np.mean(layers * (lengths * a_token + 4 * lengths**2 * hidden)))


def documents_a_second(limits: Limits, encoder: Path, max_tokens: int, texts: Sequence[str]) -> dict[str, float]:
    """Return how many of these texts are embedded at most: with int8 weights, as ours are, and with float32."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    lengths = [len(encoding.ids) for encoding in tokenizer.encode_batch_fast(list(texts))]
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    a_document = operations(config, lengths)
    return {OURS: limits.int8_a_second / a_document, "float32": limits.float32_a_second / a_document}


def _memory(megabytes: int) -> float:
    """Return bytes a second: the better of reading an array and of copying it, which moves each byte twice."""
    import torch

    array = torch.ones(megabytes << 18, dtype=torch.float32)
    copy = torch.empty_like(array)
    size = float(array.numel() * 4)
    return max(size / _best(array.sum), 2.0 * size / _best(lambda: copy.copy_(array)))


def _float32(side: int) -> float:
    import torch

    a, b = torch.rand(side, side), torch.rand(side, side)
    return 2 * side**3 / _best(lambda: a @ b)


def _int8(side: int) -> float:
    """Return operations a second of OpenVINO with int8 weights and inputs made int8, as our encoder runs."""
    telemetry.switch_off()  # OpenVINO reports as soon as it is imported
    import openvino
    from openvino import opset13 as ops

    inputs = ops.parameter([-1, side], openvino.Type.f32)
    weights = np.random.default_rng(0).integers(-127, 128, (side, side), dtype=np.int8)
    scales = ops.constant(np.full((side, 1), 0.01, dtype=np.float32))
    scaled = ops.multiply(ops.convert(ops.constant(weights), "f32"), scales)
    model = openvino.Model([ops.matmul(inputs, scaled, False, True)], [inputs])
    properties = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP}
    request = openvino.Core().compile_model(model, "CPU", properties).create_infer_request()
    given = np.random.default_rng(1).standard_normal((side, side), dtype=np.float32)
    return 2 * side**3 / _best(lambda: request.infer({0: given}, share_inputs=True))


def _best(call: Callable[[], object]) -> float:
    call()
    return min(seconds(call) for _ in range(_RUNS))

"""Zero points: those of 4-bit weights, which OpenVINO's GGUF reader rounds, are put back; of 8-bit weights taken out.

A Q4_1 weight is `scale * q + minimum` (`block_q4_1` in ggml, https://github.com/ggml-org/ggml), or
`scale * (q - zero)` with `zero = -minimum / scale`. The reader stores `zero` as a whole number of 0 to 15. On
SmolLM2-135M that raised the perplexity of a text from 32 to 40; with fractional ones OpenVINO gives the
probabilities of the file as it is (mean divergence 0.001 instead of 0.27), at the same speed.

A Q8_0 weight is `scale * q`. The reader adds 128 to `q` and lets the graph subtract it: without that the graph has
fewer nodes, which is a tenth of a second less at every start.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino
from openvino import opset13 as ops

from assistant.models import gguf

_Q4_1 = 3  # ggml's code for the kind
_BLOCK = 32  # weights that share a scale and a minimum
_BLOCK_BYTES = 20  # two float16, then 32 half bytes
_MIDDLE = 128  # what is added to 8-bit weights


def restore(network: openvino.Model, weights: Path) -> int:
    """Put the zero points of a GGUF file into the graph that OpenVINO made of it; return how many matrices changed.

    A row of weights is recognised by its scales, which the reader keeps as they are; it moves whole rows about.
    """
    zeros = _zeros_by_scales(weights)
    changed = 0
    for node in network.get_ops():
        if node.get_type_name() == "Subtract" and (rows := _restored(node, zeros)) is not None:
            node.input(1).replace_source_output(ops.constant(rows).output(0))
            changed += 1
    network.validate_nodes_and_infer_types()
    return changed


def drop(network: openvino.Model) -> int:
    """Store 8-bit weights with a sign instead of a zero point in the middle; return how many matrices changed."""
    changed = 0
    for node in network.get_ops():
        if node.get_type_name() == "Subtract" and (weights := _unsigned(node)) is not None:
            signed = ops.constant((weights.astype(np.int16) - _MIDDLE).astype(np.int8))
            node.output(0).replace(ops.convert(signed, node.get_output_element_type(0).to_dtype()).output(0))
            changed += 1
    network.validate_nodes_and_infer_types()
    return changed


def _unsigned(subtract: Any) -> npt.NDArray[np.uint8] | None:
    """Return the 8-bit weights from which the middle alone is subtracted, None for any other subtraction."""
    converted = [subtract.input(n).get_source_output().get_node() for n in range(2)]
    if any(node.get_type_name() != "Convert" for node in converted):
        return None
    weights, zeros = (node.input(0).get_source_output().get_node() for node in converted)
    if any(
        node.get_type_name() != "Constant" or node.get_element_type() != openvino.Type.u8 for node in (weights, zeros)
    ):
        return None
    return weights.get_data() if (zeros.get_data() == _MIDDLE).all() else None


def _zeros_by_scales(weights: Path) -> dict[bytes, npt.NDArray[np.float16]]:
    """Return the zero points of each row of every Q4_1 matrix, keyed by the bytes of its scales."""
    data = np.memmap(weights, dtype=np.uint8, mode="r")
    zeros: dict[bytes, npt.NDArray[np.float16]] = {}
    for tensor in gguf.head(weights).tensors:
        if tensor.kind != _Q4_1:
            continue
        length, count = tensor.shape[0], int(np.prod(tensor.shape[1:]))
        blocks = length // _BLOCK
        raw = data[tensor.start :][: count * blocks * _BLOCK_BYTES].reshape(count, blocks, _BLOCK_BYTES)
        scale, minimum = raw[:, :, :4].copy().view(np.float16).transpose(2, 0, 1).copy()
        zero = np.divide(-minimum.astype(np.float32), scale, out=np.zeros(scale.shape, np.float32), where=scale != 0)
        zeros.update(zip((row.tobytes() for row in scale), zero.astype(np.float16), strict=True))
    return zeros


def _restored(subtract: Any, zeros: dict[bytes, npt.NDArray[np.float16]]) -> npt.NDArray[np.float16] | None:
    """Return the zero points for a subtraction of rounded ones, shape (rows, blocks, 1); None for any other."""
    rounded = subtract.input(1).get_source_output().get_node()
    consumer = next(iter(subtract.output(0).get_target_inputs())).get_node()
    if rounded.get_type_name() != "Convert" or consumer.get_type_name() != "Multiply":
        return None
    scale = consumer.input(1).get_source_output().get_node()
    if scale.get_type_name() != "Constant" or scale.get_element_type() != openvino.Type.f16:
        return None
    rows = [zeros.get(row.tobytes()) for row in scale.get_data()[..., 0]]
    return None if any(row is None for row in rows) else np.stack(rows)[..., None]  # type: ignore[arg-type]

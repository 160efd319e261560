"""A GGUF file with the changes of an adapter added to its matrices.

Changed matrices are written in 8 bits (`block_q8_0` in ggml, https://github.com/ggml-org/ggml): the 4 bits that they
had would round most of a change away. Everything else is copied as it is.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.models import gguf
from assistant.models.adapter import Adapter
from index.errors import ModelError

Matrix = npt.NDArray[np.float32]

_F32, _Q4_1, _Q8_0 = 0, 3, 8  # ggml's codes
_BLOCK = 32  # weights that share a scale
_BYTES = {_Q4_1: 20, _Q8_0: 34}  # of a block
_LARGEST = 127
_LAYERS = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def merge(weights: Path, adapter: Adapter, out: Path) -> None:
    """Write the GGUF file `weights` to `out`, with the adapter in it. Raises ModelError where they do not fit."""
    head = gguf.head(weights)
    data = np.memmap(weights, dtype=np.uint8, mode="r")
    changes = {_name(layer): change for layer, change in adapter.products().items()}
    if strangers := changes.keys() - {tensor.name for tensor in head.tensors}:
        raise ModelError(f"{weights} has no matrix {min(strangers)}: the adapter {adapter.name} is of another model.")
    entries = bytearray(data[: head.data].tobytes())
    with out.open("wb") as file:
        file.seek(head.data)
        for tensor, end in zip(head.tensors, _ends(head, len(data)), strict=True):
            offset = -(-file.tell() // head.alignment) * head.alignment
            file.seek(offset)
            if tensor.name in changes:
                matrix = _numbers(tensor, data) + _reordered(tensor.name, changes[tensor.name], head)
                file.write(_packed(matrix))
            else:
                file.write(data[tensor.start : end].tobytes())
            kind = _Q8_0 if tensor.name in changes else tensor.kind
            struct.pack_into("<IQ", entries, tensor.entry, kind, offset - head.data)
        file.seek(0)
        file.write(entries)


def _name(layer: str) -> str:
    """Return what GGUF calls the matrix of a layer of transformers' Llama."""
    _, _, number, part = layer.split(".", 3)
    return f"blk.{number}.{_LAYERS[part]}.weight"


def _ends(head: gguf.Head, length: int) -> list[int]:
    """Return where each tensor ends, or the padding after it."""
    starts = sorted(tensor.start for tensor in head.tensors)
    after = dict(zip(starts, [*starts[1:], length], strict=True))
    return [after[tensor.start] for tensor in head.tensors]


def _reordered(name: str, change: Matrix, head: gguf.Head) -> Matrix:
    """Return the rows in GGUF's order: those of a query or key that are turned together stand side by side in it."""
    queries, keys = head.heads
    count = queries if ".attn_q." in name else keys if ".attn_k." in name else 0
    if not count:
        return change
    rows, columns = change.shape
    return change.reshape(count, 2, rows // count // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def _numbers(tensor: gguf.Tensor, data: npt.NDArray[np.uint8]) -> Matrix:
    """Return the numbers of a matrix, shape (outputs, inputs)."""
    columns, rows = tensor.shape
    if tensor.kind == _F32:
        return data[tensor.start :][: rows * columns * 4].view(np.float32).reshape(rows, columns).copy()
    if tensor.kind not in _BYTES:
        raise ModelError(f"{tensor.name} is of a kind ({tensor.kind}) that no adapter can be added to.")
    size = rows * columns // _BLOCK * _BYTES[tensor.kind]
    blocks = data[tensor.start :][:size].reshape(-1, _BYTES[tensor.kind])
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    if tensor.kind == _Q8_0:
        return (blocks[:, 2:].view(np.int8) * scale).reshape(rows, columns)
    least = blocks[:, 2:4].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, 4:]
    return (np.concatenate([halves & 15, halves >> 4], axis=1) * scale + least).reshape(rows, columns)


def _packed(matrix: Matrix) -> bytes:
    """Return the matrix in 8 bits a number, each block with its scale before it."""
    blocks = matrix.reshape(-1, _BLOCK)
    scale = (np.abs(blocks).max(axis=1, keepdims=True) / _LARGEST).astype(np.float16)
    divisor = scale.astype(np.float32)
    whole = np.divide(blocks, divisor, out=np.zeros_like(blocks), where=divisor > 0).round()
    whole = whole.clip(-_LARGEST, _LARGEST).astype(np.int8)
    return np.concatenate([scale.view(np.uint8).reshape(-1, 2), whole.view(np.uint8)], axis=1).tobytes()

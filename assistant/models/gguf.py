"""What a GGUF file says of the model in it, and where its tensors lie.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little endian).
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ModelError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_SPECIAL_TOKENS = (3, 4)  # control and user defined: both are matched in raw text before it is split
_ALIGNMENT = 32  # bytes, unless the file says otherwise


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor: its kind of numbers (ggml's code), its shape, row length first, and where it starts in the file.

    `entry` is where the head says so: kind, then the offset from the first tensor, in 4 and 8 bytes.
    """

    name: str
    kind: int
    shape: tuple[int, ...]
    start: int
    entry: int


@dataclass(frozen=True, slots=True)
class Head:
    """Length of the context in tokens (0: unknown), the tokens that are marks rather than text, and the tensors.

    The first tensor begins at byte `data`, each at a multiple of `alignment`; `heads` are those of the attention: of
    queries, and of keys.
    """

    context_window: int
    special: tuple[str, ...]
    tensors: tuple[Tensor, ...] = ()
    data: int = 0
    alignment: int = _ALIGNMENT
    heads: tuple[int, int] = (0, 0)


def head(path: Path) -> Head:
    """Read the head of a GGUF file. Raises ModelError where it is not one."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _head(_Reader(data))
    except (ValueError, struct.error, KeyError, MemoryError, OverflowError) as error:
        raise ModelError(f"{path} is not a GGUF file that can be read ({error}). Fetch it again.") from error


def _head(reader: _Reader) -> Head:
    magic, version = reader.take(4), reader.scalar("I")
    if magic != _MAGIC or version not in _VERSIONS:
        raise ValueError("its first bytes are others")
    tensors, fields = reader.scalar("Q"), reader.scalar("Q")
    said = {reader.string().decode(): reader.value(reader.scalar("I")) for _ in range(fields)}
    found = [_tensor(reader) for _ in range(tensors)]
    alignment = int(said.get("general.alignment", _ALIGNMENT))
    start = -(-reader.at // alignment) * alignment
    architecture = bytes(said.get("general.architecture", b"")).decode()
    tokens, kinds = said.get("tokenizer.ggml.tokens", ()), said.get("tokenizer.ggml.token_type", ())
    special = (token for token, kind in zip(tokens, kinds, strict=False) if kind in _SPECIAL_TOKENS)
    return Head(
        context_window=int(said.get(f"{architecture}.context_length", 0)),
        special=tuple(token.decode("utf-8", "replace") for token in special),
        tensors=tuple(Tensor(name, kind, shape, start + offset, entry) for name, kind, shape, offset, entry in found),
        data=start,
        alignment=alignment,
        heads=_heads(said, architecture),
    )


def _heads(said: dict[str, Any], architecture: str) -> tuple[int, int]:
    queries = said.get(f"{architecture}.attention.head_count", 0)
    keys = said.get(f"{architecture}.attention.head_count_kv", queries)
    return (queries, keys) if isinstance(queries, int) and isinstance(keys, int) else (0, 0)


def _tensor(reader: _Reader) -> tuple[str, int, tuple[int, ...], int, int]:
    name, dimensions = reader.string().decode(), reader.scalar("I")
    shape = tuple(reader.scalar("Q") for _ in range(dimensions))
    entry = reader.at
    return name, reader.scalar("I"), shape, reader.scalar("Q"), entry


class _Reader:
    """Walks through the head; a length that points behind the end of the file raises ValueError or struct.error."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self.at = 0

    def take(self, length: int) -> bytes:
        start, self.at = self.at, self.at + length
        if self.at > len(self._data):
            raise ValueError("it is cut short")
        return self._data[start : self.at]

    def scalar(self, code: str) -> Any:
        return struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0]

    def string(self) -> bytes:
        return self.take(self.scalar("Q"))

    def value(self, kind: int) -> Any:
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            return self.array(self.scalar("I"), self.scalar("Q"))
        return self.scalar(_SCALARS[kind])

    def array(self, kind: int, length: int) -> Any:
        if length > len(self._data):
            raise ValueError("it is cut short")
        if kind in (_STRING, _ARRAY):
            return [self.value(kind) for _ in range(length)]
        code = f"<{length}{_SCALARS[kind]}"
        return struct.unpack(code, self.take(struct.calcsize(code)))

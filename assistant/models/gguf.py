"""What the head of a GGUF file says of the model in it.

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
_SPECIAL_TYPES = (3, 4)  # control and user defined: both are matched in raw text before it is split


@dataclass(frozen=True, slots=True)
class Head:
    """Length of the context in tokens, and the tokens that are marks rather than text."""

    context_window: int
    special: tuple[str, ...]


def head(path: Path) -> Head:
    """Read the head of a GGUF file. Raises ModelError where it is not one."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            fields = _fields(data)
    except (ValueError, struct.error, UnicodeDecodeError, KeyError) as error:
        raise ModelError(f"{path} is not a GGUF file that can be read ({error}). Fetch it again.") from error
    tokens, types = fields.get("tokenizer.ggml.tokens", ()), fields.get("tokenizer.ggml.token_type", ())
    special = (token for token, kind in zip(tokens, types, strict=False) if kind in _SPECIAL_TYPES)
    window = int(fields.get(f"{fields.get('general.architecture')}.context_length", 0))
    return Head(window, tuple(token.decode("utf-8", "replace") for token in special))


def _fields(data: mmap.mmap) -> dict[str, Any]:
    reader = _Reader(data)
    magic, version = data[:4], struct.unpack_from("<I", data, 4)[0]
    if magic != _MAGIC or version not in _VERSIONS:
        raise ValueError("no GGUF head")
    count = struct.unpack_from("<Q", data, 16)[0]
    fields: dict[str, Any] = {}
    for _ in range(count):
        key = reader.string().decode()
        fields[key] = reader.value(reader.scalar("I"))
    return {key: value.decode() if isinstance(value, bytes) else value for key, value in fields.items()}


class _Reader:
    """Walks through the fields; a length that points behind the end raises struct.error or ValueError."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 24  # magic, version, number of tensors, number of fields

    def scalar(self, kind: str) -> Any:
        value = struct.unpack_from("<" + kind, self._data, self._at)[0]
        self._at += struct.calcsize("<" + kind)
        return value

    def string(self) -> bytes:
        length = self.scalar("Q")
        start, self._at = self._at, self._at + length
        if self._at > len(self._data):
            raise ValueError("cut short")
        return self._data[start : self._at]

    def value(self, kind: int) -> Any:
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            item, length = self.scalar("I"), self.scalar("Q")
            if item == _STRING:
                return [self.string() for _ in range(length)]
            code = f"{length}{_SCALARS[item]}"
            values = struct.unpack_from("<" + code, self._data, self._at)
            self._at += struct.calcsize("<" + code)
            return values
        return self.scalar(_SCALARS[kind])

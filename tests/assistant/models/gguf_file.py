"""Writes small GGUF files."""

from __future__ import annotations

import struct
from pathlib import Path

STRING, ARRAY, UINT32, INT32 = 8, 9, 4, 5
ALIGNMENT = 32


def write(path: Path, fields: dict[str, object], tensors: dict[str, tuple[int, tuple[int, ...], bytes]]) -> Path:
    """Write fields (str, int, lists of both) and tensors (kind, shape, bytes) as a GGUF file of version 3."""
    body = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(fields))
    for key, value in fields.items():
        body += _string(key) + _value(value)
    offset, data = 0, b""
    for name, (kind, shape, raw) in tensors.items():
        body += _string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        body += struct.pack("<IQ", kind, offset)
        data += raw + b"\0" * (-len(raw) % ALIGNMENT)
        offset = len(data)
    path.write_bytes(body + b"\0" * (-len(body) % ALIGNMENT) + data)
    return path


def _string(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(value: object) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", STRING) + _string(value)
    if isinstance(value, int):
        return struct.pack("<II", UINT32, value)
    assert isinstance(value, list)
    items = [_string(item) if isinstance(item, str) else struct.pack("<i", item) for item in value]
    kind = STRING if value and isinstance(value[0], str) else INT32
    return struct.pack("<IIQ", ARRAY, kind, len(items)) + b"".join(items)

"""An adapter in a GGUF file: `python -m pytest tests/assistant/models/test_merged.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from assistant.models import adapter, gguf, merged
from assistant.models.adapter import Adapter
from index.errors import ModelError
from tests.assistant.models import gguf_file

HEADS, SIZE, RANK = 2, 64, 3
FIELDS = {"general.architecture": "llama", "llama.attention.head_count": HEADS}
QUERY, DOWN, NORM = "blk.0.attn_q.weight", "blk.0.ffn_down.weight", "blk.0.attn_norm.weight"


def four_bits(random: np.random.Generator) -> tuple[bytes, np.ndarray]:
    """A square matrix in Q4_1, and its numbers."""
    scale = random.uniform(0.01, 0.1, (SIZE * SIZE // 32, 1)).astype(np.float16)
    least = random.uniform(-1, 0, scale.shape).astype(np.float16)
    q = random.integers(0, 16, (len(scale), 32), dtype=np.uint8)
    raw = np.concatenate([scale.view(np.uint8), least.view(np.uint8), q[:, :16] | (q[:, 16:] << 4)], axis=1)
    return raw.tobytes(), (q * scale.astype(np.float32) + least).reshape(SIZE, SIZE)


@pytest.fixture
def matrices() -> dict[str, tuple[bytes, np.ndarray]]:
    random = np.random.default_rng(0)
    return {QUERY: four_bits(random), DOWN: four_bits(random)}


@pytest.fixture
def weights(tmp_path: Path, matrices: dict[str, tuple[bytes, np.ndarray]]) -> Path:
    tensors = {name: (3, (SIZE, SIZE), raw) for name, (raw, _) in matrices.items()}
    return gguf_file.write(tmp_path / "m.gguf", FIELDS, {NORM: (0, (SIZE,), bytes(range(256))), **tensors})


def taught(folder: Path, monkeypatch: pytest.MonkeyPatch, *layers: str) -> tuple[Adapter, dict[str, np.ndarray]]:
    """An adapter of these layers, and what it adds to each."""
    random = np.random.default_rng(1)
    parts = {}
    for layer in layers:
        parts[f"{layer}.up"] = random.normal(size=(SIZE, RANK)).astype(np.float16)
        parts[f"{layer}.down"] = random.normal(size=(RANK, SIZE)).astype(np.float16)
    save_file(parts, folder / "taught.safetensors")
    monkeypatch.setattr(adapter, "_FOLDER", folder)
    changes = {layer: parts[f"{layer}.up"].astype("f4") @ parts[f"{layer}.down"].astype("f4") for layer in layers}
    return Adapter("taught"), changes


def eight_bits(path: Path, name: str) -> np.ndarray:
    """The numbers of a matrix in Q8_0."""
    tensor = next(tensor for tensor in gguf.head(path).tensors if tensor.name == name)
    assert tensor.kind == 8
    blocks = np.fromfile(path, np.uint8, SIZE * SIZE // 32 * 34, offset=tensor.start).reshape(-1, 34)
    return (blocks[:, 2:].view(np.int8) * blocks[:, :2].copy().view(np.float16).astype("f4")).reshape(SIZE, SIZE)


def test_what_the_adapter_adds_is_in_the_matrix(
    weights: Path, matrices: dict[str, tuple[bytes, np.ndarray]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = "model.layers.0.mlp.down_proj"
    told, changes = taught(tmp_path, monkeypatch, layer)
    merged.merge(weights, told, tmp_path / "out.gguf")
    expected = matrices[DOWN][1] + changes[layer]
    assert np.abs(eight_bits(tmp_path / "out.gguf", DOWN) - expected).max() < np.abs(expected).max() / 127


def test_rows_of_a_query_stand_in_the_order_of_the_file(
    weights: Path, matrices: dict[str, tuple[bytes, np.ndarray]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GGUF puts row i of the first half of a head beside row i of its second half."""
    layer = "model.layers.0.self_attn.q_proj"
    told, changes = taught(tmp_path, monkeypatch, layer)
    merged.merge(weights, told, tmp_path / "out.gguf")
    half = SIZE // HEADS // 2
    order = [head * 2 * half + i + side * half for head in range(HEADS) for i in range(half) for side in (0, 1)]
    expected = matrices[QUERY][1] + changes[layer][order]
    assert np.abs(eight_bits(tmp_path / "out.gguf", QUERY) - expected).max() < np.abs(expected).max() / 127


def test_what_is_not_changed_is_copied(weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, _ = taught(tmp_path, monkeypatch, "model.layers.0.mlp.down_proj")
    merged.merge(weights, told, tmp_path / "out.gguf")
    before, after = gguf.head(weights), gguf.head(tmp_path / "out.gguf")
    assert [(t.name, t.shape) for t in after.tensors] == [(t.name, t.shape) for t in before.tensors]
    assert all(tensor.start % after.alignment == 0 for tensor in after.tensors)
    for old, new in zip(before.tensors, after.tensors, strict=True):
        if old.name != DOWN:
            length = 256 if old.name == NORM else SIZE * SIZE // 32 * 20
            assert new.kind == old.kind
            first, second = (file.read_bytes() for file in (weights, tmp_path / "out.gguf"))
            assert first[old.start :][:length] == second[new.start :][:length]


def test_an_adapter_of_another_model_is_refused(weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, _ = taught(tmp_path, monkeypatch, "model.layers.7.mlp.down_proj")
    with pytest.raises(ModelError, match=r"no matrix blk\.7\.ffn_down\.weight: the adapter taught is of another model"):
        merged.merge(weights, told, tmp_path / "out.gguf")

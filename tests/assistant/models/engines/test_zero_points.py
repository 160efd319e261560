from __future__ import annotations

from pathlib import Path

import numpy as np
import openvino
import pytest
from openvino import opset13 as ops

from assistant.models.engines import zero_points
from tests.assistant.models import gguf_file

ROWS, BLOCKS = 6, 2


@pytest.fixture
def blocks() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scales, minima and half bytes of a matrix as a GGUF file stores it in Q4_1."""
    random = np.random.default_rng(0)
    scale = random.uniform(0.01, 0.1, (ROWS, BLOCKS)).astype(np.float16)
    minimum = random.uniform(-1, 0.3, (ROWS, BLOCKS)).astype(np.float16)
    scale[0, 0] = 0
    return scale, minimum, random.integers(0, 16, (ROWS, BLOCKS, 32), dtype=np.uint8)


def stored(path: Path, blocks: tuple[np.ndarray, np.ndarray, np.ndarray]) -> Path:
    scale, minimum, q = blocks
    halves = q[..., :16] | (q[..., 16:] << 4)
    raw = b"".join(
        scale[row, block].tobytes() + minimum[row, block].tobytes() + halves[row, block].tobytes()
        for row in range(ROWS)
        for block in range(BLOCKS)
    )
    return gguf_file.write(path, {}, {"other": (0, (4,), bytes(16)), "w": (3, (32 * BLOCKS, ROWS), raw)})


def as_openvino_reads(blocks: tuple[np.ndarray, np.ndarray, np.ndarray], order: np.ndarray) -> openvino.Model:
    """Return x @ w.T with rows moved about and zero points rounded into 0 to 15."""
    scale, minimum, q = (part[order] for part in blocks)
    with np.errstate(divide="ignore", invalid="ignore"):
        zero = np.nan_to_num(-minimum.astype(np.float32) / scale, posinf=0, neginf=0).round().clip(0, 15)
    weights = ops.convert(ops.constant(q.astype(np.float16)), np.float16)
    rounded = ops.convert(ops.constant(zero.astype(np.uint8)[..., None]), np.float16)
    restored = ops.multiply(ops.subtract(weights, rounded), ops.constant(scale[..., None]))
    matrix = ops.convert(ops.reshape(restored, np.array([ROWS, 32 * BLOCKS]), False), np.float32)
    x = ops.parameter([-1, 32 * BLOCKS], np.float32)
    return openvino.Model([ops.matmul(x, matrix, False, True)], [x], "m")


def product(network: openvino.Model, x: np.ndarray) -> np.ndarray:
    return openvino.Core().compile_model(network, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})(x)[0]


def test_the_product_is_that_of_the_file_and_not_of_rounded_zero_points(blocks, tmp_path: Path):
    order = np.array([3, 0, 5, 1, 4, 2])
    scale, minimum, q = (part.astype(np.float32) for part in blocks)
    with_minimum = np.where(scale[..., None] == 0, 0, q * scale[..., None] + minimum[..., None])
    x = np.random.default_rng(1).normal(size=(3, 32 * BLOCKS)).astype(np.float32)
    true = x @ with_minimum.reshape(ROWS, -1)[order].T
    network = as_openvino_reads(blocks, order)
    assert np.abs(product(network, x) - true).max() > 0.1

    assert zero_points.restore(network, stored(tmp_path / "m.gguf", blocks)) == 1

    assert np.abs(product(network, x) - true).max() < 0.02


def test_a_matrix_that_is_not_in_the_file_is_left_alone(blocks, tmp_path: Path):
    others = (blocks[0] + np.float16(0.5), *blocks[1:])
    network = as_openvino_reads(others, np.arange(ROWS))
    assert zero_points.restore(network, stored(tmp_path / "m.gguf", blocks)) == 0


@pytest.mark.parametrize(("zero", "dropped"), [(128, 1), (127, 0)])
def test_eight_bit_weights_need_no_zero_point_where_it_is_the_middle(zero: int, dropped: int):
    random = np.random.default_rng(2)
    q = random.integers(0, 256, (ROWS, BLOCKS, 32), dtype=np.uint8)
    scale = random.uniform(0.01, 0.1, (ROWS, BLOCKS, 1)).astype(np.float16)
    weights, zeros = (
        ops.convert(ops.constant(part), np.float16) for part in (q, np.full((ROWS, BLOCKS, 1), zero, dtype=np.uint8))
    )
    matrix = ops.reshape(ops.multiply(ops.subtract(weights, zeros), ops.constant(scale)), np.array([ROWS, -1]), False)
    x = ops.parameter([-1, 32 * BLOCKS], np.float32)
    network = openvino.Model([ops.matmul(x, ops.convert(matrix, np.float32), False, True)], [x], "m")
    asked = random.normal(size=(3, 32 * BLOCKS)).astype(np.float32)
    before = product(network, asked)

    assert zero_points.drop(network) == dropped

    assert [node.get_type_name() for node in network.get_ops()].count("Subtract") == 1 - dropped
    assert np.abs(product(network, asked) - before).max() < 0.02

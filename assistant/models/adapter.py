"""A low-rank adapter: a few numbers that, added to a model's matrices, make it better at one thing.

LoRA: Hu et al., 2021, https://arxiv.org/abs/2106.09685. The programs in `training/` make the files.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

from assistant.models import checksum
from index.errors import ModelError

_FOLDER = Path(__file__).parent / "adapters"


class Adapter:
    """The changes to the matrices of one model, by the names that its own weights file gives them."""

    def __init__(self, name: str) -> None:
        """Raises ModelError where the program has no adapter of this name."""
        self.name = name
        self.file = _FOLDER / f"{name}.safetensors"
        if not self.file.is_file():
            raise ModelError(f"{self.file} is missing, which is a part of this program: install it again.")

    @cached_property
    def fingerprint(self) -> str:
        """Name and revision in one string."""
        return f"{self.name}@{checksum.sha256(self.file)[:12]}"

    def adapted(self, weights: dict[str, npt.NDArray[np.float32]]) -> dict[str, npt.NDArray[np.float32]]:
        """Return the weights with the changes added: `x.up` times `x.down` to `x.weight`, `x.added` to `x`."""
        changed = dict(weights)
        for layer, change in self.products().items():
            matrix = f"{layer}.weight"
            changed[matrix] = changed[matrix].astype(np.float32) + change
        for key, numbers in self._tensors().items():
            name, _, part = key.rpartition(".")
            if part == "added":
                changed[name] = changed[name].astype(np.float32) + numbers
        return changed

    def products(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return what is added to the matrix of each layer, by the layer's name, shape (outputs, inputs)."""
        told = self._tensors()
        ups = {key.removesuffix(".up"): numbers for key, numbers in told.items() if key.endswith(".up")}
        return {layer: up @ told[f"{layer}.down"] for layer, up in ups.items()}

    def _tensors(self) -> dict[str, npt.NDArray[np.float32]]:
        with safe_open(self.file, framework="numpy") as stored:
            return {key: stored.get_tensor(key).astype(np.float32) for key in stored.keys()}

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """Return what the file holds beyond changes, under its own name."""
        with safe_open(self.file, framework="numpy") as stored:
            found: npt.NDArray[np.float32] = stored.get_tensor(name).astype(np.float32)
        return found

"""The weights of a language model as the peers read them, made in a process of its own: it takes gigabytes."""

from __future__ import annotations

from pathlib import Path

from assistant.models.model import Model
from eval.speed.peers import offline


class Converter:
    """Makes safetensors of a GGUF file."""

    def __init__(self) -> None:
        offline()

    def safetensors(self, model: Model, weights: Path) -> Path:
        """Return the folder of a model's safetensors, made once. Raises ModelError."""
        from assistant.models.engines.transformers import safetensors

        return safetensors(model, weights)

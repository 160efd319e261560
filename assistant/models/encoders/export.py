"""An encoder as one torch module that ends in unit vectors, ready to be converted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel

from assistant.models.model import Model


class UnitVectors(torch.nn.Module):
    """Token ids and mask in, pooled and normalised vectors out."""

    def __init__(self, body: Any, pooling: str) -> None:
        super().__init__()
        self.body = body
        self.pooling = pooling

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return vectors of length one, shape (texts, dimension)."""
        states = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        if self.pooling == "cls":
            pooled = states[:, 0]
        else:
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            pooled = (states * mask).sum(1) / mask.sum(1)
        return torch.nn.functional.normalize(pooled, dim=-1)


def unit_vectors(folder: Path, model: Model) -> tuple[UnitVectors, dict[str, torch.Tensor]]:
    """Return the module in float32, and an example of its input: two texts of eight tokens."""
    body = AutoModel.from_pretrained(
        folder, use_safetensors=True, trust_remote_code=False, local_files_only=True, dtype=torch.float32
    )
    assert model.embedding is not None
    example = {name: torch.ones(2, 8, dtype=torch.int64) for name in ("input_ids", "attention_mask")}
    return UnitVectors(body.eval(), model.embedding.pooling), example

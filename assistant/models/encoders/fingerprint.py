"""What a stored vector must agree with."""

from __future__ import annotations

from pathlib import Path

from assistant.models import weights
from assistant.models.model import Model


def fingerprint(model: Model, folder: Path, pooling: str) -> str:
    """Return name, weights and pooling in one string, equal for every engine that gives the same vectors."""
    return f"{model.name}@{weights.revision(model, folder)}/{pooling}"

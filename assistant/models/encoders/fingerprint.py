"""What a stored vector must agree with."""

from __future__ import annotations

from assistant.models.model import Model


def fingerprint(model: Model) -> str:
    """Return name, weights and pooling in one string, equal for every engine that gives the same vectors."""
    assert model.embedding is not None
    return f"{model.name}@{model.sha256[:12]}/{model.embedding.pooling}"

"""How much memory this computer has, and which model that is enough for."""

from __future__ import annotations

import os

from assistant.models.catalogue import CATALOGUE
from assistant.models.model import Model

_SHARE = 0.6  # of the memory that a model may take: the papers, the browser and the rest need theirs


def total_mb() -> int:
    """Return the memory of this computer in megabytes, 0 where it cannot be asked."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 10**6
    except (AttributeError, ValueError, OSError):  # Windows has no such question
        return 0


def fits(model: Model, total: int) -> bool:
    """Say whether a model runs beside everything else in so many megabytes; one that is unknown, or in 0, does."""
    return model.memory_mb <= total * _SHARE or not total


def strongest(total: int, *, gpu: bool) -> Model | None:
    """Return the largest language model of the catalogue that runs well here; None where none fits or none is known to.

    A CPU writes fast enough with 4-bit weights alone.
    """
    known = [model for model in CATALOGUE if model.job == "language" and (gpu or model.name.endswith("GGUF"))]
    return max((model for model in known if total and fits(model, total)), key=lambda one: one.memory_mb, default=None)

"""The folders the program keeps on this computer: settings, caches, libraries."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_APP = "paper-assistant"


def config_dir() -> Path:
    """Return the folder of the settings."""
    return _moved("config") or Path(platformdirs.user_config_dir(_APP, appauthor=False))


def cache_dir() -> Path:
    """Return the folder of what can be made again: converted weights, checksums."""
    return _moved("cache") or Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def data_dir() -> Path:
    """Return the folder of what cannot be made again: the libraries."""
    return _moved("data") or Path(platformdirs.user_data_dir(_APP, appauthor=False))


def _moved(part: str) -> Path | None:
    """Return the folder under ASSISTANT_HOME, which moves all three; None where it is not set."""
    home = os.environ.get("ASSISTANT_HOME")
    return Path(home).expanduser() / part if home else None

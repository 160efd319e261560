"""Which model does which job, as the person chose it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from assistant.home import config_dir
from assistant.models.catalogue import DEFAULTS
from assistant.models.model import Job
from index.errors import BadInput, ResearchError

_OVERRIDES: dict[Job, str] = {"embedding": "ASSISTANT_EMBEDDING_MODEL", "language": "ASSISTANT_MODEL"}


def in_use(job: Job) -> str:
    """Return the name of the model for a job: from the environment, else the settings, else the default."""
    return os.environ.get(_OVERRIDES[job]) or _stored().get(job) or DEFAULTS[job]


def use(job: Job, name: str) -> None:
    """Store the name of the model for a job."""
    chosen = {**_stored(), job: name}
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps(chosen, indent=2) + "\n")
    except OSError as error:
        raise ResearchError(f"{path} cannot be written: {error.strerror}. Set {_OVERRIDES[job]} instead.") from error


def settings_file() -> Path:
    """Return the path of the settings."""
    return config_dir() / "models.json"


def _stored() -> dict[str, str]:
    path = settings_file()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadInput(f"The settings {path} cannot be read ({error}). Correct or delete that file.") from error
    if not isinstance(stored, dict) or not all(isinstance(value, str) for value in stored.values()):
        raise BadInput(f"The settings {path} must name a model for each job. Correct or delete that file.")
    return stored


def _replace(path: Path, text: str) -> None:
    """Write aside and rename, so that the file is whole at every moment."""
    number, aside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(aside, path)

"""Which model does which job, as the person chose it."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from assistant.home import config_dir
from assistant.models import catalogue, weights
from assistant.models.model import InFolder, Job, Model
from index.errors import BadInput, ResearchError

NO_RERANKER = "none"  # where a reranker is named: search does without
_OVERRIDES: dict[Job, str] = {
    "embedding": "ASSISTANT_EMBEDDING_MODEL",
    "language": "ASSISTANT_MODEL",
    "reranker": "ASSISTANT_RERANKER",
}


def in_use(job: Job) -> str:
    """Return the name of the model for a job: from the environment, else the settings, else the default.

    "" says that no reranker is in use.
    """
    name = os.environ.get(_OVERRIDES[job]) or _stored().get(job) or catalogue.DEFAULTS.get(job, "")
    return "" if job == "reranker" and name == NO_RERANKER else name


def use(name: str) -> Model:
    """Let a model do its job from now on, and return it.

    Raises BadInput for an unknown name, ModelMissing where its weights are not on this computer.
    """
    model = catalogue.find(name)
    job = weights.job(model)
    kept = str(model.source.path) if isinstance(model.source, InFolder) else name
    _keep(job, kept)
    return replace(model, job=job)


def use_no_reranker() -> None:
    """Let search do without a reranker from now on."""
    _keep("reranker", NO_RERANKER)


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


def _keep(job: Job, name: str) -> None:
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps({**_stored(), job: name}, indent=2) + "\n")
    except OSError as error:
        raise ResearchError(f"{path} cannot be written: {error.strerror}. Set {_OVERRIDES[job]} instead.") from error


def _replace(path: Path, text: str) -> None:
    """Write aside and rename, so that the file is whole at every moment."""
    number, aside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(aside, path)

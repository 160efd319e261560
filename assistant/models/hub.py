"""Models of the model hub: fetched when asked for by name, found again without a network.

The hub's own client lists a repository. Its files are streamed by `download`, because that client begins a file
from nothing after an interruption, and weights are large.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from assistant import telemetry
from assistant.home import cache_dir
from assistant.models import download, repository
from assistant.models.model import Model, OnHub
from index.errors import BadInput, ModelError, ModelMissing, ModelUnreachable

Progress = Callable[[int, int], None]  # bytes that are here, bytes in all

_PART = ".part"
_TIMEOUT = httpx.Timeout(20.0)  # seconds


def pull(model: Model, progress: Progress = lambda here, total: None) -> Path:
    """Fetch a model of the hub into the cache folder and return its folder; what is there already is kept.

    Raises BadInput for an unknown repository or one of pickles alone, ModelUnreachable where the hub does not
    answer, ModelError for a gated model, a full disk or a damaged file.
    """
    if not isinstance(model.source, OnHub):
        raise BadInput(f"{model.name} is not on the model hub. See `assistant models list`.")
    telemetry.switch_off()
    repo = model.source.repo
    commit, files = repository.listed(repo)
    chosen = repository.wanted(repo, files)
    home = _home(repo)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home.parent / f"{home.name}.lock", timeout=0):
            return _fetched(repo, commit, chosen, progress)
    except Timeout as error:
        raise ModelError(f"{repo} is being fetched by another process. Wait for it to end.") from error
    except download.Refused as error:
        raise (
            repository.gated(repo)
            if error.status in (401, 403)
            else ModelUnreachable(
                f"{repository.address()} answers {error.status} for a file of {repo}. Try again later."
            )
        ) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _full(repo, home) from error
        raise ModelError(f"{error.filename or home} cannot be written: {error.strerror}.") from error


def stored(model: Model) -> Path:
    """Return the folder of a fetched model: ours, or the one that another program left in the hub's own cache.

    Asks no server. Raises ModelMissing with the command that fetches it.
    """
    assert isinstance(model.source, OnHub)
    home = _home(model.source.repo)
    if home.is_dir() and (folders := [path for path in home.iterdir() if path.suffix != _PART]):
        return folders[0]
    if shared := _shared(model.source.repo):
        return shared
    name = model.name
    raise ModelMissing(f"{name} is not on this computer. Fetch it with `assistant models pull {name}`.")


def _shared(repo: str) -> Path | None:
    """Return the folder of a repository in the hub's own cache, None unless it has settings and weights."""
    telemetry.switch_off()
    from huggingface_hub import snapshot_download

    try:
        needed = ["*.safetensors", "*.json"]
        folder = Path(snapshot_download(repo, local_files_only=True, allow_patterns=needed))
    except (OSError, ValueError):
        return None
    return folder if (folder / "config.json").is_file() and any(folder.glob("*.safetensors")) else None


def _fetched(repo: str, commit: str, files: Sequence[repository.RemoteFile], progress: Progress) -> Path:
    """Return the folder of a commit, filled aside and renamed; folders of other commits are deleted."""
    folder, aside = _home(repo) / commit, _home(repo) / (commit + _PART)
    if not folder.is_dir():
        aside.mkdir(exist_ok=True)
        _fetch_all(repo, commit, files, aside, progress)
        aside.rename(folder)
    for other in _home(repo).iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _fetch_all(repo: str, commit: str, files: Sequence[repository.RemoteFile], aside: Path, progress: Progress) -> None:
    from huggingface_hub import get_token

    total = sum(file.size for file in files)
    here = sum(path.stat().st_size for path in aside.rglob("*") if path.is_file())
    if total - here > shutil.disk_usage(aside).free:
        raise OSError(errno.ENOSPC, "too little room", str(aside))
    token, done = get_token(), 0
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(timeout=_TIMEOUT, follow_redirects=True, headers=headers) as client:
        for file in files:
            url = f"{repository.address()}/{repo}/resolve/{commit}/{file.path}"
            shifted = partial(_report, progress, done, total)
            download.fetch(client, url, aside / file.path, file.size, file.sha256, shifted)
            done += file.size


def _report(progress: Progress, before: int, total: int, here: int) -> None:
    progress(before + here, total)


def _home(repo: str) -> Path:
    return cache_dir() / "hub" / repo.replace("/", "--")


def _full(repo: str, folder: Path) -> ModelError:
    free = shutil.disk_usage(folder).free // 10**6
    return ModelError(f"The disk of {folder} has too little room for {repo} ({free} MB free). Free some; it resumes.")

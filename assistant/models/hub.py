"""Models of the model hub: fetched when asked for by name, found again without a network.

The hub's own client lists a repository. Its files are streamed by `download`, because that client begins a file
from nothing after an interruption, and weights are large.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import httpx
from filelock import FileLock, Timeout

from assistant import telemetry
from assistant.home import cache_dir
from assistant.models import download
from assistant.models.model import Model, OnHub
from index.errors import BadInput, ModelError, ModelMissing, ModelUnreachable

Progress = Callable[[int, int], None]  # bytes that are here, bytes in all

_PART = ".part"
_TIMEOUT = httpx.Timeout(20.0)  # seconds
_GGUF_KINDS = ("q4_0", "q4_1", "q4_k_m", "q8_0", "f16")  # of many in a repository: what OpenVINO runs best first
_SETTINGS = re.compile(r"[^/]+\.(json|jinja|model|txt)")
_MODULE_FILES = re.compile(r"\d+_\w+/(config\.json|model\.safetensors)")  # pooling and such, of an encoder
_PICKLED = re.compile(r".*\.(bin|pt|pth|ckpt|pkl)")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a repository: its path there, its bytes, and its SHA-256 where the hub says it ("" otherwise)."""

    path: str
    size: int
    sha256: str = ""


def pull(model: Model, progress: Progress = lambda here, total: None) -> Path:
    """Fetch a model of the hub into the cache folder and return its folder; what is there already is kept.

    Raises BadInput for an unknown repository or one of pickles alone, ModelUnreachable where the hub does not
    answer, ModelError for a gated model, a full disk or a damaged file.
    """
    if not isinstance(model.source, OnHub):
        raise BadInput(f"{model.name} is not on the model hub. See `assistant models list`.")
    telemetry.switch_off()
    repo = model.source.repo
    commit, files = _listed(repo)
    chosen = wanted(repo, files)
    home = _home(repo)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home.with_suffix(".lock"), timeout=0):
            return _fetched(repo, commit, chosen, progress)
    except Timeout as error:
        raise ModelError(f"{repo} is being fetched by another process. Wait for it to end.") from error
    except download.Refused as error:
        raise _gated(repo) if error.status in (401, 403) else ModelUnreachable(
            f"{_endpoint()} answers {error.status} for a file of {repo}. Try again later."
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
    telemetry.switch_off()
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model.source.repo, local_files_only=True, allow_patterns=["*.safetensors", "*.json"]))
    except (OSError, ValueError) as error:
        name = model.name
        raise ModelMissing(f"{name} is not on this computer. Fetch it with `assistant models pull {name}`.") from error


def wanted(repo: str, files: Sequence[RemoteFile]) -> list[RemoteFile]:
    """Return the files that loading needs: weights in one safe format, settings, tokenizer.

    Raises BadInput where there are no weights that may be loaded.
    """
    paths = {file.path for file in files}
    roots = {path for path in paths if "/" not in path}
    weights = _weights(roots)
    if not weights:
        reason = "pickled weights alone, which can run code" if any(map(_PICKLED.fullmatch, paths)) else "no weights"
        raise BadInput(f"{repo} holds {reason}. Choose a model with safetensors or GGUF files.")
    keep = weights | {path for path in roots if _SETTINGS.fullmatch(path)}
    if "modules.json" in roots:
        keep |= {path for path in paths if _MODULE_FILES.fullmatch(path)}
    return [file for file in files if file.path in keep]


def _weights(roots: set[str]) -> set[str]:
    """Return the paths of the weights: safetensors, else an OpenVINO folder's, else one GGUF file."""
    safetensors = {path for path in roots if path.endswith(".safetensors")}
    if safetensors:  # some repositories hold the weights twice; transformers reads those named model…
        return {path for path in safetensors if path.startswith("model")} or safetensors
    if "openvino_model.xml" in roots:
        return {path for path in roots if re.fullmatch(r"openvino_.*\.(xml|bin)", path)}
    ggufs = sorted(path for path in roots if path.lower().endswith(".gguf") and "-of-" not in path)
    ranked = [path for kind in _GGUF_KINDS for path in ggufs if kind in path.lower()]
    return set((ranked + ggufs)[:1])


def _listed(repo: str) -> tuple[str, list[RemoteFile]]:
    """Return the newest commit of a repository, and its files."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    endpoint = _endpoint()
    try:
        info = HfApi(endpoint=endpoint).model_info(repo, files_metadata=True, timeout=20)
        if not _COMMIT.fullmatch(info.sha or ""):
            raise ValueError("it does not speak as a model hub does")
        return str(info.sha), [_file(sibling) for sibling in info.siblings or []]
    except GatedRepoError as error:
        raise _gated(repo) from error
    except RepositoryNotFoundError as error:
        raise BadInput(f"{endpoint} has no model {repo}. Check its spelling; a private one needs HF_TOKEN.") from error
    except HfHubHTTPError as error:
        raise ModelUnreachable(f"{endpoint} answers {error.response.status_code}. Try again later.") from error
    except Exception as error:  # whatever the client's own HTTP library raises
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelUnreachable(f"{endpoint} cannot be reached ({reason}). Check the network, or HF_ENDPOINT.") from error


def _file(sibling: object) -> RemoteFile:
    """Return a file of the hub's listing. Raises ValueError for one whose path leaves the folder."""
    path, size, lfs = str(sibling.rfilename), sibling.size, sibling.lfs  # type: ignore[attr-defined]
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or set(path) & set("\\:") or size is None:
        raise ValueError(f"it lists a file that cannot be stored: {path[:80]!r}")
    return RemoteFile(path, int(size), str(lfs.sha256) if lfs else "")


def _fetched(repo: str, commit: str, files: Sequence[RemoteFile], progress: Progress) -> Path:
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


def _fetch_all(repo: str, commit: str, files: Sequence[RemoteFile], aside: Path, progress: Progress) -> None:
    from huggingface_hub.utils import build_hf_headers

    total = sum(file.size for file in files)
    here = sum(path.stat().st_size for path in aside.rglob("*") if path.is_file())
    if total - here > shutil.disk_usage(aside).free:
        raise OSError(errno.ENOSPC, "too little room", str(aside))
    before = 0
    with httpx.Client(timeout=_TIMEOUT, follow_redirects=True, headers=build_hf_headers()) as client:
        for file in files:
            url = f"{_endpoint()}/{repo}/resolve/{commit}/{file.path}"
            done = before
            download.fetch(client, url, aside / file.path, file.size, file.sha256, lambda n: progress(done + n, total))
            before += file.size


def _home(repo: str) -> Path:
    return cache_dir() / "hub" / repo.replace("/", "--")


def _endpoint() -> str:
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def _gated(repo: str) -> ModelError:
    return ModelError(f"{repo} is gated. Accept its licence at {_endpoint()}/{repo}, then set HF_TOKEN to your token.")


def _full(repo: str, folder: Path) -> ModelError:
    free = shutil.disk_usage(folder).free // 10**6
    return ModelError(f"The disk of {folder} has too little room for {repo} ({free} MB free). Free some; it resumes.")

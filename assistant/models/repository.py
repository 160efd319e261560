"""What a repository of the model hub holds, and which of it is needed."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.models.reason import reason
from index.errors import BadInput, ModelError, ModelUnreachable

_TIMEOUT_S = 20
# Of many GGUF files in a repository: those whose layout OpenVINO keeps as it is, smallest error first.
_GGUF_KINDS = ("q8_0", "q4_0", "q4_1", "q4_k_m", "f16")
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


def listed(repo: str) -> tuple[str, list[RemoteFile]]:
    """Return the newest commit of a repository, and its files.

    Raises BadInput for an unknown repository, ModelUnreachable where the hub does not answer, ModelError where
    the model is gated.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    endpoint = address()
    try:
        info = HfApi(endpoint=endpoint).model_info(repo, files_metadata=True, timeout=_TIMEOUT_S)
        if not _COMMIT.fullmatch(info.sha or ""):
            raise ValueError("it does not speak as a model hub does")
        return str(info.sha), [_file(sibling) for sibling in info.siblings or []]
    except GatedRepoError as error:
        raise gated(repo) from error
    except RepositoryNotFoundError as error:
        raise BadInput(f"{endpoint} has no model {repo}. Check its spelling; a private one needs HF_TOKEN.") from error
    except HfHubHTTPError as error:
        raise ModelUnreachable(f"{endpoint} answers {error.response.status_code}. Try again later.") from error
    except Exception as error:  # whatever the client's own HTTP library raises
        raise ModelUnreachable(
            f"{endpoint} cannot be reached ({reason(error)}). Check the network, or HF_ENDPOINT."
        ) from error


def wanted(repo: str, files: Sequence[RemoteFile]) -> list[RemoteFile]:
    """Return the files that loading needs: weights in one safe format, settings, tokenizer.

    Raises BadInput where there are no weights that may be loaded.
    """
    paths = {file.path for file in files}
    roots = {path for path in paths if "/" not in path}
    weights = _weights(roots)
    if not weights:
        found = "pickled weights alone, which can run code" if any(map(_PICKLED.fullmatch, paths)) else "no weights"
        raise BadInput(f"{repo} holds {found}. Choose a model with safetensors or GGUF files.")
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


def _file(sibling: object) -> RemoteFile:
    """Return a file of the hub's listing. Raises ValueError for one whose path leaves the folder."""
    path, size, lfs = str(sibling.rfilename), sibling.size, sibling.lfs  # type: ignore[attr-defined]
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or set(path) & set("\\:") or size is None:
        raise ValueError(f"it lists a file that cannot be stored: {path[:80]!r}")
    return RemoteFile(path, int(size), str(lfs.sha256) if lfs else "")


def address() -> str:
    """Return the hub's address, moved by HF_ENDPOINT."""
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def gated(repo: str) -> ModelError:
    """Return the error for a model whose licence must be accepted first."""
    return ModelError(f"{repo} is gated. Accept its licence at {address()}/{repo}, then set HF_TOKEN to your token.")

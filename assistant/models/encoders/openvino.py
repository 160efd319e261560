"""MiniLM and other BERT encoders on a CPU: converted once, then run by OpenVINO with neither torch nor transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino
from tokenizers import Tokenizer

from assistant.models import converted
from assistant.models.encoders.fingerprint import fingerprint
from assistant.models.model import Embedding, Model
from index.encoder import Vectors

_GRAPH = "encoder.xml"
_BATCH = 16  # sentences a call; more gains nothing on a CPU, and pads more
_FORMAT = 1  # raised when the graph below changes, so that an older conversion is not used


class OpenVinoEncoder:
    """An encoder whose graph ends in unit vectors; safe to use from several threads."""

    def __init__(self, model: Model, folder: Path) -> None:
        assert model.embedding is not None
        self._embedding: Embedding = model.embedding
        self.fingerprint = fingerprint(model)
        self.dimension = model.embedding.dimension
        self._tokenizer = _tokenizer(folder, model.embedding.max_tokens)
        name = f"{self.fingerprint.replace('/', '-').replace(':', '-')}-openvino-v{_FORMAT}"
        self._compiled = converted.opened(name, lambda aside: _convert(folder, model, aside), _compiled)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension)."""
        return self._encode([self._embedding.document_prompt + text for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension), with the model's own query prompt."""
        return self._encode([self._embedding.query_prompt + text for text in texts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(texts)
        # Neighbours of one length waste no work on padding.
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids), reverse=True)
        request = self._compiled.create_infer_request()
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            result = request.infer(_padded([encodings[row].ids for row in rows]))
            vectors[rows] = result[0]
        return vectors


def _padded(ids: Sequence[Sequence[int]]) -> dict[str, npt.NDArray[np.int64]]:
    """Return ids and mask, each of shape (texts, longest)."""
    shape = (len(ids), max(map(len, ids)))
    input_ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, tokens in enumerate(ids):
        input_ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return {"input_ids": input_ids, "attention_mask": mask}


def _tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return tokenizer


def _compiled(folder: Path) -> Any:
    # float32 by name: left to itself OpenVINO takes bfloat16 where the CPU has it, and vectors would differ
    # from one computer to the next.
    return openvino.Core().compile_model(folder / _GRAPH, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


def _convert(folder: Path, model: Model, aside: Path) -> None:
    """Write the graph from token ids to unit vectors into the folder `aside`."""
    from assistant.models.encoders.export import unit_vectors

    module, example = unit_vectors(folder, model)
    graph = openvino.convert_model(module, example_input=example)
    openvino.save_model(graph, aside / _GRAPH, compress_to_fp16=False)

"""BERT encoders on a CPU, MiniLM among them, run by OpenVINO with neither torch nor transformers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino
from tokenizers import Tokenizer

from assistant.models import converted
from assistant.models.adapter import Adapter
from assistant.models.encoders.fingerprint import fingerprint
from assistant.models.model import Embedding, Model
from assistant.models.reason import reason
from assistant.models.tokenizable import valid
from index.encoder import Vectors
from index.errors import ModelError

_GRAPH = "encoder.xml"
_GRAPH_VERSION = 1  # raised when `encoders.bert` changes, so that an older conversion is not used
_TOKENS = 768  # a call, padding included: what a core's own cache holds; twice as many take a fifth longer each
_SORTED = 1024  # texts sorted by length at a time: their tokens are held in memory
_PROPERTIES = {
    # By name: left to itself OpenVINO takes bfloat16 where the CPU has it, and vectors would differ from one
    # computer to the next.
    "INFERENCE_PRECISION_HINT": "f32",
    # Inputs of a matrix product are made int8 too, 128 values to a scale; fewer cost time, more cost accuracy.
    "DYNAMIC_QUANTIZATION_GROUP_SIZE": "128",
}
# A core for each of several batches wastes less than all cores on one; a lone question wants all.
_MANY, _ONE = {"PERFORMANCE_HINT": "THROUGHPUT"}, {"PERFORMANCE_HINT": "LATENCY"}


class OpenVinoEncoder:
    """An encoder whose graph ends in unit vectors; safe to use from several threads."""

    def __init__(self, model: Model, folder: Path, embedding: Embedding) -> None:
        self._folder = folder
        self._embedding = embedding
        self._adapter = Adapter(embedding.query_adapter) if embedding.query_adapter else None
        self.dimension = embedding.dimension
        self.fingerprint = fingerprint(model, folder, embedding.pooling)
        self.adapter = self._adapter.fingerprint if self._adapter else ""
        try:
            self._tokenizer = _tokenizer(folder, embedding.max_tokens)
        except Exception as error:  # the library below raises its own kinds for a damaged file
            raise ModelError(f"OpenVINO cannot run the encoder in {folder}: {reason(error)}") from error

    # Two graphs, each opened when it is first needed: who asks needs the one, who adds papers the other.

    @cached_property
    def _documents(self) -> Any:
        return self._opened(None, _MANY)

    @cached_property
    def _queries(self) -> Any:
        return self._opened(self._adapter, _ONE) if self._adapter else self._documents

    def _opened(self, adapter: Adapter | None, hint: dict[str, str]) -> Any:
        parts = [self.fingerprint, *([adapter.fingerprint] if adapter else [])]
        name = "".join(c if c.isalnum() or c in ".-" else "-" for c in "-".join(parts))
        try:
            return converted.opened(
                f"{name}-openvino-{_GRAPH_VERSION}",
                lambda aside: _convert(self._folder, self._embedding, adapter, aside),
                partial(_compiled, hint=hint),
            )
        except ModelError:
            raise
        except Exception as error:  # each library below raises its own kinds for a damaged file
            raise ModelError(f"OpenVINO cannot run the encoder in {self._folder}: {reason(error)}") from error

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension)."""
        return self._encode(self._documents, self._embedding.document_prompt, texts)

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension), with the model's own query prompt."""
        return self._encode(self._queries if adapted else self._documents, self._embedding.query_prompt, texts)

    def _encode(self, graph: Any, prompt: str, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        # Each thread waits for a request of its own: the callbacks of OpenVINO's own queue can wait for ever for an
        # interpreter that waits for them.
        requests = [graph.create_infer_request() for _ in range(graph.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))]

        def infer(request: Any, batches: Sequence[Sequence[int]], ids: Sequence[Sequence[int]], start: int) -> None:
            for rows in batches:
                vectors[[start + row for row in rows]] = request.infer(_padded([ids[row] for row in rows]))[0]

        with ThreadPoolExecutor(len(requests)) as pool:
            for start in range(0, len(texts), _SORTED):
                some = [prompt + valid(text) for text in texts[start : start + _SORTED]]
                ids = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(some)]
                by_length = sorted(range(len(ids)), key=lambda row: len(ids[row]), reverse=True)  # little padding
                batches = list(_batches(by_length, [len(some) for some in ids]))
                shares = [batches[n :: len(requests)] for n in range(len(requests))]
                for _ in pool.map(partial(infer, ids=ids, start=start), requests, shares):
                    pass
        return vectors


def _batches(by_length: Sequence[int], lengths: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the rows, longest first, in batches that hold `_TOKENS` once padded, or one longer text."""
    start = 0
    while start < len(by_length):
        end = start + max(1, _TOKENS // max(1, lengths[by_length[start]]))
        yield by_length[start:end]
        start = end


def _padded(ids: Sequence[Sequence[int]]) -> dict[str, npt.NDArray[np.int64]]:
    """Return ids and mask, each of shape (texts, longest)."""
    shape = (len(ids), max(map(len, ids)))
    padded, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, tokens in enumerate(ids):
        padded[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return {"input_ids": padded, "attention_mask": mask}


def _tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True  # a "[SEP]" that a text holds is three words
    return tokenizer


def _convert(folder: Path, embedding: Embedding, adapter: Adapter | None, aside: Path) -> None:
    from assistant.models.encoders import bert

    openvino.save_model(bert.graph(folder, embedding.pooling, adapter), aside / _GRAPH, compress_to_fp16=False)


def _compiled(folder: Path, hint: dict[str, str]) -> Any:
    return openvino.Core().compile_model(folder / _GRAPH, "CPU", {**_PROPERTIES, **hint})

"""Any cross-encoder that sentence-transformers opens, on a GPU or a CPU."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import transformers
from sentence_transformers import CrossEncoder

from assistant.models import weights
from assistant.models.device import Device
from assistant.models.model import Model
from assistant.models.reason import reason
from assistant.models.rerankers import layout
from assistant.models.tokenizable import valid
from index.errors import BadInput, ModelError
from index.reranker import Scores

_CPU_BATCH, _GPU_BATCH = 16, 128  # pairs; they are sorted by length, so that little is padding


class CrossEncoderReranker:
    """A reranker with its own longest text, prompt and activation; safe to use from several threads.

    A pair beyond the longest text loses the end of its longer part.
    """

    def __init__(self, model: Model, folder: Path, device: Device) -> None:
        """Open a folder. Raises BadInput where it gives several scores a text, ModelError where it cannot be run."""
        transformers.utils.logging.disable_progress_bar()  # progress is for the edges to show
        activation = getattr(torch.nn, layout.activation(folder))
        try:
            self._model = CrossEncoder(
                str(folder),
                device=device.name,
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True, "dtype": getattr(torch, device.dtype)},
                activation_fn=activation(),
            )
        except Exception as error:  # the library raises many kinds for a folder it cannot read
            raise ModelError(f"sentence-transformers cannot run the reranker in {folder}: {reason(error)}") from error
        if self._model.num_labels != 1:
            raise BadInput(
                f"{model.name} sorts texts into {self._model.num_labels} classes, a reranker gives one score. "
                "See `assistant models list`."
            )
        self._batch = _CPU_BATCH if device.name == "cpu" else _GPU_BATCH
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once raises "Already borrowed"
        self.name = f"{model.name}@{weights.revision(model, folder)}"

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """Return float32 scores, shape (len(texts),), higher is better. Raises ModelError where there are none."""
        pairs = [(valid(query), valid(text)) for text in texts]
        with self._one_at_a_time:
            predicted = self._model.predict(pairs, batch_size=self._batch, show_progress_bar=False)
        found: Scores = np.asarray(predicted, dtype=np.float32).reshape(-1)
        if len(found) != len(texts) or not np.isfinite(found).all():  # damaged weights, or too few bits for them
            raise ModelError(f"{self.name} gives no numbers: do without it (`assistant models use none`).")
        return found

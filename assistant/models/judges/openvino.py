"""The judge on a CPU: the default encoder's network, taught to read a question and a paper together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import openvino
from tokenizers import Tokenizer

from assistant.models import converted
from assistant.models.adapter import Adapter
from assistant.models.judge import Judged, Odds, Passage, words_of
from assistant.models.reason import reason
from assistant.models.tokenizable import valid
from index.errors import ModelError

ADAPTER = "minilm-judge"
_GRAPH = "judge.xml"
_GRAPH_VERSION = 1  # raised when `encoders.bert` changes, so that an older conversion is not used
_TOKENS = 448  # of question and paper together, as in training: what a longer paper says last is not read
_ASKED_TOKENS = 80
_UNREAD = -20.0  # log-odds of what was not read
_PROPERTIES = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": "64"}


class OpenVinoJudge:
    """Reads [CLS] question [SEP] title [SEP] sentence … [SEP] in one pass; safe to use from several threads.

    Each sentence is the mean of its tokens' states. `training/judge.py` makes the weights.
    """

    def __init__(self, folder: Path) -> None:
        """Open the folder of the encoder. Raises ModelError where it, or the adapter, cannot be run."""
        self._folder = folder
        self._adapter = Adapter(ADAPTER)
        self.fingerprint = self._adapter.fingerprint
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._heads = self._adapter.tensor("heads.weight"), self._adapter.tensor("heads.bias")
            self._none = self._adapter.tensor("none.weight"), self._adapter.tensor("none.bias")
            self._words = self._adapter.tensor("words.weight"), self._adapter.tensor("words.bias")
        except Exception as error:  # the libraries below raise their own kinds for a damaged file
            raise ModelError(f"OpenVINO cannot run the judge in {folder}: {reason(error)}") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # a "[SEP]" that a text holds is three words
        self._start, self._end = (int(self._tokenizer.token_to_id(mark) or 0) for mark in ("[CLS]", "[SEP]"))

    @cached_property
    def _graph(self) -> Any:
        name = f"{self.fingerprint}-openvino-{_GRAPH_VERSION}".replace("@", "-")
        try:
            return converted.opened(name, self._convert, _compiled)
        except ModelError:
            raise
        except Exception as error:  # as above
            raise ModelError(f"OpenVINO cannot run the judge in {self._folder}: {reason(error)}") from error

    def _convert(self, aside: Path) -> None:
        from assistant.models.encoders import bert

        openvino.save_model(bert.states_graph(self._folder, self._adapter), aside / _GRAPH, compress_to_fp16=False)

    def judged(self, text: str, papers: Sequence[Passage]) -> list[Judged]:
        """Return what each paper's sentences are to the question or claim."""
        request = self._graph.create_infer_request()
        return [self._judged(request, text, paper) for paper in papers]

    def telling(self, question: str, paper: Passage, sentence: int) -> Odds:
        """Return the log-odds of each word of this sentence that it tells the answer, shape (words,)."""
        ids, spans = self._tokens(question, paper)
        if sentence >= len(spans):
            return np.empty(0, dtype=np.float32)
        text = valid(paper.sentences[sentence])
        start, end = spans[sentence]
        weight, bias = self._words
        odds = (self._states(self._graph.create_infer_request(), ids)[start:end] @ weight.T + bias)[:, 0]
        places = words_of(text, self._tokenizer.encode(text, add_special_tokens=False).offsets)
        best = np.full(len(text.split()), _UNREAD, dtype=np.float32)
        np.maximum.at(best, places, odds[: len(places)])
        return best

    def _states(self, request: Any, ids: Sequence[int]) -> Any:
        """Return the state of each token, shape (tokens, dimension)."""
        tokens = np.array([ids], dtype=np.int64)
        return request.infer({"input_ids": tokens, "attention_mask": np.ones_like(tokens)})[0][0]

    def _judged(self, request: Any, text: str, paper: Passage) -> Judged:
        ids, spans = self._tokens(text, paper)
        states = self._states(request, ids)
        answers, supports = (np.full(len(paper.sentences), _UNREAD, dtype=np.float32) for _ in range(2))
        if spans:
            pooled = np.stack([states[start:end].mean(axis=0) for start, end in spans])
            weight, bias = self._heads
            scores = pooled @ weight.T + bias
            none = float(states[0] @ self._none[0][0] + self._none[1][0])
            answers[: len(spans)], supports[: len(spans)] = scores[:, 0] - none, scores[:, 1]
        return Judged(answers, supports)

    def _tokens(self, text: str, paper: Passage) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the token ids, and the places of the sentences among them, [start, end)."""
        texts = [valid(one) for one in (text, paper.title, *paper.sentences)]
        asked, title, *sentences = (one.ids for one in self._tokenizer.encode_batch(texts, add_special_tokens=False))
        ids = [self._start, *asked[:_ASKED_TOKENS], self._end, *title[:_ASKED_TOKENS], self._end]
        spans = []
        for sentence in sentences:
            if len(ids) + len(sentence) >= _TOKENS:
                break
            spans.append((len(ids), len(ids) + max(1, len(sentence))))
            ids += sentence or [self._end]
        return [*ids, self._end], spans


def _compiled(folder: Path) -> Any:
    return openvino.Core().compile_model(folder / _GRAPH, "CPU", _PROPERTIES)

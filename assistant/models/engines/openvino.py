"""Language models on a CPU: OpenVINO GenAI over a GGUF file or an OpenVINO folder."""

from __future__ import annotations

import itertools
import json
import math
import os
import shutil
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import openvino
import openvino_genai

from assistant.models import converted, gguf, merged, special
from assistant.models.adapter import Adapter
from assistant.models.engines import zero_points
from assistant.models.language_model import LIKELIEST, SEED, TEMPERATURE, Message
from assistant.models.model import Model
from assistant.models.reason import reason
from assistant.models.thinking import OPEN, without_thinking
from index.errors import ModelError

_HEAD = "head.json"
_NETWORK = "openvino_model.xml"
_CONVERSION = 2  # raised when `_convert` changes, so that an older conversion is not used
_CACHE_GB = 1  # attention states of what is being written; memory is taken as it fills
_CACHE_BLOCKS = 512  # of 32 tokens, the same for a taught model: its prompts are short, and what is done with is kept
_DEFAULT_WINDOW = 2048
_RUNNING = openvino_genai.GenerationStatus.RUNNING
_REFUSED = openvino_genai.GenerationStatus.IGNORED
_TOO_LITTLE = "The prompt needs more memory than {name} may take for it."
# float32 by name: left to itself OpenVINO takes bfloat16 where the CPU has it, and texts would differ from one
# computer to the next. Decoding is as fast: the matrix products stay quantised. The attention cache
# is float16 instead of the usual 8 bits: as fast, and nearer to what the model's authors made.
_PROPERTIES = {"INFERENCE_PRECISION_HINT": "f32", "KV_CACHE_PRECISION": "f16"}


class OpenVinoLanguageModel:
    """A language model that computes while its stream is read, and stops with it.

    Several streams may be read at once, from several threads: each step advances all of them.
    """

    engine = "openvino"
    device = "cpu"

    def __init__(self, model: Model, weights: Path) -> None:
        """Open a GGUF file, which is converted once into the cache folder, or a folder of OpenVINO files."""
        self.name, self.taught = model.name, bool(model.adapter)
        try:
            self._pipeline, head = _opened(model, weights)
        except (RuntimeError, LookupError, ValueError, OSError) as error:
            raise ModelError(f"OpenVINO cannot run {weights}: {reason(error)}") from error
        self.context_window = head.context_window or model.context_window or _DEFAULT_WINDOW
        self._tokenizer = self._pipeline.get_tokenizer()
        self._special = head.special or special.of_vocabulary(self._tokenizer.get_vocab_vector())
        self._ends = self._pipeline.get_config()
        self._step = threading.Lock()
        self._numbers = itertools.count()

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Return the length of the prompt these messages make, chat template included."""
        return int(self._ids(self._prompt(messages)).shape[1])

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        """Yield the text as it is written, greedily decoded; `stop`, or closing the stream, ends the computation.

        Raises ModelError when the prompt fills the context window or memory does not suffice.
        """
        prompt = self._prompt(messages)
        ids = self._ids(prompt)
        room = self.context_window - ids.shape[1]
        if room <= 0:
            raise ModelError(f"The prompt is longer than the {self.context_window} tokens that {self.name} reads.")
        config = self._config(min(max_tokens, room))
        return without_thinking(self._pieces(ids, config, stop), inside=prompt.rstrip().endswith(OPEN))

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        """Return so many other texts, drawn by likelihood, the likeliest first; all are written together.

        Raises ModelError when memory does not suffice.
        """
        config = self._config(max_tokens)
        config.do_sample, config.num_return_sequences, config.rng_seed = True, count, SEED
        config.temperature, config.top_p = TEMPERATURE, LIKELIEST
        (handle,) = self._ran([self._ids(self._prompt(messages)).data], config)
        written = sorted(handle.read_all(), key=lambda one: -one.score)
        return [str(self._tokenizer.decode(one.generated_ids, skip_special_tokens=True)) for one in written]

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """Return for each prompt the log-probability that the text's first token comes next, computed together.

        Where another token is likelier, it is what that leaves to all others: hardly more, for a model that was taught
        to begin in one of two ways. What the prompts say need not be computed again to answer them.
        Raises ModelError when memory does not suffice, or for a model that was not taught so.
        """
        if not self.taught:
            raise ModelError(f"{self.name} does not tell how likely a text is.")
        first = int(self._tokenizer.encode(text, add_special_tokens=False).input_ids.data[0, 0])
        config = self._config(1)
        config.logprobs = 1
        handles = self._ran([self._ids(self._prompt(one)).data for one in prompts], config)
        begun = [one for handle in handles for one in handle.read_all()]
        return [
            float(one.generated_log_probs[0]) if one.generated_ids[0] == first else _left(one.generated_log_probs[0])
            for one in begun
        ]

    def _config(self, max_tokens: int) -> Any:
        config = openvino_genai.GenerationConfig()
        config.max_new_tokens = max_tokens
        config.eos_token_id, config.stop_token_ids = self._ends.eos_token_id, self._ends.stop_token_ids
        return config

    def _ran(self, prompts: Sequence[Any], config: Any) -> list[Any]:
        """Return a handle of each prompt, ids of shape (1, tokens), when all are done. Raises ModelError."""
        handles: list[Any] = []
        try:
            with self._step:
                for ids in prompts:
                    handles.append(self._pipeline.add_request(next(self._numbers), openvino.Tensor(ids), config))
            while any(handle.get_status() == _RUNNING for handle in handles):
                with self._step:  # for each step anew: others write meanwhile
                    if any(handle.get_status() == _RUNNING for handle in handles):
                        self._pipeline.step()
        except RuntimeError as error:
            raise ModelError(f"{self.name} stopped with an error: {reason(error)}") from error
        finally:
            self._let_go(handles)
        if any(handle.get_status() == _REFUSED for handle in handles):
            raise ModelError(_TOO_LITTLE.format(name=self.name))
        return handles

    def _let_go(self, handles: Sequence[Any]) -> None:
        """Have what still runs be computed no further."""
        running = [handle for handle in handles if handle.get_status() == _RUNNING]
        if running:
            with self._step:
                for handle in running:
                    handle.stop()
                self._pipeline.step()  # which lets the requests go

    def _pieces(self, ids: Any, config: Any, stop: threading.Event) -> Generator[str, None, None]:
        written: list[str] = []
        streamer = openvino_genai.TextStreamer(self._tokenizer, written.append)
        try:
            with closing(self._tokens(ids, config, stop)) as steps:
                for tokens in steps:
                    streamer.write(tokens)
                    yield from _taken(written)
        except RuntimeError as error:
            raise ModelError(f"{self.name} stopped with an error: {reason(error)}") from error
        streamer.end()
        yield from _taken(written)

    def _tokens(self, ids: Any, config: Any, stop: threading.Event) -> Generator[list[int], None, None]:
        """Yield the tokens of each step; a long prompt takes several steps before the first."""
        with self._step:
            handle = self._pipeline.add_request(next(self._numbers), ids, config)
        try:
            while not stop.is_set():
                with self._step:
                    if not handle.can_read() and handle.get_status() == _RUNNING:
                        self._pipeline.step()
                    tokens = [t for output in _read(handle) for t in output.generated_ids]
                    ended = handle.get_status() != _RUNNING and not handle.can_read()
                if tokens:
                    yield tokens
                if ended:
                    break
            if handle.get_status() == _REFUSED:
                raise ModelError(_TOO_LITTLE.format(name=self.name))
        finally:
            self._let_go([handle])

    def _prompt(self, messages: Sequence[Message]) -> str:
        turns = [{"role": m.role, "content": special.defused(m.content, self._special)} for m in messages]
        if not self._tokenizer.chat_template:
            return "\n\n".join(turn["content"] for turn in turns) + "\n\n"
        prompt = self._tokenizer.apply_chat_template(
            turns, add_generation_prompt=True, extra_context={"enable_thinking": False}
        )
        return str(prompt)

    def _ids(self, prompt: str) -> Any:
        """Return the token ids, shape (1, tokens)."""
        # The template writes the opening mark itself; without one the tokenizer must.
        plain = not self._tokenizer.chat_template
        return self._tokenizer.encode(prompt, add_special_tokens=plain).input_ids


def _left(log_probability: float) -> float:
    """Return the log-probability of all else."""
    return math.log(max(-math.expm1(log_probability), sys.float_info.min))


def _read(handle: Any) -> list[Any]:
    return list(handle.read().values()) if handle.can_read() else []


def _taken(written: list[str]) -> Iterator[str]:
    """Yield the pieces of text and empty the list."""
    pieces = [piece for piece in written if piece]
    written.clear()
    yield from pieces


def _opened(model: Model, weights: Path) -> tuple[Any, gguf.Head]:
    if weights.suffix != ".gguf":
        return _pipeline(weights, model), _head_of_folder(weights)
    adapter = Adapter(model.adapter) if model.adapter else None
    # The converter is part of openvino_genai: another version may write something else.
    return converted.opened(
        f"{converted.name_of(model, weights, adapter)}-openvino-{version('openvino-genai')}-{_CONVERSION}",
        lambda aside: _convert(weights, adapter, aside),
        lambda folder: (_pipeline(folder, model), _stored_head(folder)),
    )


def _pipeline(folder: Path, model: Model) -> Any:
    scheduling = openvino_genai.SchedulerConfig()
    scheduling.enable_prefix_caching = True  # what is read, worded and worded again is computed once
    if model.adapter:
        scheduling.num_kv_blocks = _CACHE_BLOCKS
    else:
        scheduling.cache_size = _CACHE_GB
    return openvino_genai.ContinuousBatchingPipeline(folder, scheduling, "CPU", _PROPERTIES)


def _convert(weights: Path, adapter: Adapter | None, aside: Path) -> None:
    """Write the OpenVINO files of a GGUF file: opening them takes half the time of opening the GGUF file."""
    head = gguf.head(weights)  # first, because it names what is wrong with a file
    local = aside / "model.gguf"
    _put_beside(weights, adapter, local)
    openvino_genai.LLMPipeline(local, "CPU", enable_save_ov_model=True)
    local.unlink()
    network = openvino.Core().read_model(aside / _NETWORK)
    if zero_points.restore(network, weights) + zero_points.drop(network):
        openvino.save_model(network, aside / "restored.xml", compress_to_fp16=False)
        del network  # which holds the file that is replaced
        for suffix in (".xml", ".bin"):
            (aside / "restored").with_suffix(suffix).replace((aside / _NETWORK).with_suffix(suffix))
    text = json.dumps({"context_window": head.context_window, "special": head.special})
    (aside / _HEAD).write_text(text, encoding="utf-8")


def _put_beside(weights: Path, adapter: Adapter | None, local: Path) -> None:
    """Have the weights, with the adapter in them, in the folder where their OpenVINO files are to be written."""
    if adapter:
        merged.merge(weights, adapter, local)
        return
    try:
        os.symlink(weights, local)
    except OSError:  # Windows allows links to few
        shutil.copyfile(weights, local)


def _stored_head(folder: Path) -> gguf.Head:
    stored = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
    return gguf.Head(stored["context_window"], tuple(stored["special"]))


def _head_of_folder(folder: Path) -> gguf.Head:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return gguf.Head(int(config.get("max_position_embeddings", 0)), special.of_folder(folder))

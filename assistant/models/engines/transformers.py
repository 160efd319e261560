"""Language models on a GPU, or on a CPU where OpenVINO cannot run them: any causal model, through transformers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import torch
import transformers

from assistant.models import converted, special
from assistant.models.adapter import Adapter
from assistant.models.device import Device
from assistant.models.language_model import LIKELIEST, SEED, TEMPERATURE, Message
from assistant.models.model import Model
from assistant.models.reason import reason
from assistant.models.thinking import OPEN, without_thinking
from index.errors import ModelError

T = TypeVar("T")

_DEFAULT_WINDOW = 2048
_LOOKED_UP = 5  # words of the prompt that are tried at once
# Only files of this computer, no code that comes with a model, no pickles.
_SAFE: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}


class TransformersLanguageModel:
    """A language model that writes in a thread of its own, which ends when its stream is stopped or closed."""

    engine = "transformers"

    def __init__(self, model: Model, weights: Path, device: Device) -> None:
        """Open a folder of safetensors, or a GGUF file, which is converted once into the cache folder."""
        self.name, self.device, self.taught = model.name, device.name, bool(model.adapter)
        transformers.utils.logging.disable_progress_bar()  # progress is for the edges to show
        transformers.utils.logging.set_verbosity_error()
        try:
            self._tokenizer, self._network = _opened(model, weights, device)
        except (OSError, ValueError, RuntimeError, ImportError, AttributeError) as error:
            raise ModelError(f"transformers cannot run {weights}: {reason(error)}") from error
        known = getattr(self._network.config, "max_position_embeddings", 0)
        self.context_window = int(model.context_window or known or _DEFAULT_WINDOW)
        # A text that quotes its prompt is written a fifth to a third faster where the prompt's words are tried first
        # (Saxena 2023, "Prompt Lookup Decoding"); a GPU has no use for it, nor can networks with a running state.
        tried = device.name == "cpu" and not getattr(self._network, "_is_stateful", False)
        self._looked_up = _LOOKED_UP if tried else None
        self._special = {str(token) for token in self._tokenizer.added_tokens_decoder.values()}
        self._special |= set(self._tokenizer.all_special_tokens)

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Return the length of the prompt these messages make, chat template included."""
        return int(self._ids(self._prompt(messages)).shape[1])

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        """Yield the text as it is written, greedily decoded; `stop`, or closing the stream, ends the computation.

        Raises ModelError when the prompt fills the context window or the device runs out of memory.
        """
        prompt = self._prompt(messages)
        ids = self._ids(prompt)
        room = self.context_window - ids.shape[1]
        if room <= 0:
            raise ModelError(f"The prompt is longer than the {self.context_window} tokens that {self.name} reads.")
        pieces = self._pieces(ids, min(max_tokens, room), stop)
        return without_thinking(pieces, inside=prompt.rstrip().endswith(OPEN))

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        """Return so many other texts, drawn by likelihood, the likeliest first.

        Raises ModelError when the device runs out of memory.
        """
        ids = self._ids(self._prompt(messages))
        devices = [self._network.device] if self._network.device.type == "cuda" else []
        try:
            with torch.random.fork_rng(devices), torch.inference_mode():
                torch.manual_seed(SEED)
                written = self._network.generate(
                    input_ids=ids,
                    attention_mask=torch.ones_like(ids),
                    max_new_tokens=max_tokens,
                    do_sample=True,
                    temperature=TEMPERATURE,
                    top_p=LIKELIEST,
                    num_return_sequences=count,
                    output_logits=True,
                    return_dict_in_generate=True,
                )
                tokens = written.sequences[:, ids.shape[1] :]
                order = self._likelihoods(tokens, written.logits).argsort(descending=True, stable=True)
        except RuntimeError as error:
            raise ModelError(f"{self.name} stopped with an error: {reason(error)}") from error
        texts = self._tokenizer.batch_decode(tokens[order], skip_special_tokens=True)
        return [str(text) for text in texts]

    def _likelihoods(self, tokens: torch.Tensor, logits: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return the log-likelihood of each text, shape (texts,), of tokens of shape (texts, steps), up to its end."""
        each = torch.stack(tuple(logits), dim=1).float().log_softmax(dim=-1)
        told = each.gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
        ends = self._network.generation_config.eos_token_id
        ended = torch.isin(tokens, torch.tensor([] if ends is None else ends, device=tokens.device)).cumsum(dim=1)
        before = torch.nn.functional.pad(ended, (1, -1))  # an end counts, what comes behind it does not
        return (told * (before == 0)).sum(dim=1)

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """Return for each prompt the log-probability that the text comes next.

        Raises ModelError when the device runs out of memory.
        """
        said = self._tokenizer(text, add_special_tokens=False, return_tensors="pt")["input_ids"]
        said = said.to(self._network.device)
        try:
            return [
                self._log_likelihood(torch.cat([self._ids(self._prompt(one)), said], dim=1), said) for one in prompts
            ]
        except RuntimeError as error:
            raise ModelError(f"{self.name} stopped with an error: {reason(error)}") from error

    def _log_likelihood(self, ids: Any, said: Any) -> float:
        length = said.shape[1]
        with torch.inference_mode():
            logits = self._network(input_ids=ids, logits_to_keep=length + 1).logits[0, :-1]
        return float(torch.log_softmax(logits.float(), dim=-1).gather(1, said.T).sum())

    def _pieces(self, ids: Any, max_tokens: int, stop: threading.Event) -> Generator[str, None, None]:
        streamer: Any = transformers.TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        closed = threading.Event()

        def write() -> None:
            try:
                self._generate(ids, max_tokens, streamer, lambda: stop.is_set() or closed.is_set())
            finally:
                streamer.end()  # also after a failure, which would leave the reader waiting

        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer") as thread:
            writing = thread.submit(write)
            try:
                yield from streamer
            finally:
                closed.set()
        if error := writing.exception():
            raise ModelError(f"{self.name} stopped with an error: {reason(error)}") from error

    def _generate(self, ids: Any, max_tokens: int, streamer: Any, stopped: Any) -> None:
        def criterion(tokens: Any, scores: Any, **_: Any) -> Any:
            return torch.full((tokens.shape[0],), stopped(), dtype=torch.bool, device=tokens.device)

        with torch.inference_mode():
            self._network.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=max_tokens,
                do_sample=False,
                prompt_lookup_num_tokens=self._looked_up,
                streamer=streamer,
                stopping_criteria=transformers.StoppingCriteriaList([criterion]),
            )

    def _prompt(self, messages: Sequence[Message]) -> str:
        turns = [{"role": m.role, "content": special.defused(m.content, self._special)} for m in messages]
        if not self._tokenizer.chat_template:
            return "\n\n".join(turn["content"] for turn in turns) + "\n\n"
        prompt = self._tokenizer.apply_chat_template(
            turns, add_generation_prompt=True, tokenize=False, enable_thinking=False
        )
        return str(prompt)

    def _ids(self, prompt: str) -> Any:
        # The template writes the opening mark itself; without one the tokenizer must.
        plain = not self._tokenizer.chat_template
        encoded = self._tokenizer(prompt, add_special_tokens=plain, return_tensors="pt")
        return encoded["input_ids"].to(self._network.device)


def safetensors(model: Model, weights: Path) -> Path:
    """Return the folder of a model's safetensors, without an adapter; a GGUF file is converted once, to float32.

    Raises ModelError where that cannot be.
    """
    try:
        return _opened_by(replace(model, adapter=""), weights, lambda folder: folder)
    except (OSError, ValueError, RuntimeError, ImportError, AttributeError) as error:
        raise ModelError(f"transformers cannot convert {weights}: {reason(error)}") from error


def _opened(model: Model, weights: Path, device: Device) -> tuple[Any, Any]:
    return _opened_by(model, weights, lambda folder: _loaded(folder, device))


def _opened_by(model: Model, weights: Path, load: Callable[[Path], T]) -> T:
    """Return what `load` makes of the folder of safetensors."""
    if weights.suffix != ".gguf":
        return load(weights)
    adapter = Adapter(model.adapter) if model.adapter else None
    name = f"{converted.name_of(model, weights, adapter)}-safetensors"
    return converted.opened(name, lambda aside: _convert(weights, adapter, aside), load)


def _loaded(folder: Path, device: Device) -> tuple[Any, Any]:
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **_SAFE)
    network: Any = transformers.AutoModelForCausalLM.from_pretrained(
        folder, use_safetensors=True, dtype=getattr(torch, device.dtype), **_SAFE
    )
    # What the authors advise for sampling: greedy decoding has no use for it, and warns.
    network.generation_config.update(temperature=None, top_p=None, top_k=None, repetition_penalty=None)
    return tokenizer, network.to(device.name).eval()


def _convert(weights: Path, adapter: Adapter | None, aside: Path) -> None:
    """Write a GGUF file as float32 safetensors: reading those takes a second, unpacking the GGUF half a minute."""
    location: dict[str, Any] = {"pretrained_model_name_or_path": weights.parent, "gguf_file": weights.name, **_SAFE}
    transformers.AutoTokenizer.from_pretrained(**location).save_pretrained(aside)
    # Unpacked by name: otherwise transformers fetches kernels for the packed weights from the hub.
    network = transformers.AutoModelForCausalLM.from_pretrained(
        dtype=torch.float32, quantization_config=transformers.GgufConfig(dequantize=True), **location
    )
    if adapter:
        _merge(network, adapter)
    network.save_pretrained(aside)


def _merge(network: Any, adapter: Adapter) -> None:
    """Add the changes of the adapter to the network's matrices."""
    for layer, change in adapter.products().items():
        network.get_submodule(layer).weight.data += torch.from_numpy(change)

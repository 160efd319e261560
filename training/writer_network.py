"""The language model in training: it learns to answer from a sentence, by thin matrices beside its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, AutoTokenizer

from assistant.models.adapter import Adapter
from training import attention
from training.low_rank import adapt
from training.written import Written

_FROZEN = 8  # lowest layers: how words are read need not change, and a sixth of the time is saved
_NO_LABEL = -100  # of a token that is not to be learnt
_NO_ADVICE = {"temperature": None, "top_p": None, "top_k": None}  # for sampling, of which greedy decoding warns


@dataclass(frozen=True, slots=True)
class Tokens:
    """An example as token ids: the prompt, and what should follow it."""

    example: Written
    prompt: tuple[int, ...]
    answer: tuple[int, ...]

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.prompt) + len(self.answer)


class WriterNetwork(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """A causal language model of which only the thin matrices learn."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.network = AutoModelForCausalLM.from_pretrained(
            folder, dtype=torch.bfloat16, attn_implementation=attention.NAME, local_files_only=True
        )
        self.network.requires_grad_(False)
        self.network.generation_config.update(**_NO_ADVICE)
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        layers = list(self.network.model.layers)
        self._adapted = {
            f"model.layers.{n}.{name}": thin
            for n, layer in enumerate(layers)
            if n >= _FROZEN
            for name, thin in adapt(layer)
        }

    def go_on_from(self, adapter: Adapter) -> None:
        """Take up what was learnt before, as `save` wrote it."""
        for name, thin in self._adapted.items():
            thin.take_up(*(torch.from_numpy(adapter.tensor(f"{name}.{part}")) for part in ("up", "down")))

    def read(self, example: Written) -> Tokens:
        """Return the example as tokens, in the model's own chat template."""
        turns = [{"role": message.role, "content": message.content} for message in example.messages]
        prompt = self._tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        answer = example.answer + str(self._tokenizer.eos_token)
        encoded = (self._tokenizer(text, add_special_tokens=False)["input_ids"] for text in (prompt, answer))
        return Tokens(example, *map(tuple, encoded))

    def forward(self, batch: Sequence[Tokens]) -> Tensor:
        """Return the mean loss of the answers' tokens, and that of their first ones beside it.

        The first token says whether the sentence answers, which is asked of the writer by itself: among some twenty
        others it would hardly count.
        """
        longest = max(one.length for one in batch)
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        labels = torch.full((len(batch), longest), _NO_LABEL)
        for row, one in enumerate(batch):
            ids[row, : one.length] = torch.tensor(one.prompt + one.answer)
            labels[row, len(one.prompt) - 1 : one.length - 1] = torch.tensor(one.answer)
        # What pads stands at the end, where a causal model looks at it from nowhere that is learnt.
        states = self.network.model(input_ids=ids).last_hidden_state
        told = labels != _NO_LABEL
        losses = nn.functional.cross_entropy(self.network.lm_head(states[told]).float(), labels[told], reduction="none")
        first = torch.zeros_like(told)
        first[range(len(batch)), [len(one.prompt) - 1 for one in batch]] = True
        return losses.mean() + losses[first[told]].mean()

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def write(self, one: Tokens, most: int = 64) -> str:
        """Return what the model writes after the prompt, greedily."""
        ids = torch.tensor([one.prompt])
        written = self.network.generate(
            input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=most, do_sample=False
        )
        return str(self._tokenizer.decode(written[0, len(one.prompt) :], skip_special_tokens=True))

    def save(self, file: Path) -> None:
        """Write the changes, in float16, as `assistant.models.adapter` reads them."""
        tensors = {}
        for name, thin in self._adapted.items():
            tensors[f"{name}.up"], tensors[f"{name}.down"] = thin.change()
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file(tensors, file)

"""What the assistant asks of a language model."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

# Of texts that are drawn by likelihood: what the log-odds are divided by, the share of the likeliest tokens, the seed.
TEMPERATURE, LIKELIEST, SEED = 0.8, 0.95, 1


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class LanguageModel(Protocol):
    """Writes text, token by token, from messages; the same messages give the same text."""

    @property
    def name(self) -> str:
        """The model's name in the catalogue, on the hub or on its server."""

    @property
    def engine(self) -> str:
        """What runs it: `openvino`, `transformers`, `openai`, `llama-index`."""

    @property
    def device(self) -> str:
        """Where it runs: `cpu`, `cuda`, `mps`, `remote`."""

    @property
    def taught(self) -> bool:
        """Whether it was taught to answer from a sentence of a paper, and needs no words about how."""

    @property
    def context_window(self) -> int:
        """Tokens of prompt and answer together."""

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Return the length of the prompt these messages make, chat template included."""

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        """Yield the text as it is written, greedily decoded; setting `stop` ends the computation soon after.

        Raises ModelError when the model fails.
        """

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        """Return so many other texts, drawn by likelihood, the likeliest first; the same messages give the same texts.

        Raises ModelError when the model fails, or writes nothing but the likeliest.
        """

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """Return for each prompt the log-probability that the model begins its answer with the text, or about that.

        Raises ModelError when the model fails, or never tells.
        """

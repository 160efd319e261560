"""Bridges to LlamaIndex, both ways: our models in its pipelines, and its models here."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
)
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import LLM, CustomLLM
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback
from llama_index.core.utils import get_tokenizer

from assistant.models.language_model import LanguageModel, Message
from assistant.models.special import defused_by_looks
from index.encoder import Encoder, Vectors
from index.errors import ModelError

_MAX_TOKENS = 256
_TOKENS_A_MESSAGE = 8  # what a chat template adds, on the high side


class AssistantLLM(CustomLLM):  # type: ignore[misc]  # LlamaIndex is not typed strictly enough to be read
    """A language model of this program as a LlamaIndex LLM."""

    max_tokens: int = _MAX_TOKENS
    _model: LanguageModel = PrivateAttr()

    def __init__(self, model: LanguageModel, max_tokens: int = _MAX_TOKENS) -> None:
        super().__init__(max_tokens=max_tokens)
        self._model = model

    @property
    def metadata(self) -> LLMMetadata:
        """The name and the sizes of the model."""
        return LLMMetadata(
            model_name=self._model.name,
            context_window=self._model.context_window,
            num_output=self.max_tokens,
            is_chat_model=True,
        )

    @llm_chat_callback()  # type: ignore[untyped-decorator]
    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """Return the reply to the messages."""
        text = "".join(self._stream(_ours(messages)))
        return ChatResponse(message=ChatMessage(role="assistant", content=text))

    @llm_chat_callback()  # type: ignore[untyped-decorator]
    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """Yield the reply to the messages as it grows."""
        for text, piece in _growing(self._stream(_ours(messages))):
            yield ChatResponse(message=ChatMessage(role="assistant", content=text), delta=piece)

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """Return the reply to the prompt, given as what a user says."""
        return CompletionResponse(text="".join(self._stream([Message("user", prompt)])))

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """Yield the reply to the prompt as it grows."""
        for text, piece in _growing(self._stream([Message("user", prompt)])):
            yield CompletionResponse(text=text, delta=piece)

    def _stream(self, messages: Sequence[Message]) -> Iterator[str]:
        return self._model.stream(messages, self.max_tokens, threading.Event())


class AssistantEmbedding(BaseEmbedding):  # type: ignore[misc]
    """An encoder of this program as a LlamaIndex embedding model."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.fingerprint)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return _floats(self._encoder.encode_queries([query]))[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return _floats(self._encoder.encode_documents([text]))[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return _floats(self._encoder.encode_documents(texts))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class LlamaIndexLanguageModel:
    """A LlamaIndex LLM as a language model of this program."""

    engine = "llama-index"
    device = "unknown"
    taught = False

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        self.name = str(llm.metadata.model_name)
        self.context_window = int(llm.metadata.context_window)

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Return an estimate with LlamaIndex's own tokenizer: a foreign LLM does not show its own."""
        count = get_tokenizer()
        return sum(len(count(message.content)) + _TOKENS_A_MESSAGE for message in messages)

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        """Yield the text as it is written, at most `max_tokens` pieces, until `stop` is set.

        Raises ModelError when the LLM fails.
        """
        turns = [ChatMessage(role=message.role, content=defused_by_looks(message.content)) for message in messages]
        try:
            for number, response in enumerate(self._llm.stream_chat(turns)):
                if stop.is_set() or number >= max_tokens:
                    return
                if response.delta:
                    yield response.delta
        except Exception as error:  # every integration has its own kinds
            raise ModelError(f"{self.name} stopped with an error: {error}") from error

    def sampled(self, messages: Sequence[Message], max_tokens: int, count: int) -> list[str]:
        """Raise ModelError: LlamaIndex has no way to ask for them."""
        raise ModelError(f"{self.name} writes one text alone: LlamaIndex does not ask for more.")

    def log_likelihoods(self, prompts: Sequence[Sequence[Message]], text: str) -> list[float]:
        """Raise ModelError: LlamaIndex has no way to ask for them."""
        raise ModelError(f"{self.name} does not tell how likely a text is: LlamaIndex does not ask for it.")


class LlamaIndexEncoder:
    """A LlamaIndex embedding model as an encoder of this program."""

    def __init__(self, model: BaseEmbedding) -> None:
        """Embed one word, to learn the dimension."""
        self._model = model
        self.dimension = len(model.get_query_embedding("word"))
        self.fingerprint = f"{model.model_name}@llama-index/{model.class_name()}"
        self.adapter = ""

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension)."""
        return self._unit(self._model.get_text_embedding_batch(list(texts)))

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> Vectors:
        """Return float32 unit vectors, shape (len(texts), dimension), with the model's own query prompt."""
        return self._unit([self._model.get_query_embedding(text) for text in texts])

    def _unit(self, vectors: list[list[float]]) -> Vectors:
        array: Vectors = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        lengths: Vectors = np.linalg.norm(array, axis=1, keepdims=True)
        return array / lengths


def _ours(messages: Sequence[ChatMessage]) -> list[Message]:
    """Return the messages with the roles we know: what is neither system nor assistant is the user's."""
    known = {"system": "system", "assistant": "assistant"}
    return [Message(known.get(m.role.value, "user"), m.content or "") for m in messages]  # type: ignore[arg-type]


def _growing(pieces: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield the whole text so far, and its newest piece."""
    text = ""
    for piece in pieces:
        text += piece
        yield text, piece


def _floats(vectors: Vectors) -> list[list[float]]:
    return [[float(value) for value in row] for row in vectors]

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.embeddings import MockEmbedding
from llama_index.core.llms import MockLLM

from assistant.llamaindex import AssistantEmbedding, AssistantLLM, LlamaIndexEncoder, LlamaIndexLanguageModel
from assistant.models.language_model import Message
from index.encoder import Vectors
from index.errors import ModelError


class Echo:
    """A language model that says what it was told."""

    name, engine, device, context_window = "echo", "fake", "cpu", 1000

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return sum(len(message.content.split()) for message in messages)

    def stream(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[str]:
        for message in messages:
            yield f"{message.role}: {message.content}. "


class Letters:
    """An encoder that counts letters."""

    fingerprint, dimension = "letters@1/sum", 26

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        counts = [[text.lower().count(chr(97 + n)) + 0.01 for n in range(26)] for text in texts]
        array = np.array(counts, dtype=np.float32).reshape(-1, 26)
        return array / np.linalg.norm(array, axis=1, keepdims=True)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents([text.removeprefix("q: ") for text in texts])


def test_our_model_completes_and_chats_in_llamaindex():
    llm = AssistantLLM(Echo())
    assert llm.complete("hello").text == "user: hello. "
    assert [r.delta for r in llm.stream_complete("hello")] == ["user: hello. "]
    turns = [ChatMessage(role="system", content="be short"), ChatMessage(role="tool", content="x")]
    assert llm.chat(turns).message.content == "system: be short. user: x. "
    *_, last = llm.stream_chat(turns)
    assert last.message.content == "system: be short. user: x. " and last.delta == "user: x. "
    assert (llm.metadata.model_name, llm.metadata.context_window) == ("echo", 1000)


def test_our_pair_answers_in_an_index_of_llamaindex():
    documents = [Document(text="zebra zebra"), Document(text="quick fox")]
    index = VectorStoreIndex.from_documents(documents, embed_model=AssistantEmbedding(Letters()))
    found = index.as_retriever(similarity_top_k=1).retrieve("q: zebra")
    assert found[0].text == "zebra zebra"
    answer = index.as_query_engine(llm=AssistantLLM(Echo()), similarity_top_k=1).query("which zebra?")
    assert "zebra zebra" in str(answer)


def test_a_llamaindex_model_writes_here():
    model = LlamaIndexLanguageModel(MockLLM())
    messages = [Message("system", "be short"), Message("user", "hello world")]
    text = "".join(model.stream(messages, 50, threading.Event()))
    assert "hello world" in text
    assert model.engine == "llama-index"
    assert 4 < model.count_tokens(messages) < 40


def test_a_llamaindex_model_is_told_no_special_tokens():
    text = "".join(LlamaIndexLanguageModel(MockLLM()).stream([Message("user", "<|im_end|>")], 50, threading.Event()))
    assert "< |im_end|>" in text


def test_a_llamaindex_model_stops_and_writes_no_more_than_asked_for():
    model, stop = LlamaIndexLanguageModel(MockLLM()), threading.Event()
    messages = [Message("user", "hello world")]
    assert len(list(model.stream(messages, 3, stop))) <= 3
    stop.set()
    assert list(model.stream(messages, 3, stop)) == []


def test_an_error_of_a_llamaindex_model_is_ours(monkeypatch: pytest.MonkeyPatch):
    class Broken(MockLLM):
        def stream_chat(self, *_, **__):
            raise KeyError("no key")

    with pytest.raises(ModelError, match=r"stopped with an error.*no key"):
        list(LlamaIndexLanguageModel(Broken()).stream([Message("user", "x")], 5, threading.Event()))


def test_a_llamaindex_model_does_not_tell_how_likely_a_text_is():
    with pytest.raises(ModelError, match="does not tell how likely"):
        LlamaIndexLanguageModel(MockLLM()).log_likelihoods([[Message("user", "hello")]], "None.")
    with pytest.raises(ModelError, match="one text alone"):
        LlamaIndexLanguageModel(MockLLM()).sampled([Message("user", "hello")], 9, 3)


def test_a_llamaindex_embedding_encodes_here():
    encoder = LlamaIndexEncoder(MockEmbedding(embed_dim=8))
    vectors = encoder.encode_documents(["a", "b"])
    assert encoder.dimension == 8 and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.encode_queries([]).shape == (0, 8)


def test_there_and_back_gives_the_same_vectors():
    encoder = LlamaIndexEncoder(AssistantEmbedding(Letters()))
    texts = ["zebra", "quick fox"]
    np.testing.assert_allclose(encoder.encode_documents(texts), Letters().encode_documents(texts), atol=1e-6)
    assert "letters@1/sum" in encoder.fingerprint

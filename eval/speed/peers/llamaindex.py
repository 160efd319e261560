"""Plain LlamaIndex over the same weights and papers: `python -m eval.speed.peers.llamaindex QUESTION --index DIR …`.

Models by Hugging Face, vectors in an exact FAISS index, defaults otherwise.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.speed.peers import offline

if TYPE_CHECKING:
    from eval.speed.times import Streamed

_CITED = 3  # abstracts that an answer is written from

# Imported below, because each figure needs some of them alone, and all together take seconds.


class LlamaIndex:
    """An index with a query engine, as in LlamaIndex's own examples; what is needed is loaded when first needed."""

    def __init__(self, encoder: Path, language: Path | None, tokens: int) -> None:
        offline()
        self._encoder, self._language, self._tokens = encoder, language, tokens
        self._index: Any = None

    @cached_property
    def _embedding(self) -> Any:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        return HuggingFaceEmbedding(model_name=str(self._encoder))

    @cached_property
    def _llm(self) -> Any:
        from llama_index.llms.huggingface import HuggingFaceLLM

        folder = str(self._language)
        greedy = {"do_sample": False}
        return HuggingFaceLLM(
            model_name=folder, tokenizer_name=folder, max_new_tokens=self._tokens, generate_kwargs=greedy
        )

    @cached_property
    def _engine(self) -> Any:
        return self._index.as_query_engine(llm=self._llm, similarity_top_k=_CITED, streaming=True)

    def build(self, papers: Sequence[tuple[str, str]], folder: Path) -> None:
        """Embed papers, given as (id, text), and write the index into a folder."""
        from llama_index.core import Document, VectorStoreIndex

        documents = [Document(id_=identifier, text=text) for identifier, text in papers]
        index = VectorStoreIndex.from_documents(documents, storage_context=self._store(), embed_model=self._embedding)
        index.storage_context.persist(str(folder))

    def open(self, folder: Path) -> None:
        """Open the index of a folder."""
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore.from_persist_dir(str(folder))
        context = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
        self._index = load_index_from_storage(context, embed_model=self._embedding)

    def ask(self, question: str) -> Iterator[str]:
        """Yield the answer as it is written."""
        yield from self._engine.query(question).response_gen

    def _store(self) -> Any:
        import faiss
        from llama_index.core import StorageContext
        from llama_index.vector_stores.faiss import FaissVectorStore

        exact = faiss.IndexFlatIP(len(self._embedding.get_query_embedding("word")))
        return StorageContext.from_defaults(vector_store=FaissVectorStore(faiss_index=exact))


class Measured(LlamaIndex):
    """The same, timed."""

    def embed(self, texts: Sequence[str]) -> float:
        """Return the seconds of embedding the texts."""
        from eval.speed.times import seconds

        return seconds(lambda: self._embedding.get_text_embedding_batch(list(texts)))

    def answer(self, question: str) -> Streamed:
        """Return an answer."""
        from eval.speed.times import streamed

        return streamed(lambda: self.ask(question))

    def write(self, prompt: str, tokens: int) -> Streamed:
        """Return what the language model makes of a prompt, at most so many tokens."""
        from llama_index.core.llms import ChatMessage

        from eval.speed.times import streamed

        llm = self._llm
        before, llm.max_new_tokens = llm.max_new_tokens, tokens
        try:
            return streamed(lambda: (part.delta for part in llm.stream_chat([ChatMessage(content=prompt)])))
        finally:
            llm.max_new_tokens = before

    def fill(self, library: Path) -> None:
        """Index the papers of one of our libraries with the vectors that it holds."""
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        from eval.speed.collection import held

        nodes = [TextNode(id_=one.id, text=one.text, embedding=one.vector.tolist()) for one in held(library)]
        self._index = VectorStoreIndex(nodes, storage_context=self._store(), embed_model=self._embedding)

    def search(self, queries: Sequence[str], k: int) -> list[float]:
        """Return the seconds of each search."""
        from eval.speed.times import seconds

        retriever = self._index.as_retriever(similarity_top_k=k)
        return [seconds(lambda query=query: retriever.retrieve(query)) for query in queries]  # type: ignore[misc]

    def resident(self) -> int:
        """Return the bytes of memory that the process holds."""
        from eval.speed.process import resident

        return resident()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the answer to a question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question")
    parser.add_argument("--index", required=True, type=Path)
    parser.add_argument("--encoder", required=True, type=Path)
    parser.add_argument("--language", required=True, type=Path)
    parser.add_argument("--tokens", required=True, type=int)
    given = parser.parse_args(arguments)
    peer = LlamaIndex(given.encoder, given.language, given.tokens)
    peer.open(given.index)
    for piece in peer.ask(given.question):
        print(piece, end="", flush=True)
    print()


if __name__ == "__main__":
    main()

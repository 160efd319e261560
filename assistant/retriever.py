"""The library's search for programs built on LlamaIndex."""

from __future__ import annotations

from typing import Any

from llama_index.core import QueryBundle
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, TextNode

from index.filters import Filters
from index.hit import Hit
from index.library import Library

_TOP_K = 10


class PaperRetriever(BaseRetriever):  # type: ignore[misc]  # LlamaIndex is not typed strictly enough to be read
    """Gives papers as nodes: id and text are the paper's, the metadata says what each retriever thought of it."""

    def __init__(self, library: Library, top_k: int = _TOP_K, filters: Filters | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._library = library
        self._top_k = top_k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._library.search(query_bundle.query_str, self._top_k, self._filters)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]


def _node(hit: Hit) -> TextNode:
    paper = hit.paper
    metadata = {
        "title": paper.title,
        "authors": ", ".join(paper.authors),
        "year": paper.year,
        "venue": paper.venue,
        "url": paper.url,
        "dense_rank": hit.dense_rank,
        "keyword_rank": hit.keyword_rank,
    }
    # A model that reads the node needs title and abstract, not ranks and links.
    hidden = [name for name in metadata if name not in ("title", "year")]
    return TextNode(
        id_=paper.id,
        text=paper.abstract or paper.title,
        metadata=metadata,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
    )

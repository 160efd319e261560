"""The record of an answer, made from the answer and from what gave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from assistant.answer import QUOTES_ONLY, Answer, Citation, Evidence, Sentence
from assistant.assistant import Assistant
from assistant.models.language_model import LanguageModel
from assistant.record import (
    FORMAT,
    CitationTold,
    Decoding,
    HitTold,
    LibraryTold,
    ModelTold,
    Record,
    SearchTold,
    SentenceTold,
    Span,
    TemplateTold,
)
from assistant.template import sha256
from assistant.workplace import is_built_in
from assistant.writer import MAX_TOKENS, TEMPLATE, template
from index.filters import Filters
from index.hit import Hit
from index.library import Library

_PACKAGES = ("paper-assistant", "openvino-genai", "torch", "transformers", "faiss-cpu", "tantivy", "numpy")


def recorded(
    assistant: Assistant,
    answer: Answer,
    *,
    loaded_by: str = "",
    revision: str = "",
    filters: Filters | None = None,
    earlier: Sequence[str] = (),
) -> Record:
    """Return the record of an answer that this assistant has just given.

    `loaded_by` and `revision` are of its language model, as `assistant.models.choose.identity` tells them; `filters`
    and `earlier` what the question was asked with.
    """
    used, trace = answer.model, answer.trace
    return Record(
        format=FORMAT,
        date=datetime.now().astimezone().isoformat(timespec="seconds"),
        versions=dict(_versions()),
        question=answer.question,
        earlier=tuple(earlier),
        resolved=trace.resolved,
        filters=filters or Filters(),
        library=_library(assistant.library, answer),
        search=_search(assistant),
        model=ModelTold(used.name, used.engine, used.device, loaded_by, revision),
        decoding=Decoding(greedy=True, seed=None, max_tokens=MAX_TOKENS),
        template=_template(assistant.model if _had_a_part(answer) else None),
        hits=tuple(map(_hit, answer.retrieved)),
        evidence=tuple(map(_span, trace.evidence)),
        prompts=trace.prompts,
        drafts=trace.drafts,
        outcome=answer.outcome,
        sentences=tuple(map(_sentence, answer.sentences)),
        citations=tuple(map(_citation, answer.citations)),
        timings=answer.timings,
        notice=answer.notice,
    )


def _library(library: Library, answer: Answer) -> LibraryTold:
    used = answer.library
    return LibraryTold(str(library.path.resolve()), is_built_in(library), used.papers, used.fingerprint)


def _had_a_part(answer: Answer) -> bool:
    """Say whether a language model wrote, or read what was quoted."""
    read = any(piece.doubt is not None for piece in answer.trace.evidence)
    return read or answer.model.engine != QUOTES_ONLY.engine


def _template(model: LanguageModel | None) -> TemplateTold:
    name = template(model) if model else TEMPLATE
    return TemplateTold(name, sha256(name))


def _search(assistant: Assistant) -> SearchTold:
    library = assistant.library
    return SearchTold(
        encoder=library.encoder.fingerprint,
        adapter=library.encoder.adapter,
        reranker=library.reranker.name if library.reranker else "",
        judge=assistant.judge.fingerprint if assistant.judge else "",
    )


def _hit(hit: Hit) -> HitTold:
    return HitTold(
        hit.paper.id,
        hit.paper.title,
        hit.score,
        hit.dense_rank,
        hit.keyword_rank,
        hit.similarity,
        hit.passage_similarity,
    )


def _span(piece: Evidence) -> Span:
    known = (piece.score, piece.similarity, piece.odds, piece.doubt)
    return Span(piece.paper.id, piece.start, piece.end, piece.text, *known)


def _sentence(sentence: Sentence) -> SentenceTold:
    evidence = tuple(map(_span, sentence.evidence))
    return SentenceTold(sentence.text, sentence.support, sentence.score, sentence.citations, evidence)


def _citation(citation: Citation) -> CitationTold:
    return CitationTold(citation.n, citation.paper.id, citation.paper.title, citation.paper.url)


def _versions() -> Iterator[tuple[str, str]]:
    for package in _PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:  # not every engine is everywhere
            continue

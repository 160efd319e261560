"""The JSON form of an answer: what other programs read, versioned."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.answer import Answer, Citation, Sentence
from assistant.comparison.contract import as_json as comparison_as_json
from index.hit import Hit

CONTRACT = 1  # raised when a key changes its meaning or goes; new keys may come at any time


def as_json(answer: Answer, identifier: str = "") -> dict[str, Any]:
    """Return the answer as the contract's object, ready for `json.dumps`; times are in seconds, to the millisecond."""
    return {
        "id": identifier,
        "question": answer.question,
        "outcome": answer.outcome.value,
        "answer": answer.text,
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "citations": [_citation(citation) for citation in answer.citations],
        "retrieved": [hit_as_json(hit) for hit in answer.retrieved],
        "model": asdict(answer.model),
        "library": asdict(answer.library),
        "timings": {k: None if v is None else round(v, 3) for k, v in asdict(answer.timings).items()},
        "notice": answer.notice,
        "comparison": comparison_as_json(answer.comparison) if answer.comparison else None,
        "contract": CONTRACT,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "support": sentence.support.value,
        "score": round(sentence.score, 3),
        "quote": " … ".join(piece.shown for piece in sentence.evidence),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    paper = citation.paper
    return {
        "n": citation.n,
        "paper_id": paper.id,
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.year,
        "venue": paper.venue,
        "url": paper.url,
        "quote": " … ".join(piece.shown for piece in citation.quotes),
    }


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """Return a hit as an object of the contract."""
    return {
        "paper_id": hit.paper.id,
        "title": hit.paper.title,
        "score": round(hit.score, 6),
        "dense_rank": hit.dense_rank,
        "keyword_rank": hit.keyword_rank,
    }

"""How one answer compares with what its question expects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Answer, Outcome, Support
from eval.questions import Question
from eval.report import Returned

MEASURES = (
    "right",
    "outcome",
    "facts",
    "papers",
    "papers, few others",
    "citation precision",
    "citation recall",
    "supported",
    "nothing forbidden",
    "abstention precision",
    "abstention recall",
    "words",
    "seconds",
)
_NO_OTHERS = ("which", "list")  # the kinds of question whose answer is the papers: one too many is wrong


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with its scores, by measure; those that do not apply are absent."""

    scores: Mapping[str, float]
    text: str
    cited: tuple[Returned, ...]
    failure: str  # why quotes stand where the model should have written; "" if it wrote


def judged(question: Question, answer: Answer) -> Judged:
    """Return the answer with its scores. The papers of the question are ids of the answer's library."""
    scores = {**_said(question, answer), **_papers(question, answer), **_abstention(question, answer)}
    right = scores["outcome"] == scores.get("facts", 1) == scores.get("nothing forbidden", 1) == 1
    papers = scores.get("papers", 1) == 1
    if question.kind in _NO_OTHERS:
        papers = papers and scores.get("citation precision", 1) == 1
    cited = tuple(
        Returned(
            citation.paper.id,
            citation.paper.title,
            max((quote.score for quote in citation.quotes), default=0.0),
            int(citation.paper.id in question.papers),
        )
        for citation in answer.citations
    )
    return Judged({"right": float(right and papers), **scores}, answer.text, cited, answer.trace.failure)


def _said(question: Question, answer: Answer) -> dict[str, float]:
    text = comparable(answer.text)
    scores = {
        "outcome": float(answer.outcome.value == question.outcome),
        "words": float(len(" ".join(sentence.text for sentence in answer.sentences).split())),
        "seconds": answer.timings.total_s,
    }
    if question.facts:
        found = sum(any(comparable(fact) in text for fact in group) for group in question.facts)
        scores["facts"] = found / len(question.facts)
    if question.forbidden:
        scores["nothing forbidden"] = float(not any(comparable(words) in text for words in question.forbidden))
    if answer.outcome is Outcome.ANSWERED and answer.sentences:
        unsupported = sum(sentence.support is Support.UNSUPPORTED for sentence in answer.sentences)
        scores["supported"] = 1 - unsupported / len(answer.sentences)
    return scores


def _papers(question: Question, answer: Answer) -> dict[str, float]:
    """Return precision where anything is cited, recall where there is anything to cite."""
    cited = {citation.paper.id for citation in answer.citations}
    scores = {}
    if cited and question.names_papers:
        scores["citation precision"] = len(cited & question.papers) / len(cited)
    if question.papers:
        scores["papers"] = float(question.papers <= cited)
        scores["papers, few others"] = float(question.papers <= cited and len(cited) <= 2 * len(question.papers))
        scores["citation recall"] = len(cited & question.papers) / len(question.papers)
    return scores


def _abstention(question: Question, answer: Answer) -> dict[str, float]:
    """Return precision where the system abstained, recall where it should: their means are those of the whole."""
    abstained = answer.outcome is not Outcome.ANSWERED
    scores = {}
    if abstained:
        scores["abstention precision"] = float(question.unanswerable)
    if question.unanswerable:
        scores["abstention recall"] = float(abstained)
    return scores


def comparable(text: str) -> str:
    """Return the text without differences of case, dashes, blanks and the spelling of percent."""
    plain = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.sub(r"\\?\s*(?:%|per ?cent\b)", "%", plain).split())

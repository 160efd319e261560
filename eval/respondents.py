"""Who answers the questions: the assistant, and what it is compared with."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import QUOTES_ONLY, Answer, Evidence, LibraryUsed, Outcome, Timings
from assistant.assistant import Assistant, numbered
from assistant.compose import quoted
from assistant.conversation import Conversation
from eval.systems import configuration
from index.library import Library
from index.method import DEFAULT
from index.paper import Paper
from index.sentences import split_sentences

FIRST_SENTENCE = "first sentence"
QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Respondent:
    """A way of answering, with what it is made of as plain JSON values."""

    name: str
    configuration: Mapping[str, Any]
    ask: Callable[[str, Conversation], Answer]


def respondents(assistant: Assistant) -> list[Respondent]:
    """Return the simplest first: the first sentence of the top hit, quotes alone, and the assistant if it has a model.

    The first of them knows no conversation and never abstains: what it gets right comes without any reading.
    """
    library, model, thresholds, judge = assistant.library, assistant.model, assistant.thresholds, assistant.judge
    search = {"search": configuration(library, DEFAULT)}
    judgement = {
        **search,
        "thresholds": asdict(thresholds) if thresholds else None,
        "judge": judge.fingerprint if judge else None,
    }
    quotes = Assistant(library, None, thresholds, judge)
    found = [
        Respondent(FIRST_SENTENCE, {"answers": FIRST_SENTENCE, **search}, lambda q, _: first_sentence(library, q)),
        Respondent(QUOTES, {"answers": QUOTES, **judgement}, quotes.ask),
    ]
    if model:
        made = {"answers": "written", "language model": model.name, "engine": model.engine, **judgement}
        found.append(Respondent(model.name, made, assistant.ask))
    return found


def first_sentence(library: Library, question: str) -> Answer:
    """Return the first sentence of the best paper's abstract as the answer, or its title where there is none."""
    start = time.perf_counter()
    hits = library.search(question, 1)
    sentences, citations = numbered([quoted(_opening(hit.paper)) for hit in hits])
    return Answer(
        question,
        Outcome.ANSWERED if hits else Outcome.NO_MATCH,
        sentences,
        citations,
        tuple(hits),
        QUOTES_ONLY,
        LibraryUsed(str(library.path), len(library), library.fingerprint),
        Timings(total_s=time.perf_counter() - start),
    )


def _opening(paper: Paper) -> Evidence:
    spans = split_sentences(paper.abstract)
    start, end = spans[0] if spans else (0, 0)
    return Evidence(paper, paper.abstract[start:end] or paper.title, start, end, 0.0, 0.0)

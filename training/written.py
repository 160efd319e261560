"""What the writer learns from: a prompt of numbered evidence with a question, and the answer it should write."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Evidence
from assistant.models.choose import load_judge
from assistant.models.judge import Judge, Passage
from assistant.models.language_model import Message
from assistant.writer import NOTHING, TRAINED, arranged, prompt
from index.paper import Paper
from training.confusable import Confusable, confusable
from training.examples import Labelled, sentences_of

_PIECES = (1, 1, 2)  # of evidence in a prompt, as the assistant hands them on
_MISSED = 0.1  # of the questions are put to evidence that lacks the sentence which answers
_FOREIGN = 0.15  # of the questions are also put to evidence of other papers alone


@dataclass(frozen=True, slots=True)
class Written:
    """A prompt, the answer that should follow it, and what kind of question it holds; `group` is not split."""

    messages: tuple[Message, ...]
    answer: str
    kind: str
    group: str


def written_examples(papers: Path, seed: int) -> list[Written]:
    """Return the examples made of the written questions and a collection that holds their papers."""
    judge = load_judge()
    assert judge is not None
    known = confusable(papers, seed)
    return list(examples_of(known, judge, random.Random(seed)))  # noqa: S311 no secret


def examples_of(known: Confusable, judge: Judge, chance: random.Random) -> Iterator[Written]:
    """Yield each question with evidence of its paper, and some with that of another, and what should be written."""
    for one in known.questions:
        if one.is_claim:
            continue
        paper, others = known.papers[one.paper], known.others.get(one.question, ())
        sentences = sentences_of(paper.abstract)
        if len(one.sentences) > 1 or any(n >= len(sentences) for n in one.sentences):
            continue  # one sentence of an answer rests on one of the evidence
        pieces = _chosen(one, _ranked(one.question, paper, judge), chance)
        number = next((n for n, piece in enumerate(pieces, 1) if piece.start in one.sentences), None)
        answer = f"[{number}] {one.answer_from(sentences)}" if number else NOTHING
        yield _written(one, pieces, answer, one.kind)
        if others and one.sentences and chance.random() < _FOREIGN:
            strangers = _ranked(one.question, chance.choice(others), judge)
            yield _written(one, arranged(strangers[: chance.choice(_PIECES)]), NOTHING, "other")


def _chosen(one: Labelled, ranked: Sequence[Evidence], chance: random.Random) -> list[Evidence]:
    """Return the evidence of a prompt: what does answer, mostly, and what seems to answer best."""
    count = chance.choice(_PIECES)
    right = [piece for piece in ranked if piece.start in one.sentences and chance.random() > _MISSED]
    wrong = [piece for piece in ranked if piece.start not in one.sentences]
    return arranged([*right, *wrong[: count - len(right)]])


def _ranked(question: str, paper: Paper, judge: Judge) -> list[Evidence]:
    """Return the sentences of a paper, those first that the judge takes for the answer; `start` is their number."""
    sentences = sentences_of(paper.abstract)
    (judged,) = judge.judged(question, [Passage(paper.title, sentences)])
    pieces = [
        Evidence(paper, text, n, n, float(odds), 0.0)
        for n, (text, odds) in enumerate(zip(sentences, judged.answers, strict=True))
    ]
    return sorted(pieces, key=lambda piece: -piece.score)


def _written(one: Labelled, pieces: Sequence[Evidence], answer: str, kind: str) -> Written:
    return Written(tuple(prompt(one.question, pieces, TRAINED)), answer, kind, one.paper)

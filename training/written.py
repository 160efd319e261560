"""What the writer learns from: a prompt of one sentence with a question, and the answer it should write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Evidence
from assistant.compose import stands
from assistant.models.choose import load_judge
from assistant.models.judge import Judge, Passage
from assistant.models.language_model import Message
from assistant.writer import NOTHING, TRAINED, prompt
from index.paper import Paper
from training.confusable import Confusable, confusable
from training.examples import Labelled, sentences_of

_CONFUSED = 2  # sentences that the judge takes for the answer soonest: they are read as well
_FOREIGN = 0.15  # of the questions are also put to another paper
_BRIEF = 8  # words of an answer that are never too many
_LONGEST = 14  # words of any
_LONG = 0.75  # of the words of its sentence: an answer that has more shortens nothing
_QUOTED = ("which",)  # kinds that are not taught: why a paper is meant a whole sentence tells better


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
    """Yield each question with a sentence of its paper, and some with one of another, and what should be written.

    Only a brief answer is taught, and one that the assistant's own check would let pass.
    """
    for one in known.questions:
        if one.is_claim or one.kind in _QUOTED or not _is_whole(one, known):
            continue
        paper, others = known.papers[one.paper], known.others.get(one.question, ())
        yield from _of_its_paper(one, paper, judge)
        if others and one.sentences and chance.random() < _FOREIGN:
            for stranger in _ranked(one.question, chance.choice(others), judge)[:1]:
                yield _written(one, stranger, NOTHING, "other")


def _of_its_paper(one: Labelled, paper: Paper, judge: Judge) -> Iterator[Written]:
    ranked = _ranked(one.question, paper, judge)
    answer = one.answer_from(sentences_of(paper.abstract))
    for piece in ranked:
        if piece.start in one.sentences and _is_brief(answer, piece.text) and stands(answer, piece):
            yield _written(one, piece, f"[1] {answer}", one.kind)
    for piece in [piece for piece in ranked if piece.start not in one.sentences][:_CONFUSED]:
        yield _written(one, piece, NOTHING, "beside" if one.sentences else one.kind)


def _is_brief(answer: str, sentence: str) -> bool:
    words, whole = len(answer.split()), len(sentence.split())
    return words <= _BRIEF or words <= min(_LONGEST, _LONG * whole)


def _is_whole(one: Labelled, known: Confusable) -> bool:
    """Say whether the paper still has the sentences that answer."""
    return max(one.sentences, default=-1) < len(sentences_of(known.papers[one.paper].abstract))


def _ranked(question: str, paper: Paper, judge: Judge) -> list[Evidence]:
    """Return the sentences of a paper, those first that the judge takes for the answer; `start` is their number."""
    sentences = sentences_of(paper.abstract)
    (judged,) = judge.judged(question, [Passage(paper.title, sentences)])
    pieces = [
        Evidence(paper, text, n, n, float(odds), 0.0)
        for n, (text, odds) in enumerate(zip(sentences, judged.answers, strict=True))
    ]
    return sorted(pieces, key=lambda piece: -piece.score)


def _written(one: Labelled, piece: Evidence, answer: str, kind: str) -> Written:
    return Written(tuple(prompt(one.question, piece, TRAINED)), answer, kind, one.paper)

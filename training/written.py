"""What the writer learns from: a prompt of one sentence with a question, and the answer it should write."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Evidence
from assistant.compose import stands
from assistant.models.choose import load_judge
from assistant.models.judge import Judge, Passage
from assistant.models.language_model import Message
from assistant.writer import NOTHING, TRAINED, prompt
from index.paper import Paper
from index.terms import terms
from training.confusable import Confusable, confusable
from training.examples import Labelled, sentences_of

_CONFUSED = 2  # sentences that the judge takes for the answer soonest: they are read as well
_FOREIGN = 0.15  # of the questions are also put to another paper
_SHORTENED = 0.4  # of the questions are also put to what was made of their sentence: for them, and for another question
_BRIEF = 8  # words of an answer that are never too many
_LONGEST = 14  # words of any
_LONG = 0.75  # of the words of its sentence: an answer that has more shortens nothing
_MISSED = 0.5  # of the words an answer adds to its question: what lacks more of them does not hold the answer


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

    From its sentence only a brief answer is taught, and one that the assistant's own check would let pass; in the place
    of the sentence, where it is what is read, any answer.
    """
    asked = [one for one in known.questions if not one.is_claim and _is_whole(one, known)]
    told = _told_of_sentences(asked, known)
    for one in asked:
        paper, others = known.papers[one.paper], known.others.get(one.question, ())
        yield from _of_its_paper(one, paper, judge)
        if one.sentences and chance.random() < _SHORTENED:
            yield from _of_answers(one, paper, told[one.paper, one.sentences[0]])
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


def _told_of_sentences(asked: Sequence[Labelled], known: Confusable) -> dict[tuple[str, int], list[str]]:
    """Return for each sentence, by paper and number, what it was made into to answer some question."""
    told = defaultdict[tuple[str, int], list[str]](list)
    for one in asked:
        if one.answer and one.kind != "false_premise":
            told[one.paper, one.sentences[0]].append(one.answer_from(sentences_of(known.papers[one.paper].abstract)))
    return told


def _of_answers(one: Labelled, paper: Paper, told: Sequence[str]) -> Iterator[Written]:
    """Yield the question with its own answer for a sentence, and with what lost the answer of it."""
    answer = one.answer_from(sentences_of(paper.abstract))
    asked = set(terms(one.question))
    wanted = set(terms(answer)) - asked
    if not wanted or one.kind == "false_premise":
        return
    yield _written(one, Evidence(paper, answer, 0, 0, 0.0, 0.0), f"[1] {answer}", "shortened")
    for other in told:
        if len(wanted - set(terms(other))) > _MISSED * len(wanted):
            yield _written(one, Evidence(paper, other, 0, 0, 0.0, 0.0), NOTHING, "lost")
            return


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

"""The written questions with their papers, and with others, most of which a search confuses with those."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.models.choose import load_encoder
from index.paper import Paper
from index.readers import read
from training.examples import Example, Labelled, labelled, of_questions

_AMONG = 1_500  # other papers of the collection that questions are also put to
_PLACES = (0, 1, 2, 3, 10, 30, 100, 300)  # of them, by nearness: a small library has none that is nearer than the last


@dataclass(frozen=True, slots=True)
class Confusable:
    """The written questions, their papers by id, and for each question's text some other papers, the nearest first."""

    questions: Sequence[Labelled]
    papers: Mapping[str, Paper]
    others: Mapping[str, Sequence[Paper]]


def questions_with_papers(papers: Path, seed: int) -> list[Example]:
    """Return the examples made of the written questions and a collection that holds their papers."""
    known = confusable(papers, seed)
    return list(of_questions(known.questions, known.papers, known.others, seed))


def confusable(papers: Path, seed: int) -> Confusable:
    """Return the written questions with their papers, out of a collection that holds them, and with others of it."""
    asked = labelled()
    own = {one.paper for one in asked}
    known = {paper.id: paper for paper in read(papers) if isinstance(paper, Paper)}
    chance = random.Random(seed)  # noqa: S311 no secret
    others = chance.sample([paper for name, paper in known.items() if name not in own], _AMONG)
    among = [known[name] for name in sorted(own)] + others
    return Confusable(asked, {name: known[name] for name in own}, _confused(asked, known, among))


def _confused(asked: Sequence[Labelled], known: Mapping[str, Paper], among: Sequence[Paper]) -> dict[str, list[Paper]]:
    """Return for each question papers that are not its own: the nearest to it, and some further off."""
    encoder = load_encoder()
    documents = encoder.encode_documents([paper.text for paper in among])
    queries = encoder.encode_queries([one.question for one in asked])
    confused = {}
    for one, likeness in zip(asked, queries @ documents.T, strict=True):
        nearest = [n for n in np.argsort(-likeness)[: _PLACES[-1] + 2].tolist() if among[n] is not known[one.paper]]
        confused[one.question] = [among[nearest[place]] for place in _PLACES if place < len(nearest)]
    return confused

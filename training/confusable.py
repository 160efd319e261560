"""The written questions with their papers, and with the papers that a search confuses with those."""

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
_CONFUSED = 4  # the nearest of them


@dataclass(frozen=True, slots=True)
class Confusable:
    """The written questions, their papers by id, and for each question's text the papers most like its own."""

    questions: Sequence[Labelled]
    papers: Mapping[str, Paper]
    others: Mapping[str, Sequence[Paper]]


def questions_with_papers(papers: Path, seed: int) -> list[Example]:
    """Return the examples made of the written questions and a collection that holds their papers."""
    known = confusable(papers, seed)
    return list(of_questions(known.questions, known.papers, known.others, seed))


def confusable(papers: Path, seed: int) -> Confusable:
    """Return the written questions with their papers, out of a collection that holds them, and with confusable ones."""
    asked = labelled()
    own = {one.paper for one in asked}
    known = {paper.id: paper for paper in read(papers) if isinstance(paper, Paper)}
    chance = random.Random(seed)  # noqa: S311 no secret
    others = chance.sample([paper for name, paper in known.items() if name not in own], _AMONG)
    among = [known[name] for name in sorted(own)] + others
    return Confusable(asked, {name: known[name] for name in own}, _confused(asked, known, among))


def _confused(asked: Sequence[Labelled], known: Mapping[str, Paper], among: Sequence[Paper]) -> dict[str, list[Paper]]:
    """Return for each question the papers nearest to it that are not its own."""
    encoder = load_encoder()
    documents = encoder.encode_documents([paper.text for paper in among])
    queries = encoder.encode_queries([one.question for one in asked])
    nearest = np.argsort(-(queries @ documents.T), axis=1)[:, : _CONFUSED + 1]
    return {
        one.question: [among[n] for n in rows if among[n] is not known[one.paper]][:_CONFUSED]
        for one, rows in zip(asked, nearest.tolist(), strict=True)
    }

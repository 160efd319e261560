"""Train what makes the default encoder read queries better.

    python -m training.query_adapter --scifact DIR --papers FILE --squad FILE

The encoder of the papers stays as it is, so no library is embedded anew: only the reading of queries changes, by a
low-rank adapter (LoRA: Hu et al., 2021) of its linear layers, under a megabyte and a half. A query is to come closer
to the papers that answer it than to those that the search confuses with them (InfoNCE: van den Oord et al., 2018).

Data: the training claims of SciFact (Wadden et al., 2020) with the abstracts judged for them; papers of a collection,
each looked for by its title or by one of its sentences, which is then taken out; and the questions that were written
for papers of that collection (`training/questions.jsonl`). What the encoder knew of other queries is kept by holding
questions that are not about papers, those of SQuAD 2.0, where they were (learning without forgetting: Li & Hoiem,
2016), and at the end by weakening the adapter (WiSE-FT: Wortsman et al., 2022). A tenth of each is set aside, and its
score is printed as it was and as it is. An hour on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from assistant.models import catalogue, weights
from assistant.models.adapter import Adapter
from assistant.models.choose import load_encoder
from eval.datasets import load_beir
from index.encoder import Encoder
from index.paper import Paper
from index.passages import passages
from index.readers import read
from training.adapted import Adapted
from training.batches import set_aside
from training.examples import labelled, of_squad
from training.learning import learn
from training.task import Rows, Task

_ENCODER = "all-MiniLM-L6-v2"
_OUT = Path("assistant/models/adapters/minilm-queries.safetensors")
_WEAKENED = 0.6  # of the change that is kept; with all of it SciFact gains .01 more and questions of other sets lose
_RATE = 5e-4
_DECAY = 0.01
_CLAIMS = 3  # times that each claim is seen in an epoch, for one time of each paper
_BATCH = 32
_SHARPNESS = 30.0  # scale of the cosines in the loss
_HELD = 20.0  # weight in the loss of how far other questions have moved
_PAPERS = 5_000
_OTHERS = 1_500  # papers of the collection among which those of the written questions are looked for
_SHORTEST = 60  # characters of a sentence that may stand for a question
_TELL = 50  # steps

Batch = list[tuple[Task, Rows, Rows]]  # one task, which of its queries, and which questions are held where they were


class Held:
    """Questions that are to be read as they were."""

    def __init__(self, questions: Sequence[str], model: Adapted) -> None:
        self.questions = questions
        self._vectors = model.read(questions)

    def moved(self, rows: Rows, model: Adapted) -> Tensor:
        """Return how far these questions have moved on the average: one less the cosine."""
        vectors = model([self.questions[row] for row in rows])
        return 1 - (vectors * self._vectors[rows]).sum(1).mean()


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the adapter."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scifact", type=Path, required=True, help="BEIR folder with qrels/train.tsv")
    parser.add_argument("--papers", type=Path, required=True, help="collection that holds the papers of the questions")
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD 2.0 in JSON")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=600, help="of training at most; the rate falls with them")
    parser.add_argument("--go-on", action="store_true", help="begin as the adapter that is shipped, and weaken nothing")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311 no secret
    encoder = load_encoder(_ENCODER)
    papers = [paper for paper in read(options.papers) if isinstance(paper, Paper) and len(paper.abstract) > _SHORTEST]
    claims = _claims(options.scifact, encoder)
    tasks = [claims, _known_items(papers, encoder, chance), _questions(papers, encoder, chance)]
    model = Adapted(weights.locate(catalogue.find(_ENCODER, "embedding")))
    if options.go_on:
        model.go_on_from(Adapter(_OUT.stem))
    held = Held(sorted({one.asked for one in of_squad(options.squad)}), model)
    before = [_aside(model, task) for task in tasks]
    rounds = [
        [batch]
        for _ in range(options.epochs)
        for batch in _batches([*tasks, *[claims] * (_CLAIMS - 1)], len(held.questions), chance)
    ]
    model.train()
    seconds = options.minutes * 60
    learn(model, rounds, seconds, rate=_RATE, decay=_DECAY, loss_of=partial(_loss, model, held), tell=_TELL)
    if not options.go_on:
        model.weaken(_WEAKENED)
    for task, was in zip(tasks, before, strict=True):
        print(f"{task.name}: MRR {was:.3f} before, {_aside(model, task):.3f} after ({len(task.aside)} set aside)")
    model.save(options.out)


def _claims(folder: Path, encoder: Encoder) -> Task:
    """Return the training claims of SciFact."""
    dataset = load_beir(folder, "train")
    queries = {
        dataset.queries[query]: [document for document, grade in judged.items() if grade > 0]
        for query, judged in dataset.qrels.items()
    }
    return Task("claims", dataset.papers, queries, encoder)


def _known_items(known: Sequence[Paper], encoder: Encoder, chance: random.Random) -> Task:
    """Return papers to be found by their title, or by a sentence, which are taken out of them."""
    papers = chance.sample(known, min(_PAPERS, len(known)))
    queries: dict[str, list[str]] = {}
    for n, paper in enumerate(papers):
        sentences = [one for one in passages(paper.text)[2:] if len(one) >= _SHORTEST]
        if n % 3 == 0:
            query, papers[n] = paper.title, replace(paper, title="")
        elif n % 3 == 1 and sentences:
            query = chance.choice(sentences)
            papers[n] = replace(paper, abstract=paper.abstract.replace(query, " "))
        else:
            continue  # a paper that is only in the way
        queries.setdefault(query, []).append(paper.id)
    return Task("papers", papers, queries, encoder)


def _questions(known: Sequence[Paper], encoder: Encoder, chance: random.Random) -> Task:
    """Return the written questions that a paper answers, to be looked for among their papers and others.

    Those of the papers that `training.fit` and the judge's report set aside are set aside here too.
    """
    asked = [one for one in labelled() if one.sentences and not one.is_claim]
    own = {one.paper for one in asked}
    others = chance.sample([paper for paper in known if paper.id not in own], _OTHERS)
    queries: dict[str, list[str]] = {}
    for one in asked:
        queries.setdefault(one.question, []).append(one.paper)
    aside = [one.question for one in asked if set_aside(one.paper)]
    return Task("questions", [*(paper for paper in known if paper.id in own), *others], queries, encoder, aside)


def _batches(tasks: Sequence[Task], held: int, chance: random.Random) -> list[tuple[Task, Rows, Rows]]:
    """Return each task's rows once, in batches in random order, each with as many questions to hold."""
    batches = []
    for task in tasks:
        rows = task.trained.tolist()
        chance.shuffle(rows)
        for start in range(0, len(rows), _BATCH):
            some = np.array(chance.sample(range(held), min(_BATCH, held)))
            batches.append((task, np.array(rows[start : start + _BATCH]), some))
    chance.shuffle(batches)
    return batches


def _loss(model: Adapted, held: Held, batch: Batch) -> Tensor:
    """Return how unlikely the right papers are, and how far the questions that are held have moved."""
    ((task, rows, still),) = batch
    scores, right = task.batch(rows, model([task.queries[row] for row in rows]))
    wrong = -(right * functional.log_softmax(_SHARPNESS * scores, dim=1)).sum(1).mean()
    return wrong + _HELD * held.moved(still, model)


def _aside(model: Adapted, task: Task) -> float:
    """Return the score of the queries that were set aside."""
    return task.score(task.aside, model.read([task.queries[row] for row in task.aside]))


if __name__ == "__main__":
    main()

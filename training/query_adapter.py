"""Train what makes the default encoder read queries better.

    python -m training.query_adapter --scifact DIR --papers FILE

The encoder of the papers stays as it is, so no library is embedded anew: only the reading of queries changes, by a
low-rank adapter (LoRA: Hu et al., 2021) of its linear layers, under a megabyte and a half. A query is to come closer
to the papers that answer it than to those that the search confuses with them (InfoNCE: van den Oord et al., 2018).

Data: the training claims of SciFact (Wadden et al., 2020) with the abstracts judged for them, and papers of any
collection in a format that `assistant library add` reads, each looked for by its title or by one of its sentences,
which is then taken out. At the end the adapter is weakened, which keeps what the encoder knew of other queries
(WiSE-FT: Wortsman et al., 2022). A tenth of each is set aside, and its score is printed as it was and as it is. Ten
minutes on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from assistant.models import catalogue, weights
from assistant.models.choose import load_encoder
from eval.datasets import load_beir
from index.encoder import Encoder
from index.paper import Paper
from index.passages import passages
from index.readers import read
from training.adapted import Adapted
from training.task import Rows, Task

_ENCODER = "all-MiniLM-L6-v2"
_OUT = Path("assistant/models/adapters/minilm-queries.safetensors")
_WEAKENED = 0.6  # of the change that is kept; with all of it SciFact gains .01 more and questions of other sets lose
_RATE = 5e-4
_WARM_UP = 30  # steps
_EPOCHS = 3
_CLAIMS = 3  # times that each claim is seen in an epoch, for one time of each paper
_BATCH = 32
_SHARPNESS = 30.0  # scale of the cosines in the loss
_PAPERS = 5_000
_SHORTEST = 60  # characters of a sentence that may stand for a question


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the adapter."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scifact", type=Path, required=True, help="BEIR folder with qrels/train.tsv")
    parser.add_argument("--papers", type=Path, required=True, help="papers of the field, in any format that is read")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311 no secret
    encoder = load_encoder(_ENCODER)
    tasks = {_claims(options.scifact, encoder): _CLAIMS, _known_items(options.papers, encoder, chance): 1}
    model = Adapted(weights.locate(catalogue.find(_ENCODER, "embedding")))
    before = [_aside(model, task) for task in tasks]
    _train(model, [task for task, times in tasks.items() for _ in range(times)], chance)
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


def _known_items(file: Path, encoder: Encoder, chance: random.Random) -> Task:
    """Return papers to be found by their title, or by a sentence, which are taken out of them."""
    papers = [paper for paper in read(file) if isinstance(paper, Paper) and len(paper.abstract) > _SHORTEST]
    papers = chance.sample(papers, min(_PAPERS, len(papers)))
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


def _train(model: Adapted, tasks: Sequence[Task], chance: random.Random) -> None:
    """Let the model learn, at a rate that rises and then falls to zero."""
    learnt = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=_RATE, weight_decay=0.01)
    steps = _EPOCHS * len(list(_batches(tasks, chance)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / _WARM_UP) * (1 - step / steps)
    )
    model.train()
    for epoch in range(_EPOCHS):
        losses = []
        for task, rows in _batches(tasks, chance):
            scores, right = task.batch(rows, model([task.queries[row] for row in rows]))
            loss = -(right * functional.log_softmax(_SHARPNESS * scores, dim=1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            rate.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {_EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    model.eval()


def _batches(tasks: Sequence[Task], chance: random.Random) -> Iterator[tuple[Task, Rows]]:
    """Yield each task's rows once, in batches in random order."""
    batches = []
    for task in tasks:
        rows = task.trained.tolist()
        chance.shuffle(rows)
        batches += [(task, np.array(rows[start : start + _BATCH])) for start in range(0, len(rows), _BATCH)]
    chance.shuffle(batches)
    yield from batches


def _aside(model: Adapted, task: Task) -> float:
    """Return the score of the queries that were set aside."""
    model.eval()
    with torch.no_grad():
        vectors = torch.cat([model([task.queries[row]]) for row in task.aside])
        return task.score(task.aside, vectors)


if __name__ == "__main__":
    main()

"""Train the judge, which finds the sentence of a paper that answers a question, or says that none does.

    python -m training.judge --papers FILE --scifact DIR --squad FILE

One small BERT reads question, title and abstract together and scores every sentence, and "none", for answering, every
sentence for supporting a claim, and every word for telling the answer. It begins as the default encoder, whose word
vectors stay as they are.

Data: questions written for papers of a collection (`training/questions.jsonl`), also put to papers that a search
confuses with their own; their answers as claims, true and falsified, and claims written for those papers; questions of
half the development set of SQuAD 2.0; the training claims of SciFact, and claims written for other abstracts of its
corpus (`training/claims.jsonl`). A tenth is set aside and scored at the end. Half a day on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch

from assistant.models import catalogue, weights
from assistant.models.adapter import Adapter
from assistant.models.judges.openvino import ADAPTER
from training import examples
from training.batches import batches, set_aside
from training.confusable import questions_with_papers
from training.judge_network import JudgeNetwork, Read, loss_of, usable
from training.learning import learn

_ENCODER = "all-MiniLM-L6-v2"
_OUT = Path(f"assistant/models/adapters/{ADAPTER}.safetensors")
_RATE = 2e-4
_BATCH_TOKENS = 4_000
_SQUAD = 1_000  # of its questions: they are not about papers
_TELL = 50  # steps
_ODDS = (-2, -1, 0, 1, 2)  # log-odds at which the report counts


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=Path, required=True, help="collection that holds the papers of the questions")
    parser.add_argument(
        "--scifact", type=Path, required=True, help="folder with claims_train.csv, corpus_sentences.jsonl"
    )
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD 2.0 in JSON")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=600, help="of training at most; the rate falls with them")
    parser.add_argument("--go-on", action="store_true", help="begin as the judge that is shipped, not as the encoder")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311 no secret
    folder = weights.locate(catalogue.find(_ENCODER, "embedding"))
    network = JudgeNetwork(folder)
    if options.go_on:
        network.go_on_from(folder, Adapter(ADAPTER))
    told = [
        *chance.sample(list(examples.of_squad(options.squad)), _SQUAD),
        *examples.of_scifact(options.scifact, "train"),
        *examples.of_science(options.scifact),
        *questions_with_papers(options.papers, options.seed),
    ]
    read = usable(network.read(one) for one in told)
    learnt = [one for one in read if not set_aside(one.example.group)]
    aside = [one for one in read if set_aside(one.example.group)]
    print(f"{len(learnt)} to learn from, {len(aside)} set aside", flush=True)
    rounds = [batch for _ in range(options.epochs) for batch in batches(learnt, _BATCH_TOKENS, chance)]
    network.train()
    learn(network, rounds, options.minutes * 60, rate=_RATE, decay=0.01, loss_of=partial(_loss, network), tell=_TELL)
    network.save(folder, options.out)
    report(network, aside)


def _loss(network: JudgeNetwork, batch: Sequence[Read]) -> torch.Tensor:
    """Return the mean loss of a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scored = network(batch)
    return torch.stack([loss_of(one, scores) for one, scores in zip(batch, scored, strict=True)]).mean()


@torch.no_grad()  # type: ignore[untyped-decorator]
def report(network: JudgeNetwork, aside: Sequence[Read]) -> None:
    """Print how well what was set aside is answered, declined and supported, by where it comes from."""
    network.eval()
    first, odds, support, telling = (defaultdict[str, list[float]](list) for _ in range(4))
    for one in aside:
        (scores,) = network([one])
        source, right = one.example.source, one.example.answering
        if right:
            first[source].append(float(int(scores.answers.argmax()) in right))
        if right is not None:
            odds[source].append(float(scores.answers.max() - scores.none))
        if one.example.supporting is not None:
            support[source].append(float(scores.supports.max()))
        marks = zip(scores.telling, one.marked, strict=True)
        telling[source] += [float((score > 0) == tells) for score, (_, tells) in marks]
    _tell(first, "{source}: the best sentence answers {share:.3f} of {count}")
    _tell(telling, "{source}: {share:.3f} of {count} tokens are told apart: those that tell the answer, and others")
    for what, by_source in (("an answer", odds), ("support", support)):
        for source, some in sorted(by_source.items()):
            shares = ", ".join(f"{(np.array(some) > least).mean():.2f} above {least}" for least in _ODDS)
            print(f"{source}: log-odds of {what} {shares} ({len(some)})")


def _tell(by_source: Mapping[str, Sequence[float]], line: str) -> None:
    for source, found in sorted(by_source.items()):
        if found:
            print(line.format(source=source, share=np.mean(found), count=len(found)))


if __name__ == "__main__":
    main()

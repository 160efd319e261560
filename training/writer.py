"""Teach the default language model to answer from a sentence of a paper, or to say that it does not hold the answer.

    python -m training.writer --papers FILE

A low-rank adapter (LoRA: Hu et al., 2021) of its linear layers learns; the rest stays as it is.

Data: questions written for papers of a collection (`training/questions.jsonl`), but for those that ask for a paper,
each with the sentence that answers, and with two that the judge confuses with it. A tenth of the papers is set aside
and scored at the end: how often it says nothing, where that is right and where it is not, and how its words agree.
Hours on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from assistant.models import catalogue, weights
from assistant.models.adapter import Adapter
from assistant.models.engines.transformers import safetensors
from assistant.writer import NOTHING
from index.terms import terms
from training.batches import batches, set_aside
from training.learning import learn
from training.writer_network import Tokens, WriterNetwork
from training.written import Written, written_examples

_MODEL = catalogue.DEFAULTS["language"]
_OUT = Path("assistant/models/adapters/smollm2-writer.safetensors")
_RATE = 4e-4  # higher, what was learnt before is lost first
_BATCH_TOKENS = 1_600
_LONGEST = 230  # tokens of prompt and answer: what is longer costs more than it teaches
_NOTHING = 0.45  # of the examples: more would only teach to say nothing
_REPORTED = 150  # examples of what is set aside
_TELL = 25  # steps


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the adapter."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=Path, required=True, help="collection that holds the papers of the questions")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=60, help="of training at most; the rate falls with them")
    parser.add_argument("--go-on", action="store_true", help="begin as the writer that is shipped, not as the model")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311 no secret
    model = catalogue.find(_MODEL, "language")
    network = WriterNetwork(safetensors(model, weights.locate(model)))
    if options.go_on:
        network.go_on_from(Adapter(_OUT.stem))
    learnt, aside = _split(network, written_examples(options.papers, options.seed), chance)
    print(f"{len(learnt)} to learn from, {len(aside)} set aside", flush=True)
    rounds = [batch for _ in range(options.epochs) for batch in batches(learnt, _BATCH_TOKENS, chance)]
    learn(
        network,
        rounds,
        options.minutes * 60,
        rate=_RATE,
        decay=0.0,
        loss_of=network,
        tell=_TELL,
        told=lambda: network.save(options.out),
    )
    network.save(options.out)
    report(network, aside[:_REPORTED])


def _split(
    network: WriterNetwork, examples: Sequence[Written], chance: random.Random
) -> tuple[list[Tokens], list[Tokens]]:
    """Return what to learn from and what is set aside, all examples of a paper in one of them."""
    read = [network.read(one) for one in examples]
    chance.shuffle(read)
    fit = [one for one in read if one.length <= _LONGEST and not set_aside(one.example.group)]
    answered = [one for one in fit if one.example.answer != NOTHING]
    declined = [one for one in fit if one.example.answer == NOTHING]
    kept = declined[: int(len(answered) * _NOTHING / (1 - _NOTHING))]
    return [*answered, *kept], [one for one in read if set_aside(one.example.group)]


def report(network: WriterNetwork, aside: Sequence[Tokens]) -> None:
    """Print how what was set aside is answered, by kind of question."""
    network.eval()
    seen = Counter[str]()
    declined, alike = (defaultdict[str, list[float]](list) for _ in range(2))
    for one in aside:
        kind, expected = one.example.kind, one.example.answer
        said = network.write(one)
        seen[kind] += 1
        declined[kind].append(float(said.startswith(NOTHING[:-1])))
        if expected != NOTHING:
            alike[kind].append(_agreement(said, expected))
    for kind, count in sorted(seen.items()):
        figures = [f"declined {np.mean(declined[kind]):.2f}"]
        if alike[kind]:
            figures.append(f"words agree {np.mean(alike[kind]):.2f}")
        print(f"{kind}: {', '.join(figures)} ({count})")


def _agreement(said: str, expected: str) -> float:
    """Return the F1 of the terms of both."""
    one, other = set(terms(said)), set(terms(expected))
    return 2 * len(one & other) / (len(one) + len(other) or 1)


if __name__ == "__main__":
    main()

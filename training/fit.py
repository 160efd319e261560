"""Print the weights by which `assistant.overview.fit` says whether a paper is what a question asks for.

    python -m training.fit --papers FILE

A logistic regression over questions with the papers that answer them: those of `training/which.jsonl`, asked of all
the papers that they name together (FILE holds them, among others); those of `training/questions.jsonl` that ask for a
paper and that the judge has not learnt from, asked of a collection of papers of all sorts; and those of the tuning half
of `eval/questions` that ask for papers by what these are about, asked of the built-in collection. Run it after the
judge or the default encoder has changed, and put what it prints into `assistant/overview/fit.py`. It also prints, from
five folds, what share of questions is answered at several thresholds. Two minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.models.choose import load_encoder, load_judge
from assistant.overview.fit import features, read, with_judge
from assistant.overview.request import Kind, requested
from assistant.overview.wording import asks_one_paper, content
from assistant.workplace import open_built_in
from eval.questions import QUESTIONS, read_questions
from index.library import Library
from index.paper import Paper
from index.readers import read as read_papers
from training.batches import set_aside
from training.examples import labelled

_QUESTIONS = Path(__file__).with_name("which.jsonl")
_FOUND = 20  # papers that a question is scored on, as the assistant does
_SOME = 4  # one in so many questions about papers of all sorts counts: by all, like papers would be confused
_AMONG = 400  # papers of all sorts
_FOLDS = 5
_RIDGE = 0.3  # on standardised features: keeps weights small where examples are few
_STEPS = 30  # of Newton's method: it converges in ten
_THRESHOLDS = (-1.5, -1.0, -0.5, 0.0, 0.5)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its papers' features with the judge's, which of them are right, and how many right ones there are."""

    question: str
    told: Numbers
    right: Numbers
    all_right: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn and print the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=Path, required=True, help="collection that holds the papers of the questions")
    options = parser.parse_args(arguments)
    papers = {paper.id: paper for paper in read_papers(options.papers) if isinstance(paper, Paper)}
    asked = [*_of_training(papers), *_of_all_sorts(papers), *_of_tuning()]
    print(f"{len(asked)} questions, {sum(len(one.right) for one in asked)} papers found for them")
    for name, columns in (("READ", slice(None)), ("UNREAD", slice(4))):
        weights = learnt([one.told[:, columns] for one in asked], [one.right for one in asked])
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in weights)})")
        for least in _THRESHOLDS:
            print(f"  from {least}: {_figures(asked, columns, least)}")


def learnt(told: Sequence[Numbers], right: Sequence[Numbers]) -> Numbers:
    """Return the weights of the features, and the constant last, that make the right papers likeliest."""
    features, labels = np.concatenate(told), np.concatenate(right)
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    inputs = np.column_stack([(features - middle) / spread, np.ones(len(labels))])
    ridge = np.diag([_RIDGE] * features.shape[1] + [0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (likely - labels) + ridge @ weights
        weights -= np.linalg.solve(inputs.T * (likely * (1 - likely)) @ inputs + ridge, slope)
    own = weights[:-1] / spread
    return np.append(own, weights[-1] - own @ middle)


def _figures(asked: Sequence[Asked], columns: slice, least: float) -> str:
    """Return precision, recall, and the share of questions with all right papers and at most as many wrong ones."""
    scores = []
    for fold in range(_FOLDS):
        others = [one for n, one in enumerate(asked) if n % _FOLDS != fold]
        weights = learnt([one.told[:, columns] for one in others], [one.right for one in others])
        for one in asked[fold::_FOLDS]:
            odds = one.told[:, columns] @ weights[:-1] + weights[-1]
            named = (odds >= least) | (odds == odds.max())
            right, wrong = float((named * one.right).sum()), float((named * (1 - one.right)).sum())
            scores.append((right / named.sum(), right / one.all_right, right == one.all_right and wrong <= right))
    precision, recall, good = np.mean(scores, axis=0)
    return f"precision {precision:.2f}, recall {recall:.2f}, all right and at most as many wrong {good:.2f}"


def _of_training(papers: Mapping[str, Paper]) -> Iterator[Asked]:
    told = [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    yield from _asked_of(
        [papers[name] for name in sorted({name for one in told for name in one["papers"]})],
        [(one["question"], frozenset(one["papers"])) for one in told],
    )


def _of_all_sorts(papers: Mapping[str, Paper]) -> Iterator[Asked]:
    told = [one for one in labelled() if one.kind == "which" and set_aside(one.paper)][::_SOME]
    chance = random.Random(0)  # noqa: S311 no secret
    own = {one.paper for one in told}
    others = chance.sample(sorted(papers.keys() - own), _AMONG - len(own))
    yield from _asked_of(
        [papers[name] for name in (*sorted(own), *others)], [(one.question, frozenset({one.paper})) for one in told]
    )


def _asked_of(papers: Sequence[Paper], questions: Sequence[tuple[str, frozenset[str]]]) -> Iterator[Asked]:
    with tempfile.TemporaryDirectory() as folder, Library.open(folder, load_encoder()) as library:
        library.add(papers)
        for question, right in questions:
            yield _asked(question, right, library)


def _of_tuning() -> Iterator[Asked]:
    with open_built_in() as library:
        for question in read_questions(QUESTIONS / "tune.jsonl"):
            text = question.turns[-1]
            if question.kind in ("which", "list") and question.papers and _by_content(text, library):
                yield _asked(text, question.papers, library)


def _by_content(question: str, library: Library) -> bool:
    """Say whether papers are asked for by what they are about alone."""
    request = requested(question, library)
    if request is None:
        return asks_one_paper(question)
    return request.kind in (Kind.LIST, Kind.COUNT) and not request.conditions


def _asked(question: str, right: frozenset[str], library: Library) -> Asked:
    hits = library.search(question, _FOUND)
    judge = load_judge()
    assert judge is not None
    told = features(content(question) or question, hits)
    best = np.array([answers.max(initial=-20.0) for answers in read(question, hits, judge)])
    labels = np.array([float(hit.paper.id in right) for hit in hits])
    return Asked(question, with_judge(told, best), labels, len(right))


if __name__ == "__main__":
    main()

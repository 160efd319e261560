"""What is trained on, and how it is scored: `python -m pytest tests/training/test_task.py`."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from index.paper import Paper
from index.passages import embedded
from index.ranker import PASSAGE_WEIGHT
from tests.fakes import FakeEncoder, numbered_papers
from training.task import Task

PAPERS = [*numbered_papers(60), Paper("arxiv:1", "A title alone about herons")]
QUERIES = {f"topic{n} is number {n}.5": [PAPERS[n].id] for n in range(40)} | {"herons": ["arxiv:1", PAPERS[50].id]}


@pytest.fixture(scope="module")
def task() -> Task:
    return Task("numbers", PAPERS, QUERIES, FakeEncoder())


def vectors(rows: list[int]) -> torch.Tensor:
    return torch.from_numpy(FakeEncoder().encode_queries([list(QUERIES)[row] for row in rows]))


def scored(row: int) -> np.ndarray:
    """Return what the ranker gives each paper for its meaning, by the definition."""
    query = vectors([row])[0].numpy()
    own = embedded([paper.text for paper in PAPERS], FakeEncoder())
    return np.array([(1 - PASSAGE_WEIGHT) * one[0] @ query + PASSAGE_WEIGHT * (one[1:] @ query).max() for one in own])


def test_a_tenth_is_set_aside_and_never_trained_on(task: Task) -> None:
    assert task.queries == list(QUERIES) and task.name == "numbers"
    assert task.aside.tolist() == [0, 10, 20, 30, 40]
    assert sorted([*task.aside, *task.trained]) == list(range(41))


def test_what_somebody_sets_aside_is_not_trained_on() -> None:
    task = Task("numbers", PAPERS, QUERIES, FakeEncoder(), ["herons", "no query"])
    assert task.aside.tolist() == [40] and task.trained.tolist() == list(range(40))


def test_in_a_batch_what_is_right_for_one_query_is_wrong_for_the_others(task: Task) -> None:
    rows = np.array([3, 40, 7])
    scores, right = task.batch(rows, vectors([3, 40, 7]))
    assert scores.shape == right.shape and right.shape[0] == 3
    assert right.sum(dim=1).tolist() == pytest.approx([1, 1, 1])
    assert sorted(right[right > 0].tolist()) == pytest.approx([0.5, 0.5, 1, 1])  # herons have two papers
    assert not (right.argmax(dim=1)[0] == right.argmax(dim=1)[2])


def test_a_batch_holds_the_right_papers_and_those_that_are_confused_with_them(task: Task) -> None:
    scores, right = task.batch(np.array([7]), vectors([7]))
    best = np.sort(scored(7))[::-1]
    assert 25 <= scores.shape[1] <= 26
    assert np.sort(scores[0].numpy())[::-1][:25] == pytest.approx(best[:25], abs=1e-5)
    assert float(scores[0, right[0] > 0]) == pytest.approx(scored(7)[7], abs=1e-5)


def test_scores_are_those_of_the_search(task: Task) -> None:
    everything = np.arange(len(PAPERS))
    assert task._scores(vectors([5]), everything)[0].numpy() == pytest.approx(scored(5), abs=1e-5)
    assert task._scores(vectors([5]), np.array([60, 2]))[0].numpy() == pytest.approx(scored(5)[[60, 2]], abs=1e-5)


def test_the_score_is_the_mean_reciprocal_rank_of_the_first_right_paper(task: Task) -> None:
    rows = np.array([2, 5, 40])
    ranks = []
    for row, answers in zip(rows, ([2], [5], [60, 50]), strict=True):
        found = scored(row)
        ranks.append(1 + int((found > found[answers].max() + 1e-6).sum()))
    assert task.score(rows, vectors([2, 5, 40])) == pytest.approx(np.mean([1 / rank for rank in ranks]))
    assert task.score(np.array([2]), vectors([5])) < 1
    assert task.score(np.array([40]), vectors([40])) == 1


def test_what_is_learnt_from_a_batch_reaches_the_queries(task: Task) -> None:
    queries = vectors([3, 7]).requires_grad_()
    scores, right = task.batch(np.array([3, 7]), queries)
    loss = -(right * torch.log_softmax(scores, dim=1)).sum()
    loss.backward()
    assert queries.grad is not None and queries.grad.abs().sum() > 0

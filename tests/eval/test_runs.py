"""A run asks one query after the other, and is measured in the order in which papers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.datasets import Dataset
from eval.progress import silent
from eval.runs import Found, ranked, run, strictly_descending, themselves
from eval.systems import Ranking
from eval.unfinished import Unfinished, resumed
from index.paper import Paper


class Reciter:
    """Returns the same documents for each query and remembers what it was asked."""

    name = "reciter"
    configuration: Mapping[str, Any] = {}

    def __init__(self, ranking: Ranking = (("a", 2.0), ("b", 1.0)), fails_at: int = 99) -> None:
        self.ranking = ranking
        self.fails_at = fails_at
        self.asked: list[tuple[str, int]] = []

    def search(self, query: str, k: int) -> Ranking:
        if len(self.asked) == self.fails_at:
            raise KeyboardInterrupt
        self.asked.append((query, k))
        return list(self.ranking)[:k]


def dataset(queries: Mapping[str, str], *papers: Paper, qrels: Any = None) -> Dataset:
    return Dataset("d", "test", papers, queries, qrels or {query: {"a": 1} for query in queries}, "0" * 16)


THREE = dataset({"q1": "one", "q2": "two", "q3": "three"})


def kept(folder: Path) -> Unfinished[Found]:
    return Unfinished(folder / "kept.jsonl", Found)


def test_queries_are_asked_one_by_one_after_one_that_is_not_timed(tmp_path: Path) -> None:
    searcher = Reciter()
    found = run(searcher, THREE, 7, kept(tmp_path), silent)
    assert searcher.asked == [("one", 7), ("one", 7), ("two", 7), ("three", 7)]
    assert {query: one.ranking for query, one in found.items()} == dict.fromkeys(
        THREE.queries, (("a", 2.0), ("b", 1.0))
    )
    assert all(one.seconds is not None and one.seconds > 0 for one in found.values())


def test_progress_is_told_of_each_query(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run(Reciter(), THREE, 7, kept(tmp_path), lambda *step: told.append(step))
    assert told == [("reciter", 1, 3), ("reciter", 2, 3), ("reciter", 3, 3)]


def test_an_interrupted_run_asks_only_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), resumed(tmp_path, Found, ["x"]) as unfinished:
        run(Reciter(fails_at=3), THREE, 7, unfinished, silent)
    again = Reciter()
    with resumed(tmp_path, Found, ["x"]) as unfinished:
        found = run(again, THREE, 7, unfinished, silent)
    assert again.asked == [("three", 7), ("three", 7)]
    assert list(found) == ["q1", "q2", "q3"]
    assert len({one.ranking for one in found.values()}) == 1


@pytest.mark.parametrize(
    "scores",
    [[3.0, 2.0, 1.0], [1.0, 1.0, 1.0], [0.5, 0.9, 0.1], [1.0, 1.0 - 1e-12, 0.0], [0.0, 0.0, -1.0], [-1.0, -1.0, -1.0]],
)
def test_scores_fall_strictly_in_single_precision_and_no_more_than_they_must(scores: list[float]) -> None:
    lowered = strictly_descending([(str(n), score) for n, score in enumerate(scores)])
    values = [np.float32(score) for _, score in lowered]
    assert [document for document, _ in lowered] == [str(n) for n in range(len(scores))]
    assert all(after < before for before, after in pairwise(values))
    assert max(abs(value - min(scores[: n + 1])) for n, value in enumerate(values)) < 1e-6


PAPER = Paper("q1", "Copper wires", "We stretch copper.")


@pytest.mark.parametrize(
    ("text", "grades", "is_itself"),
    [
        ("Copper wires", {"a": 1}, True),
        ("We stretch copper.", {"a": 1}, True),
        ("Copper wires\nWe stretch copper.", {"a": 1, "q1": 0}, True),
        ("what breaks a wire", {"a": 1}, False),
        ("Copper wires", {"q1": 1}, False),
    ],
    ids=["title", "abstract", "both", "another text of the same number", "judged relevant"],
)
def test_a_query_that_is_a_paper_of_the_corpus_is_left_out_of_its_ranking(
    text: str, grades: dict[str, int], is_itself: bool
) -> None:
    one = dataset({"q1": text}, PAPER, qrels={"q1": grades})
    found = {"q1": Found((("q1", 3.0), ("a", 2.0), ("b", 1.0)), 0.1)}
    assert themselves(one) == ({"q1"} if is_itself else set())
    shown = [document for document, _ in ranked(found, one, 2)["q1"]]
    assert shown == (["a", "b"] if is_itself else ["q1", "a"])


def test_rankings_are_cut_at_the_depth_and_those_of_other_queries_left_out() -> None:
    found = {"q2": Found((("a", 2.0), ("b", 1.0)), None), "other": Found((("a", 1.0),), None)}
    assert ranked(found, THREE, 1) == {"q2": [("a", 2.0)]}

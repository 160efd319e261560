"""Scores are those of trec_eval, for every query that is judged."""

from __future__ import annotations

import math
import random

import pytest
import pytrec_eval

from eval.measures import DEFAULT, parse, scores
from index.errors import BadInput

TREC_NAMES = {
    "nDCG@10": "ndcg_cut_10",
    "recall@5": "recall_5",
    "recall@10": "recall_10",
    "recall@20": "recall_20",
    "recall@100": "recall_100",
    "MAP": "map",
    "success@1": "success_1",
    "success@5": "success_5",
    "success@10": "success_10",
}


def scored(name: str, qrels: dict[str, dict[str, int]], run: dict[str, dict[str, float]]) -> dict[str, float]:
    return scores([parse(name)], qrels, run)[name]


def drawn(seed: int) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, float]]]:
    """Graded judgements, and a run with ties, unjudged documents and missing queries."""
    chance = random.Random(seed)
    queries = [f"q{n}" for n in range(30)]
    documents = [f"d{n}" for n in range(300)]
    qrels = {
        query: {document: chance.choice([0, 0, 1, 1, 2, 3]) for document in chance.sample(documents, 25)}
        for query in queries
    }
    run = {
        query: {
            document: chance.randrange(40) / 8 for document in chance.sample(documents, chance.choice([3, 50, 150]))
        }
        for query in queries[5:]
    }
    return qrels, run


@pytest.mark.parametrize("seed", range(5))
def test_every_score_is_that_of_trec_eval(seed: int) -> None:
    qrels, run = drawn(seed)
    theirs = pytrec_eval.RelevanceEvaluator(qrels, set(TREC_NAMES.values())).evaluate(run)
    ours = scores([parse(name) for name in DEFAULT], qrels, run)
    for name, trec_name in TREC_NAMES.items():
        expected = {query: theirs[query][trec_name] if query in theirs else 0.0 for query in qrels}
        assert ours[name] == expected, name


@pytest.mark.parametrize("seed", range(5))
def test_the_reciprocal_rank_is_that_of_trec_eval_up_to_the_cutoff(seed: int) -> None:
    qrels, run = drawn(seed)
    theirs = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(run)
    whole = {query: theirs[query]["recip_rank"] if query in theirs else 0.0 for query in qrels}
    for cutoff in (1, 3, 10):
        expected = {query: value if value >= 1 / cutoff else 0.0 for query, value in whole.items()}
        assert scored(f"MRR@{cutoff}", qrels, run) == expected


@pytest.mark.parametrize("rank", [1, 3, 7, 10, 11, 49])
def test_the_reciprocal_rank_counts_a_paper_at_the_cutoff_and_none_behind(rank: int) -> None:
    run = {"q": {f"d{n:02d}": -float(n) for n in range(1, 60)}}
    qrels = {"q": {f"d{rank:02d}": 1}}
    assert scored("MRR@10", qrels, run) == {"q": pytest.approx(1 / rank if rank <= 10 else 0)}
    assert scored("MRR@49", qrels, run) == {"q": pytest.approx(1 / rank)}


def test_a_case_counted_by_hand() -> None:
    qrels = {"q": {"a": 2, "b": 1, "c": 1, "e": 0}}
    run = {"q": {"x": 4.0, "b": 3.0, "e": 2.0, "a": 1.0}}
    gained = 1 / math.log2(3) + 2 / math.log2(5)
    ideal = 2 + 1 / math.log2(3) + 1 / math.log2(4)
    assert scored("nDCG@10", qrels, run)["q"] == pytest.approx(gained / ideal)
    assert scored("recall@5", qrels, run)["q"] == pytest.approx(2 / 3)
    assert scored("MRR@10", qrels, run)["q"] == pytest.approx(1 / 2)
    assert scored("MAP", qrels, run)["q"] == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert scored("success@1", qrels, run)["q"] == 0
    assert scored("success@5", qrels, run)["q"] == 1


def test_ties_are_broken_by_id_downwards() -> None:
    assert scored("success@1", {"q": {"a": 1}}, {"q": {"a": 1.0, "b": 1.0}}) == {"q": 0.0}
    assert scored("success@1", {"q": {"b": 1}}, {"q": {"a": 1.0, "b": 1.0}}) == {"q": 1.0}


def test_a_query_without_results_or_with_nothing_relevant_scores_0_and_one_that_is_not_judged_nothing() -> None:
    qrels = {"missing": {"a": 1}, "empty": {"a": 1}, "barren": {"a": 0}, "found": {"a": 1}}
    run = {"empty": {}, "barren": {"a": 1.0}, "found": {"a": 1.0}, "unjudged": {"a": 1.0}}
    for name in DEFAULT:
        assert scored(name, qrels, run) == {"missing": 0.0, "empty": 0.0, "barren": 0.0, "found": 1.0}


def test_a_negative_grade_is_not_relevant() -> None:
    run = {"q": {"bad": 2.0, "good": 1.0}}
    for name in DEFAULT:
        assert scored(name, {"q": {"bad": -1, "good": 1}}, run) == scored(name, {"q": {"bad": 0, "good": 1}}, run)


def test_each_name_parses_back_to_itself() -> None:
    assert [parse(name).name for name in (*DEFAULT, "nDCG@3", "recall@1000")] == [*DEFAULT, "nDCG@3", "recall@1000"]


@pytest.mark.parametrize("name", ["ndcg@10", "nDCG", "nDCG@0", "nDCG@x", "MAP@10", "P@5", "", "@10", "MRR@10\n"])
def test_a_measure_that_is_not_known_is_answered_with_those_that_are(name: str) -> None:
    with pytest.raises(BadInput, match=r"No measure is called .*: choose among nDCG@10, recall@5, .*success@10"):
        parse(name)

"""The ways to rank, and the order in which they grow: `python -m pytest tests/index/test_method.py`."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise

from index import method
from index.method import ABLATION, BM25, DEFAULT, DENSE, FEEDBACK, HYBRID, Method


def stages(of: Method) -> set[str]:
    """What takes part in a method."""
    return {name for name, on in asdict(of).items() if on is True}


def test_every_name_is_that_of_one_method() -> None:
    every = [value for value in vars(method).values() if isinstance(value, Method)]
    assert {one.name for one in every} == {one.name for one in (*ABLATION, DEFAULT)}
    assert len({frozenset(stages(one)) for one in every}) == len({one.name for one in every})


def test_the_single_retrievers_come_first_and_then_one_stage_more_at_a_time() -> None:
    assert ABLATION[:3] == (BM25, DENSE, HYBRID)
    assert stages(HYBRID) == stages(BM25) | stages(DENSE) and len(stages(BM25)) == len(stages(DENSE)) == 1
    for smaller, larger in pairwise((*ABLATION[2:], DEFAULT)):
        assert stages(smaller) < stages(larger) and len(stages(larger)) == len(stages(smaller)) + 1


def test_the_default_is_everything_and_the_last_of_the_ablation_everything_but_a_reranker() -> None:
    assert stages(DEFAULT) == stages(Method("all"))
    assert ABLATION[-1] == FEEDBACK and stages(DEFAULT) - stages(FEEDBACK) == {"reranked"}

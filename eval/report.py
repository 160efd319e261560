"""What an evaluation found: the one record that every table, file, page, gate and comparison is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1  # of the JSON; raised when a reader of the old form would misread the new one

LOWER_IS_BETTER = frozenset({"words", "seconds"})  # measures of which less is better; of all others more is

Scores = Mapping[str, float]  # query id → score


@dataclass(frozen=True, slots=True)
class Returned:
    """One item that a system gave for a query, best first in its list: a paper of a ranking, a citation, …"""

    id: str
    title: str
    score: float
    relevance: int  # grade in the qrels; 0 for one that is not judged


@dataclass(frozen=True, slots=True)
class System:
    """One way of answering, measured on every query.

    `scores` maps the name of a measure ("nDCG@10") to the score of each query for which the measure is defined:
    every query of a ranking, but "facts" only where facts are expected, and "abstention precision" only where this
    system abstained. Means are over the queries that have a score, and two systems are compared on those that both
    have. `seconds` is how long each query took. `returned` holds the first few of what was returned, `texts` what
    was answered ({} where nothing is written).
    """

    name: str
    configuration: Mapping[str, Any]  # what it is made of, plain JSON values: its hash names the file
    scores: Mapping[str, Scores]
    seconds: Scores
    returned: Mapping[str, tuple[Returned, ...]]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Systems measured on the same queries, in the same run.

    `task` is "retrieval", "known-item", "answers", "references" or "grounding"; `fingerprint` is a hash of
    corpus, queries and qrels, equal for two reports that may be compared. `expected` names what a right result holds,
    for a person to read.
    `groups` are kinds of query ("fact", "which") with their ids, {} where there are none. The first of `measures`
    is the one to sort and plot by. The last system is the one reported on, `baseline` names the one it is tested
    against. `environment` says on what it was run: versions, processor, command, date.
    """

    task: str
    dataset: str
    split: str
    fingerprint: str
    documents: int
    queries: Mapping[str, str]  # id → text
    expected: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    measures: tuple[str, ...]
    systems: tuple[System, ...]
    baseline: str
    notes: tuple[str, ...]  # what a reader must know: what is not measured, what was left out and why
    environment: Mapping[str, str]
    seed: int
    format: int = FORMAT

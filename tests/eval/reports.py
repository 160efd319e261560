"""Reports made by hand: a few queries, two systems, and titles that mean harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eval.report import Report, Returned, System

HOSTILE = (
    '<script>alert("boo")</script><img src="https://example.org/x"> [bold red]\x1b[31m\x1b]0;owned\x07 \u202etitle'
)
QUERIES = {"q1": "what floats", "q2": "what sinks", "q3": "what burns", "q4": "what freezes"}
MEASURES = ("nDCG@10", "recall@5")


def system(name: str, scores: Sequence[float], *, title: str = "A paper", seconds: float | None = 0.01) -> System:
    """Return a system with these scores of the queries by the first measure, half of them by the second."""
    found = dict(zip(QUERIES, scores, strict=True))
    returned = {query: (Returned("d1", title, 2.0, 0), Returned("d2", "The right one", 1.0, 1)) for query in QUERIES}
    return System(
        name,
        {"name": name, "depth": 100},
        {"nDCG@10": found, "recall@5": {query: score / 2 for query, score in found.items()}},
        {} if seconds is None else {query: seconds * n for n, query in enumerate(QUERIES, 1)},
        returned,
    )


def report(*systems: System, **changes: object) -> Report:
    """Return a report on the systems; words, then hybrid, where none are given."""
    made = Report(
        task="retrieval",
        dataset="ponds",
        split="test",
        fingerprint="0123456789abcdef",
        documents=12,
        queries=QUERIES,
        expected={query: ("The right one",) for query in QUERIES},
        groups={"wet": ("q1", "q2"), "dry": ("q3", "q4")},
        measures=MEASURES,
        systems=systems or (system("words", (0.2, 0.4, 0.6, 0.5)), system("hybrid", (0.9, 0.1, 0.6, 0.8))),
        baseline="words",
        notes=("Two papers have no title.",),
        environment={"command": "assistant eval retrieval --dataset ponds", "python": "3.11"},
        seed=13,
    )
    return replace(made, **changes)  # type: ignore[arg-type]

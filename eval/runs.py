"""A system's run: what it returned for each query, and how long each took."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from eval.datasets import Dataset
from eval.progress import Progress
from eval.systems import Ranking, Searcher
from eval.unfinished import Unfinished
from index.paper import Paper, normalised_title


@dataclass(frozen=True, slots=True)
class Found:
    """What a system returned for one query."""

    ranking: tuple[tuple[str, float], ...]
    seconds: float | None  # None where it is not known


def run(searcher: Searcher, dataset: Dataset, k: int, kept: Unfinished[Found], progress: Progress) -> dict[str, Found]:
    """Return what the system finds for each query, one at a time, as a person would ask.

    What is in `kept` is taken from there, and what is found is put there.
    """
    found: dict[str, Found] = {}
    depth = k + bool(themselves(dataset))
    warm = False
    for done, (identifier, text) in enumerate(dataset.queries.items(), 1):
        answer = kept.find(searcher.name, identifier)
        if answer is None:
            if not warm:  # what is loaded on first use is not part of the seconds of a query
                searcher.search(text, depth)
                warm = True
            answer = _timed(searcher, text, depth)
            kept.keep(searcher.name, identifier, answer)
        found[identifier] = answer
        progress(searcher.name, done, len(dataset.queries))
    return found


def ranked(found: Mapping[str, Found], dataset: Dataset, k: int) -> dict[str, Ranking]:
    """Return the first `k` for each query of the dataset that has any, without the paper that is itself the query."""
    own = themselves(dataset)
    return {
        query: [item for item in found[query].ranking if query not in own or item[0] != query][:k]
        for query in dataset.queries
        if query in found
    }


def themselves(dataset: Dataset) -> frozenset[str]:
    """Return the queries that are a paper of the corpus, of the same id and text, and not judged relevant.

    Datasets of similar papers have such (SCIDOCS, ArguAna): what a system was given it need not find. BEIR leaves
    out every paper with the id of the query, which would be wrong where both are merely counted from 1.
    """
    papers = {paper.id: paper for paper in dataset.papers if paper.id in dataset.queries}
    return frozenset(
        query
        for query, paper in papers.items()
        if _is(dataset.queries[query], paper) and not dataset.qrels[query].get(query)
    )


def strictly_descending(ranking: Ranking) -> tuple[tuple[str, float], ...]:
    """Return the ranking with each score lowered, where it must be, to the next number below that before it.

    trec_eval sorts by score, in single precision, and breaks ties by id; so what is measured is the order in which
    the papers are shown, whatever their scores.
    """
    lowered = []
    before = np.float32(np.inf)
    for document, score in ranking:
        before = min(np.float32(score), np.nextafter(before, np.float32(-np.inf)))
        lowered.append((document, float(before)))
    return tuple(lowered)


def _timed(searcher: Searcher, text: str, depth: int) -> Found:
    start = time.perf_counter()
    ranking = searcher.search(text, depth)
    seconds = time.perf_counter() - start
    return Found(strictly_descending(ranking), seconds)


def _is(query: str, paper: Paper) -> bool:
    return normalised_title(query) in map(normalised_title, (paper.title, paper.abstract, paper.text))

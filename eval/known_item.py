"""Measure whether a library finds its own papers again, where nobody has judged what is relevant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack

from eval import notes
from eval.altered import KINDS as _ALTERED
from eval.altered import Item
from eval.copies import altered
from eval.datasets import Dataset
from eval.measures import DEFAULT as DEFAULT_MEASURES
from eval.measures import Measure
from eval.progress import Progress, silent
from eval.report import Report, System
from eval.retrieval import DEPTH, measure
from eval.sample import Sample, sampled
from eval.scored import check_baseline, default_baseline, joined, parsed
from eval.systems import TXTAI, method_names, searchers, system_names
from index.errors import BadInput
from index.library import Library
from index.reranker import Reranker

KINDS = tuple(_ALTERED)
SAMPLE = 200  # papers: an interval of some ± 0.06 around a share, a minute of searching

_WHAT = {
    "sentence": "a sentence of its abstract",
    "title": "its title",
    "keywords": "the six most telling words of the second half of its abstract",
}


def evaluate(
    library: Library,
    *,
    name: str | None = None,
    sample: int = SAMPLE,
    kinds: Sequence[str] = KINDS,
    systems: Sequence[str] = (),
    baseline: str | None = None,
    measures: Sequence[str] = DEFAULT_MEASURES,
    k: int = DEPTH,
    seed: int = 0,
    reranker: Reranker | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Report:
    """Return how well papers are found from a part of themselves that is taken out of what is searched.

    A query is a sentence of the abstract, the title, or the six most telling words of the second half of the
    abstract; each kind is a group of the report. The sampled papers, `sample` or all where there are fewer, are
    searched among all the others of the library, which stays as it is. `name` is that of the dataset, the library's
    folder where None; `systems` are the methods where (). The rest is as for `eval.retrieval.evaluate`. Raises
    BadInput for a name that is not known, and where no paper has an abstract of two sentences.
    """
    chosen, names = parsed(measures, k), system_names(systems or method_names(reranker), reranker)
    check_baseline(baseline, names)
    _check_kinds(kinds, sample)
    library.refresh()  # says at once where the library cannot be searched
    taken = sampled(library, kinds, sample, seed)
    queries = {_query_id(kind, item): item.query for kind, items in taken.items.items() for item in items}
    fingerprint = hashlib.sha256(json.dumps([library.contents, queries], sort_keys=True).encode()).hexdigest()[:16]
    datasets = {kind: _dataset(kind, items, fingerprint) for kind, items in taken.items.items()}
    with ExitStack() as kept:
        parts = [
            _measured(library, dataset, names, chosen, k, kept, progress, reranker) for dataset in datasets.values()
        ]
    measured = tuple(joined(of_one) for of_one in zip(*parts, strict=True))
    return Report(
        task="known-item",
        dataset=name or library.path.name,
        split="self",
        fingerprint=fingerprint,
        documents=len(library),
        queries=queries,
        expected={
            _query_id(kind, item): (_title(library, item.paper.id),) for kind in datasets for item in taken.items[kind]
        },
        groups={kind: tuple(dataset.queries) for kind, dataset in datasets.items()},
        measures=tuple(one.name for one in chosen),
        systems=measured,
        baseline=default_baseline(measured, chosen[0].name) if baseline is None else baseline,
        notes=(*_notes(taken, len(library)), *notes.depth(measures, k)),
        environment=dict(environment or {}),
        seed=seed,
    )


def _measured(
    library: Library,
    dataset: Dataset,
    names: Sequence[str],
    measures: Sequence[Measure],
    k: int,
    kept: ExitStack,
    progress: Progress,
    reranker: Reranker | None,
) -> list[System]:
    def told(what: str, done: int, total: int) -> None:
        progress(f"{what}, {dataset.split}", done, total)

    with altered(library, dataset.papers, reranker) as searched:
        everything = tuple(searched.papers()) if TXTAI in names else ()
        return measure(
            searchers(names, searched, everything),
            dataset,
            measures,
            made_of=[searched.contents, dataset.fingerprint],
            k=k,
            kept=kept,
            title=lambda document: _title(library, document),
            progress=told,
        )


def _dataset(kind: str, items: Sequence[Item], fingerprint: str) -> Dataset:
    return Dataset(
        name="known-item",
        split=kind,
        papers=tuple(item.paper for item in items),
        queries={_query_id(kind, item): item.query for item in items},
        qrels={_query_id(kind, item): {item.paper.id: 1} for item in items},
        fingerprint=fingerprint,
    )


def _query_id(kind: str, item: Item) -> str:
    return f"{kind}:{item.paper.id}"


def _title(library: Library, identifier: str) -> str:
    paper = library.get(identifier)
    return paper.title if paper else ""


def _check_kinds(kinds: Sequence[str], sample: int) -> None:
    for kind in kinds or [""]:
        if kind not in KINDS:
            raise BadInput(f"No kind of query is called {kind[:60]!r}: choose among {', '.join(KINDS)}.")
    if sample < 1:
        raise BadInput(f"A sample of {sample} papers is none: take 1 or more.")


def _notes(taken: Sample, papers: int) -> Iterator[str]:
    count = len(next(iter(taken.items.values())))
    parts = ", by ".join(_WHAT[kind] for kind in taken.items)
    yield f"{count:,} of {papers:,} papers were drawn, each to be found by {parts}."
    yield (
        "What the query was taken from is removed from what is searched. Finding a paper again is still easier than a "
        "question somebody asks: compare configurations by it, and do not take it for the quality of the search."
    )
    if taken.passed_over:
        yield f"{taken.passed_over:,} papers drawn were passed over: their abstract is too short to lose a part."

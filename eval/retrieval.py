"""Measure how well papers are found: a dataset, the systems that search it, their scores."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from assistant.home import cache_dir
from assistant.models.choose import load_encoder
from eval import notes
from eval.datasets import Dataset
from eval.datasets.runs import check_ids, read_run, write_run
from eval.measures import DEFAULT as DEFAULT_MEASURES
from eval.measures import Measure
from eval.progress import Progress, silent
from eval.report import Report, System
from eval.runs import Found, ranked, run
from eval.scored import check_baseline, default_baseline, expected, parsed, scored
from eval.systems import Searcher, searchers, system_names
from eval.unfinished import resumed
from index.database import FORMAT
from index.encoder import Encoder
from index.errors import BadInput
from index.library import Library
from index.reranker import Reranker

DEPTH = 100  # papers a search returns: the deepest of the usual cutoffs


def evaluate(
    dataset: Dataset,
    *,
    systems: Sequence[str] = (),
    runs: Sequence[Path] = (),
    baseline: str | None = None,
    measures: Sequence[str] = DEFAULT_MEASURES,
    k: int = DEPTH,
    seed: int = 0,
    encoder: Encoder | None = None,
    reranker: Reranker | None = None,
    runs_to: Path | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Report:
    """Return what the systems score on the dataset; the last one is the one reported on.

    `systems` are names of methods (`index.method.ABLATION`) and "txtai", in the order of the report; () is the
    ablation, after txtai where that is installed, and before the reranker where there is one. `runs` are TREC run
    files of others: they come first, are named by their tag, and have no `seconds` ({}). `baseline` is the name of a
    system; None is "hybrid", or where that is the last one the best other by the first measure ("" where there is no
    other). `measures` are names as `eval.measures.parse` knows them. `encoder` is the one in use where None; the
    search has no reranker where `reranker` is None. `runs_to` is a folder for a TREC run file of each system.

    Papers and their vectors are kept among the caches, so that the next evaluation on the dataset need not embed
    them; one that was interrupted goes on where it stopped. Raises BadInput for a name that is not known, for a
    broken run file, and for a query id that the run files could not hold.
    """
    chosen, names = parsed(measures, k), system_names(systems, reranker)
    titles = {paper.id: paper.title for paper in dataset.papers}

    def title(document: str) -> str:
        return titles.get(document, "")

    given = _given(dataset, runs, names, chosen, k, title)
    if runs_to:
        check_ids(dataset)
    check_baseline(baseline, [*(system.name for system in given), *names])
    with open_dataset(dataset, encoder or load_encoder(), progress, reranker) as library, ExitStack() as kept:
        ours = measure(
            searchers(names, library, dataset.papers),
            dataset,
            chosen,
            made_of=[library.contents, dataset.fingerprint],
            k=k,
            kept=kept,
            title=title,
            runs_to=runs_to,
            progress=progress,
        )
        merged = len(dataset.papers) - len(library)
    measured = (*given, *ours)
    return Report(
        task="retrieval",
        dataset=dataset.name,
        split=dataset.split,
        fingerprint=dataset.fingerprint,
        documents=len(dataset.papers),
        queries=dataset.queries,
        expected=expected(dataset, title),
        groups={},
        measures=tuple(measure.name for measure in chosen),
        systems=measured,
        baseline=default_baseline(measured, chosen[0].name) if baseline is None else baseline,
        notes=(
            *notes.judgements(dataset, measured[-1]),
            *notes.merging(merged),
            *(note for system in given for note in notes.missing_queries(system, dataset)),
            *notes.depth(measures, k),
            *notes.peers(measured, systems),
        ),
        environment=dict(environment or {}),
        seed=seed,
    )


def open_dataset(
    dataset: Dataset, encoder: Encoder, progress: Progress = silent, reranker: Reranker | None = None
) -> Library:
    """Return a library of the dataset's papers, kept among the caches; `progress` is told of the embedding.

    Its folder is named by the papers as they were read and by the encoder, so it never holds other papers.
    """
    digest = hashlib.sha256(f"{FORMAT}|{encoder.fingerprint}".encode())
    for paper in dataset.papers:
        digest.update(repr(paper).encode())
    folder = cache_dir() / "eval" / f"papers-{digest.hexdigest()[:16]}"
    library = Library.open(folder, encoder, reranker=reranker)
    missing = [paper for paper in dataset.papers if library.get(paper.id) is None]
    there = len(dataset.papers) - len(missing)
    library.add(missing, lambda added: progress("Embedding", there + added.read, len(dataset.papers)))
    return library


def measure(
    systems: Sequence[Searcher],
    dataset: Dataset,
    measures: Sequence[Measure],
    *,
    made_of: Sequence[str],
    k: int,
    kept: ExitStack,
    title: Callable[[str], str],
    runs_to: Path | None = None,
    progress: Progress = silent,
) -> list[System]:
    """Return each system with its scores; the rankings of an interrupted run of the same are taken over.

    Rankings are kept on disk until `kept` is closed. `made_of` tells apart what is searched, where the systems
    cannot.
    """
    measured = []
    for one in systems:
        origin = [*made_of, dataset.split, k, one.name, dict(one.configuration)]
        found = run(one, dataset, k, kept.enter_context(resumed(cache_dir() / "eval", Found, origin)), progress)
        measured.append(scored(one.name, one.configuration, found, dataset, measures, k, title))
        if runs_to:
            tag = re.sub(r"[^\w.+-]", "_", one.name)
            write_run(runs_to / f"{tag}.run", tag, ranked(found, dataset, k))
    return measured


def _given(
    dataset: Dataset,
    runs: Sequence[Path],
    taken: Sequence[str],
    measures: Sequence[Measure],
    k: int,
    title: Callable[[str], str],
) -> list[System]:
    """Return the runs of others, scored. Raises BadInput for one without a query of the dataset, or a name taken."""
    given: list[System] = []
    for file in runs:
        read = read_run(file)
        if not any(query in read.rankings for query in dataset.queries):
            raise BadInput(f"{file} holds no query of {dataset.name}, {dataset.split}: give a run of these queries.")
        name = read.tag
        if name in (*taken, *(system.name for system in given)):
            raise BadInput(f"{file} is called {name[:60]!r} like another system: give its last column another name.")
        found = {query: Found(tuple(ranking), None) for query, ranking in read.rankings.items()}
        given.append(scored(name, {"run": file.name}, found, dataset, measures, k, title))
    return given

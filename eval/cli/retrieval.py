"""`assistant eval retrieval`: how well papers are found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.cli.options import SEED, Html, Library, Markdown, Minima, Out, Seed, Worst, command, names

if TYPE_CHECKING:
    from eval.report import Report

Dataset = Annotated[
    Path | None,
    typer.Option("--dataset", metavar="DIR", help="BEIR folder: corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv."),
]
Split = Annotated[str | None, typer.Option("--split", help="Of the BEIR folder; else test, or the only one.")]
Corpus = Annotated[
    Path | None, typer.Option("--corpus", metavar="FILE", help="Papers in any format that `library add` reads.")
]
Topics = Annotated[
    Path | None, typer.Option("--topics", metavar="FILE", help="TREC topics, or lines of id, tab, text.")
]
Qrels = Annotated[Path | None, typer.Option("--qrels", metavar="FILE", help="TREC judgements.")]
Itself = Annotated[
    bool, typer.Option("--self", help="Find the papers of a library from parts of themselves; needs no judgements.")
]
Sample = Annotated[int | None, typer.Option("--sample", min=1, help="Papers that --self looks for.")]
Encoder = Annotated[
    str | None,
    typer.Option("--encoder", metavar="NAME", help="Name, hub id or folder; else the one in use. Not with --self."),
]
Reranker = Annotated[
    str | None,
    typer.Option("--reranker", metavar="NAME", help="Name, hub id or folder; none; else the one in use."),
]
Systems = Annotated[
    str, typer.Option("--systems", metavar="A,B", help="Methods to measure, the one to report on last; else all.")
]
Baseline = Annotated[str | None, typer.Option("--baseline", help="System to compare with; else the best other one.")]
Measures = Annotated[str, typer.Option("--measures", metavar="A,B", help="As nDCG@10, recall@100, MRR@10, MAP.")]
Runs = Annotated[
    list[Path] | None,
    typer.Option("--run", metavar="FILE", help="A TREC run of another system, measured too; may be repeated."),
]
SaveRuns = Annotated[
    Path | None, typer.Option("--save-runs", metavar="DIR", file_okay=False, help="Write a TREC run of each system.")
]
Depth = Annotated[int, typer.Option("-k", "--k", min=1, max=10_000, help="Papers that a search returns.")]


def retrieval(
    context: typer.Context,
    dataset: Dataset = None,
    split: Split = None,
    corpus: Corpus = None,
    topics: Topics = None,
    qrels: Qrels = None,
    itself: Itself = False,
    library: Library = None,
    sample: Sample = None,
    encoder: Encoder = None,
    reranker: Reranker = None,
    systems: Systems = "",
    baseline: Baseline = None,
    measures: Measures = "",
    runs: Runs = None,
    save_runs: SaveRuns = None,
    k: Depth = 100,
    seed: Seed = SEED,
    minima: Minima = None,
    out: Out = None,
    html: Html = None,
    worst: Worst = 5,
    markdown: Markdown = False,
) -> None:
    """Measure how well papers are found: on a test collection, or on a library of your own.

    \b
    assistant eval retrieval --dataset scifact --min nDCG@10=0.7
    assistant eval retrieval --corpus papers.jsonl --topics topics.txt --qrels qrels.txt --run others.trec
    assistant eval retrieval --self --library my-papers
    """
    _check(context)
    from assistant.models.choose import load_reranker
    from eval.cli.outcome import Outcome, finish, ready
    from eval.environment import environment
    from eval.gate import minimum
    from eval.measures import DEFAULT, parse

    chosen = names(measures) or DEFAULT
    for measure in chosen:
        parse(measure)
    gates = [minimum(written, chosen) for written in minima or ()]
    outcome = Outcome(out, html, worst, markdown, gates)
    ready(outcome)
    shared: dict[str, Any] = {
        "systems": names(systems),
        "baseline": baseline,
        "measures": chosen,
        "k": k,
        "seed": seed,
        "reranker": load_reranker(reranker),  # now, in case it cannot be: embedding may take hours
        "environment": environment(command(context)),
    }
    if itself:
        report = _on_itself(library, sample, shared)
    else:
        report = _on_collection(context, shared)
    finish(report, outcome)


def _check(context: typer.Context) -> None:
    """Raise BadInput unless exactly one source of queries is named, with what belongs to it."""
    from index.errors import BadInput

    given = context.params
    trec = [name for name in ("corpus", "topics", "qrels") if given[name]]
    if sum((given["dataset"] is not None, bool(trec), given["itself"])) != 1:
        raise BadInput("Give one of: --dataset DIR; --corpus, --topics and --qrels; --self.")
    if trec and len(trec) < 3:
        raise BadInput("--corpus, --topics and --qrels go together: give all three.")
    only = {"split": "dataset", "library": "itself", "sample": "itself"}
    for name, of in only.items():
        if given[name] is not None and not given[of]:
            raise BadInput(f"--{name} goes with --{'self' if of == 'itself' else of}: give both, or neither.")
    if given["itself"] and (given["runs"] or given["save_runs"]):
        raise BadInput("--run and --save-runs go with a test collection: --self makes its own queries.")
    if given["itself"] and given["encoder"]:
        raise BadInput("--encoder goes with a test collection: a library is measured with the encoder it was made by.")


def _on_itself(library: str | None, sample: int | None, shared: dict[str, Any]) -> Report:
    from eval import known_item
    from eval.cli.opening import name_of, open_measured
    from eval.cli.stages import stages

    with open_measured(library) as opened, stages() as shown:
        return known_item.evaluate(
            opened, name=name_of(opened), sample=sample or known_item.SAMPLE, progress=shown, **shared
        )


def _on_collection(context: typer.Context, shared: dict[str, Any]) -> Report:
    from assistant.models.choose import load_encoder
    from eval import retrieval as measured
    from eval.cli.stages import stages
    from eval.datasets import load_beir, load_trec

    given = context.params
    if given["dataset"]:
        dataset = load_beir(given["dataset"], given["split"])
    else:
        dataset = load_trec(given["corpus"], given["topics"], given["qrels"])
    encoder = load_encoder(given["encoder"]) if given["encoder"] else None
    with stages() as shown:
        return measured.evaluate(
            dataset,
            encoder=encoder,
            runs=given["runs"] or (),
            runs_to=given["save_runs"],
            progress=shown,
            **shared,
        )

"""`assistant eval grounding`: how well true sentences are told from false ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from eval.cli.options import SEED, Html, Library, Markdown, Minima, Out, Seed, Worst, command

SAMPLE = 500  # papers: some 9,000 claims, an interval of ± 0.005 around a share of .02

Claims = Annotated[
    Path | None,
    typer.Option("--claims", metavar="DIR", help="Folder with the labelled claims of SciFact, instead of a library."),
]
Split = Annotated[Literal["validation", "train"], typer.Option("--split", help="Which of the labelled claims.")]
SamplePapers = Annotated[int, typer.Option("--sample", min=2, help="Papers whose sentences are taken, by the seed.")]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Check without the judge.")]


def grounding(
    context: typer.Context,
    claims: Claims = None,
    split: Split = "validation",
    library: Library = None,
    sample: SamplePapers = SAMPLE,
    rules_only: RulesOnly = False,
    seed: Seed = SEED,
    minima: Minima = None,
    out: Out = None,
    html: Html = None,
    worst: Worst = 5,
    markdown: Markdown = False,
) -> None:
    """Measure how many true sentences are refused and false ones accepted, by kind.

    Sentences of the papers of a library are reworded, which leaves them true, and made false in a figure, a unit, a
    name, a direction, …; labelled claims are checked against the abstracts they are labelled with.

    \b
    assistant eval grounding --library built-in
    assistant eval grounding --claims scifact --min "false refused=0.8"
    """
    import random

    from assistant.models.choose import load_encoder, load_judge
    from assistant.paraphrase import Paraphrases
    from eval.cli.opening import name_of, open_measured
    from eval.cli.outcome import Outcome, finish, ready
    from eval.cli.stages import stages
    from eval.environment import environment
    from eval.gate import minimum
    from eval.grounding import MEASURES, evaluate
    from eval.perturbed import perturbed
    from eval.scifact import read_claims

    gates = [minimum(written, MEASURES) for written in minima or ()]
    outcome = Outcome(out, html, worst, markdown, gates)
    ready(outcome)
    if claims:
        found, name, part = read_claims(claims, split), claims.resolve().name, str(split)
    else:
        with open_measured(library) as opened:
            papers = sorted(opened.papers(), key=lambda paper: paper.id)
            name, part = name_of(opened), "perturbed"
        random.Random(seed).shuffle(papers)  # noqa: S311 a draw that can be repeated
        found = list(perturbed(papers[:sample], seed))
    judge = None if rules_only else load_judge()
    with stages() as shown:
        report = evaluate(
            found,
            dataset=name,
            split=part,
            paraphrases=Paraphrases(judge, load_encoder()) if judge else None,
            environment=environment(command(context)),
            progress=shown,
            seed=seed,
        )
    finish(report, outcome)

"""`assistant eval speed`: how fast the program is, beside what a person would use instead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.cli.options import Library, command, names

if TYPE_CHECKING:
    from index.library import Library as Opened
    from index.paper import Paper

Papers = Annotated[
    Path | None,
    typer.Option(
        "--papers", metavar="FILE", help="Papers to embed and to make large libraries of; else the library's."
    ),
]
Repeat = Annotated[int | None, typer.Option("--repeat", min=1, max=1000, help="Runs of each side; else 5.")]
Sizes = Annotated[str, typer.Option("--sizes", metavar="N,N", help="Papers of the libraries that are searched.")]
Only = Annotated[
    str,
    typer.Option("--only", metavar="A,B", help="Of limits, embedding, answering, starting, searching, storing."),
]
Quick = Annotated[bool, typer.Option("--quick", help="Small sizes, one run: to see that it works.")]
Json = Annotated[Path | None, typer.Option("--json", metavar="FILE", dir_okay=False, help="Write the figures.")]
Plot = Annotated[Path | None, typer.Option("--plot", metavar="FILE.svg", dir_okay=False, help="Draw the figures.")]

_REPEAT = 5
_QUESTIONS = 30
_QUICK_QUESTIONS = 3
_PAPERS = 10_000  # read of a file: of more, large libraries would not be more like real ones


def speed(
    context: typer.Context,
    library: Library = None,
    papers: Papers = None,
    repeat: Repeat = None,
    sizes: Sizes = "",
    only: Only = "",
    quick: Quick = False,
    json: Json = None,
    plot: Plot = None,
) -> None:
    """Measure how fast papers are embedded, found and told of, beside LlamaIndex and txtai where these are installed.

    \b
    assistant eval speed --json speed.json --plot speed.svg
    assistant eval speed --only answering,starting --repeat 3
    assistant eval speed --only searching --sizes 80000 --papers papers.jsonl
    """
    from eval.cli.opening import BUILT_IN, open_measured
    from eval.cli.stages import stages
    from eval.environment import environment
    from eval.speed import bench, table
    from eval.speed import plot as plots
    from eval.speed.peers import LLAMAINDEX
    from eval.speed.report import ready, write
    from eval.speed.setting import Setting
    from eval.table import console

    chosen = bench.groups(names(only))
    wanted = bench.sizes(names(sizes), quick=quick)
    for file, option in ((json, "--json"), (plot, "--plot")):
        if file:
            ready(file, option)
    peers = bench.installed()
    with open_measured(library or BUILT_IN) as opened, stages() as shown:
        at_hand = _at_hand(papers, opened)
        shown("Converting the language model for the peers, once", 0, 1)
        weights = bench.weights_in_use(converted=LLAMAINDEX in peers)
        setting = Setting(
            library=opened.path.absolute(),
            papers=at_hand,
            questions=_questions(_QUICK_QUESTIONS if quick else _QUESTIONS),
            weights=weights,
            peers=peers,
            start=bench.starter(opened.path.absolute(), weights),
            sizes=wanted,
            repeat=repeat or (1 if quick else _REPEAT),
            quick=quick,
            progress=shown,
        )
        report = bench.run(setting, chosen, environment(command(context)))
    if json:
        write(json, report.json(), "--json")
    if plot:
        write(plot, plots.svg(report), "--plot")
    table.show(report, console())


def _at_hand(file: Path | None, library: Opened) -> list[Paper]:
    """Return the papers to measure with. Raises BadInput where there are none."""
    from itertools import islice

    from index.errors import BadInput
    from index.paper import Paper
    from index.readers import read

    records = read(file) if file else library.papers()
    papers = list(islice((record for record in records if isinstance(record, Paper)), _PAPERS))
    if not papers:
        raise BadInput(f"{file or library.path} holds no papers: name others with --papers.")
    return papers


def _questions(count: int) -> tuple[str, ...]:
    """Return questions of one turn, evenly taken of the tuning questions, so that every kind is there."""
    from eval.questions import QUESTIONS, read_questions

    single = [one.turns[0] for one in read_questions(QUESTIONS / "tune.jsonl") if len(one.turns) == 1]
    return tuple(single[n * len(single) // count] for n in range(count))

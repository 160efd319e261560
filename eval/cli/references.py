"""`assistant eval references`: how well "it", "the second one" and "and on X?" are understood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import SEED, Html, Library, Markdown, Minima, Out, Seed, Worst, command

Conversations = Annotated[
    Path | None,
    typer.Option("--questions", metavar="FILE", help="JSON Lines as in eval/questions/references; else our own."),
]


def references(
    context: typer.Context,
    questions: Conversations = None,
    library: Library = None,
    seed: Seed = SEED,
    minima: Minima = None,
    out: Out = None,
    html: Html = None,
    worst: Worst = 5,
    markdown: Markdown = False,
) -> None:
    """Measure whether the right papers are in scope at each turn of a conversation. No model is needed.

    \b
    assistant eval references --min scope=0.92
    assistant eval references --questions eval/questions/references/tune.jsonl
    """
    from assistant.workplace import open_for_asking
    from eval.cli.opening import BUILT_IN, name_of, open_measured
    from eval.cli.outcome import Outcome, finish, ready
    from eval.environment import environment
    from eval.gate import minimum
    from eval.references import MEASURES, evaluate
    from eval.spoken import CONVERSATIONS, read_conversations

    gates = [minimum(written, MEASURES) for written in minima or ()]
    file = questions or CONVERSATIONS / "report.jsonl"
    spoken = read_conversations(file)
    outcome = Outcome(out, html, worst, markdown, gates)
    ready(outcome)
    asked = library or (None if questions else BUILT_IN)
    with open_measured(asked) if asked == BUILT_IN else open_for_asking(asked, searched=False) as opened:
        report = evaluate(
            opened,
            spoken,
            dataset=name_of(opened),
            split=file.stem,
            environment=environment(command(context)),
            seed=seed,
        )
    finish(report, outcome)

"""`assistant eval answers`: how well questions are answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from eval.cli.options import SEED, Html, Library, Markdown, Minima, Out, Seed, Worst, command

Questions = Annotated[
    Path | None,
    typer.Option("--questions", metavar="FILE", help="JSON Lines as in eval/questions; else the project's own."),
]
Model = Annotated[str | None, typer.Option("--model", help="Language model to measure; else the one in use.")]
Engine = Annotated[
    Literal["openvino", "transformers"] | None, typer.Option("--engine", help="What runs it; else what suits.")
]
QuotesOnly = Annotated[bool, typer.Option("--quotes-only", help="Measure without a language model.")]


def answers(
    context: typer.Context,
    questions: Questions = None,
    library: Library = None,
    model: Model = None,
    engine: Engine = None,
    quotes_only: QuotesOnly = False,
    seed: Seed = SEED,
    minima: Minima = None,
    out: Out = None,
    html: Html = None,
    worst: Worst = 5,
    markdown: Markdown = False,
) -> None:
    """Measure how well questions are answered, beside simpler ways of answering.

    \b
    assistant eval answers
    assistant eval answers --questions mine.jsonl --library my-papers --min right=0.6
    """
    from assistant.cli import screen
    from assistant.workplace import open_assistant
    from eval.answers import evaluate
    from eval.cli.opening import BUILT_IN, name_of, open_measured
    from eval.cli.outcome import Outcome, finish, ready
    from eval.cli.stages import stages
    from eval.environment import environment
    from eval.gate import minimum
    from eval.questions import QUESTIONS, read_questions
    from eval.scoring import MEASURES
    from index.errors import ModelMissing

    gates = [minimum(written, MEASURES) for written in minima or ()]
    file = questions or QUESTIONS / "report.jsonl"
    asked = read_questions(file)
    outcome = Outcome(out, html, worst, markdown, gates)
    ready(outcome)
    with open_measured(library or (None if questions else BUILT_IN)) as opened:
        with screen.working("Loading the models"):
            assistant, notice = open_assistant(opened, model_name=model, engine=engine, quotes_only=quotes_only)
        if notice and model:  # the figures of another system are not what was asked for
            raise ModelMissing(f"{notice} Measure those with --quotes-only.")
        if notice:
            screen.note(notice)
        with stages() as shown:
            report = evaluate(
                assistant,
                asked,
                dataset=name_of(opened),
                split=file.stem,
                environment=environment(command(context)),
                progress=shown,
                seed=seed,
            )
    finish(report, outcome)

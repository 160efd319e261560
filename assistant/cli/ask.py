"""`assistant ask`: one question, or a file of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Author, LibraryOption, Papers, Venue, Years, filters

Question = Annotated[str | None, typer.Argument(help="The question, in quotes.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")]
Model = Annotated[str | None, typer.Option("--model", help="Language model to use this time (see `assistant models`).")]
QuotesOnly = Annotated[bool, typer.Option("--quotes-only", help="Answer with quotes; load no language model.")]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch", metavar="IN.jsonl", help='Questions, one a line: {"id", "question"} or {"id", "turns": [...]}.'
    ),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="OUT.jsonl", help="Where the answers to --batch go.")]


def ask(
    question: Question = None,
    library: LibraryOption = None,
    as_json: AsJson = False,
    model: Model = None,
    quotes_only: QuotesOnly = False,
    years: Years = "",
    venue: Venue = "",
    author: Author = "",
    paper: Papers = None,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """Answer a question from the papers, each sentence with its source.

    \b
    assistant ask "What does HorNet replace attention with?"
    assistant ask "How accurate is it?" --paper arxiv:2201.03545 --json
    assistant ask --batch questions.jsonl --out answers.jsonl
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter('give a question, or a file with --batch: assistant ask "…"')
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch and --out go together")
    if batch and out and batch.resolve() == out.resolve():
        raise typer.BadParameter("--out would overwrite the questions: name another file")
    chosen = filters(years, venue, author, paper)
    from assistant.cli import batch as batches
    from assistant.cli import screen
    from assistant.cli.opening import open_shown
    from assistant.contract import as_json as contract
    from assistant.workplace import check_papers, open_assistant

    questions = batches.read_questions(batch) if batch else []
    with open_shown(library) as opened:
        check_papers(opened, chosen.ids)
        with screen.working("Loading the models"):
            assistant, notice = open_assistant(opened, model_name=model, quotes_only=quotes_only)
        if notice:
            screen.note(notice)
        if batch and out:
            raise typer.Exit(batches.answer_all(assistant, questions, out, chosen))
        assert question is not None
        with screen.working("Reading"):
            answer = assistant.ask(question, filters=chosen)
    if as_json:
        print(json.dumps(contract(answer), ensure_ascii=False))
    else:
        screen.show_answer(answer)

"""`assistant ask`: one question, or a file of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.conversations import taken_up
from assistant.cli.options import Author, LibraryOption, Papers, Venue, Years, filters

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from index.filters import Filters

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
Record = Annotated[
    Path | None,
    typer.Option("--record", metavar="FILE", help="Write down what the answer came from, for `assistant replay`."),
]
In = Annotated[
    str | None, typer.Option("--conversation", metavar="NAME", help="Go on with a kept conversation, by name or id.")
]
New = Annotated[
    str | None, typer.Option("--new", metavar="NAME", help="Begin a conversation of this name, and keep it.")
]
AskedAs = Annotated[
    str, typer.Option("--asked-as", metavar="TEXT", help="How to understand the question, where it is not understood.")
]
Export = Annotated[
    Path | None,
    typer.Option("--export", metavar="FILE", help="Write the answer (.md, .json) or the papers it cites (.bib, .ris)."),
]


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
    record: Record = None,
    export: Export = None,
    conversation: In = None,
    new: New = None,
    asked_as: AskedAs = "",
) -> None:
    """Answer a question from the papers, each sentence with its source.

    \b
    assistant ask "What does HorNet replace attention with?"
    assistant ask "How accurate is it?" --paper arxiv:2201.03545 --json
    assistant ask "What is HorNet?" --export hornet.bib --record hornet.json
    assistant ask --new swin "What does HorNet replace attention with?"
    assistant ask --conversation swin "And on ADE20K?"
    assistant ask --batch questions.jsonl --out answers.jsonl
    """
    _check_batch(question, batch, out, kept=conversation is not None or new is not None)
    _check_files(batch, record, export)
    chosen = filters(years, venue, author, paper)
    from assistant.models.choose import language_model_ahead

    alone = not (quotes_only or batch)  # who waits for one answer waits less where the rest is opened meanwhile
    loading = language_model_ahead(model) if alone else None
    from assistant.cli import batch as batches
    from assistant.cli import leaving, screen
    from assistant.cli.opening import open_shown
    from assistant.contract import as_json as contract
    from assistant.workplace import check_papers, open_assistant

    questions = batches.read_questions(batch) if batch else []
    with open_shown(library) as opened:
        check_papers(opened, chosen.ids)
        talk = taken_up(opened, conversation, new)
        with screen.working("Loading the models"):
            assistant, notice = open_assistant(opened, model_name=model, loading=loading, quotes_only=quotes_only)
        leaving.hold(assistant)
        if notice:
            screen.note(notice)
        if batch and out:
            raise typer.Exit(batches.answer_all(assistant, questions, out, chosen))
        assert question is not None
        earlier = [turn.question for turn in talk.turns] if talk else []
        with screen.working("Reading"):
            answer = assistant.ask(question, talk, chosen, asked_as)
        if as_json:
            print(json.dumps(contract(answer), ensure_ascii=False))
        else:
            screen.show_answer(answer)
        if record:
            _record(assistant, answer, record, chosen, model, earlier, quotes_only=quotes_only)
    if export:
        from assistant.export.file import write

        write([answer], export)


def _check_batch(question: str | None, batch: Path | None, out: Path | None, *, kept: bool) -> None:
    if (question is None) == (batch is None):
        raise typer.BadParameter('give a question, or a file with --batch: assistant ask "…"')
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch and --out go together")
    if batch and kept:
        raise typer.BadParameter("--conversation and --new are of one question: leave out --batch")
    if batch and out and batch.resolve() == out.resolve():
        raise typer.BadParameter("--out would overwrite the questions: name another file")


def _check_files(batch: Path | None, record: Path | None, export: Path | None) -> None:
    """Raise what is wrong with the files before the question is asked."""
    if not (record or export):
        return
    if batch:
        raise typer.BadParameter("--record and --export are of one question: leave out --batch")
    if record and export and record.resolve() == export.resolve():
        raise typer.BadParameter("--record and --export would overwrite each other: name two files")
    from assistant.saving import check_target

    if record:
        check_target(record, "--record")
    if export:
        from assistant.export.file import writer

        writer(export)
        check_target(export, "--export")


def _record(
    assistant: Assistant,
    answer: Answer,
    file: Path,
    chosen: Filters,
    model: str | None,
    earlier: list[str],
    *,
    quotes_only: bool,
) -> None:
    from assistant.models import settings
    from assistant.models.choose import identity
    from assistant.record import write
    from assistant.recording import recorded

    loaded_by, revision = "", ""
    if not quotes_only:
        loaded_by, revision = identity(model) if assistant.model else (model or settings.in_use("language"), "")
    told = recorded(assistant, answer, loaded_by=loaded_by, revision=revision, filters=chosen, earlier=earlier)
    write(told, file)

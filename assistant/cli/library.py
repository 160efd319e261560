"""`assistant library`: papers in, papers out, and what is there."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Author, LibraryOption, Venue, Years, filters
from assistant.cli.topics import topics

if TYPE_CHECKING:
    from index.library import Added

app = typer.Typer(help="Add papers, list them, take them away.", no_args_is_help=True)
app.command()(topics)

_REASONS_SHOWN = 20
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines, one paper a line.")]


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, arXiv ids or URLs.", metavar="SOURCE...")],
    library: LibraryOption = None,
) -> None:
    """Add the papers of files or arXiv ids; what is there already is left alone or brought up to date.

    \b
    assistant library add papers.bib export.ris daily_papers.txt corpus.jsonl.gz
    assistant library add arxiv:2201.03545 https://arxiv.org/abs/2103.15808
    """
    from assistant.cli import screen
    from assistant.workplace import open_library
    from index.errors import SourceUnreachable, UnreadableSource
    from index.library import Added
    from index.readers import read

    total, code = Added(), 0
    with open_library(library) as opened:
        for source in sources:
            try:
                with screen.progress(f"Adding {source}") as shown:
                    report = opened.add(read(source), lambda report: shown(report.read, None))
            except (UnreadableSource, SourceUnreachable) as error:
                screen.err.print(screen.safe(f"assistant: {error}"))
                code = error.exit_code
                continue
            total += report
            _tell_rejected(source, report)
        print(
            f"{total.added} added, {total.updated} updated, {total.unchanged} unchanged, {total.rejected} rejected: "
            f"{len(opened)} papers in {opened.path}"
        )
    if total.rejected == total.read > 0:
        code = code or 1  # not one record gave a paper
    raise typer.Exit(code)


def _tell_rejected(source: str, report: Added) -> None:
    """Name each record that gave no paper, the first of many."""
    from assistant.cli import screen

    for rejected in report.rejections[:_REASONS_SHOWN]:
        line = f", line {rejected.line}" if rejected.line else ""
        screen.note(f"{rejected.source}{line}: {rejected.reason}")
    if report.rejected > _REASONS_SHOWN:
        screen.note(f"… and {report.rejected - _REASONS_SHOWN} more records of {source} that give no paper.")


@app.command("list")
def list_(
    library: LibraryOption = None,
    years: Years = "",
    venue: Venue = "",
    author: Author = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the papers in the order they were added."""
    from dataclasses import asdict

    from assistant.cli import screen
    from assistant.workplace import open_for_asking

    with open_for_asking(library, searched=False) as opened:
        for paper in opened.papers(filters(years, venue, author, None), limit):
            if as_json:
                print(json.dumps(asdict(paper), ensure_ascii=False))
            else:
                screen.out.print(screen.safe(f"{paper.id}  {screen.described(paper)}"))


@app.command()
def show(paper: Annotated[str, typer.Argument(help="Id of the paper.")], library: LibraryOption = None) -> None:
    """Show one paper with its abstract."""
    from assistant.cli import screen
    from assistant.workplace import open_for_asking
    from index.errors import BadInput

    with open_for_asking(library, searched=False) as opened:
        found = opened.get(paper)
    if found is None:
        raise BadInput(f"No paper {paper} in this library: see `assistant library list`.")
    screen.out.print(screen.safe(screen.described(found)), style="bold")
    screen.out.print(screen.safe(found.abstract or "(no abstract)"))
    if found.code_url:
        screen.out.print(screen.safe(f"Code: {found.code_url}"))
    screen.out.print(screen.safe(f"{found.id}  from {found.source or 'an unnamed source'}"), style="dim")


@app.command()
def remove(
    papers: Annotated[list[str], typer.Argument(help="Ids of papers.", metavar="ID...")], library: LibraryOption = None
) -> None:
    """Remove papers by id."""
    from assistant.cli import screen
    from assistant.workplace import open_existing

    with open_existing(library) as opened:
        removed = opened.remove(papers)
        for missing in sorted(set(papers) - set(removed)):
            screen.note(f"No paper {missing} in this library.")
        print(f"{len(removed)} removed: {len(opened)} papers in {opened.path}")
    if not removed:
        raise typer.Exit(2)


@app.command()
def info(library: LibraryOption = None) -> None:
    """Say where the library is, how many papers it holds and which encoder embedded them."""
    from assistant.workplace import open_for_asking

    with open_for_asking(library, searched=False) as opened:
        size = sum(file.stat().st_size for file in opened.path.rglob("*") if file.is_file())
        print(f"path         {opened.path}")
        print(f"papers       {len(opened)}")
        print(f"encoder      {opened.embedded_by or '(nothing embedded yet)'}")
        print(f"fingerprint  {opened.fingerprint}")
        print(f"size         {size / 1e6:.1f} MB")


@app.command()
def export(
    out: Annotated[Path | None, typer.Argument(help="File to write; standard output if none.")] = None,
    library: LibraryOption = None,
) -> None:
    """Write every paper as a line of JSON that `library add` reads back."""
    from assistant.cli.batch import written_aside
    from assistant.workplace import open_for_asking

    with open_for_asking(library, searched=False) as opened:
        if out is None:
            for line in opened.export():
                print(line)
            return
        with written_aside(out) as file:
            file.writelines(f"{line}\n" for line in opened.export())
        print(f"{len(opened)} papers written to {out}", file=sys.stderr)


@app.command()
def verify(library: LibraryOption = None) -> None:
    """Check the database and the indexes; exit code 1 where something is wrong."""
    from assistant.workplace import open_for_asking

    with open_for_asking(library) as opened:
        for name in opened.outdated():
            print(f"the {name} index was absent, damaged or behind the papers: it is made again")
        findings = opened.verify()
        for finding in findings:
            print(finding)
        if findings:
            raise typer.Exit(1)
        print(f"{len(opened)} papers, all sound")


@app.command()
def rebuild(library: LibraryOption = None) -> None:
    """Embed every paper anew with the encoder in use, and make the indexes again."""
    from assistant.cli import screen
    from assistant.workplace import open_existing

    with open_existing(library) as opened:
        with screen.progress("Embedding") as shown:
            count = opened.rebuild(lambda done, total: shown(done, total))
        print(f"{count} papers embedded by {opened.embedded_by}")

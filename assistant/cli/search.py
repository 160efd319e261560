"""`assistant search`: the papers closest to a query, or a TREC run for a file of queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Author, LibraryOption, Papers, Venue, Years, filters

_TAG = "paper-assistant"  # last column of a TREC run


def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    library: LibraryOption = None,
    k: Annotated[int, typer.Option("-k", min=1, max=10_000, help="How many papers.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print the hits as a JSON array.")] = False,
    years: Years = "",
    venue: Venue = "",
    author: Author = "",
    paper: Papers = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="QUERIES.jsonl", help='Queries in BEIR form: {"_id", "text"} a line.'),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="RUN.trec", help="Where the run of --batch goes.")
    ] = None,
) -> None:
    """Find papers by meaning and by words; every hit explains itself.

    \b
    assistant search "self-attention without softmax" --years 2021-
    assistant search --batch queries.jsonl --out run.trec -k 100
    """
    if (query is None) == (batch is None):
        raise typer.BadParameter('give a query, or a file with --batch: assistant search "…"')
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch and --out go together")
    chosen = filters(years, venue, author, paper)
    from assistant.cli import screen
    from assistant.cli.batch import written_aside
    from assistant.cli.opening import open_shown
    from assistant.contract import hit_as_json
    from assistant.workplace import check_papers
    from index.readers.objects import json_objects

    queries = _queries(list(json_objects(batch))) if batch else []
    with open_shown(library) as opened:
        check_papers(opened, chosen.ids)
        if query is not None:
            hits = opened.search(query, k, chosen)
            if as_json:
                print(json.dumps([hit_as_json(hit) for hit in hits], ensure_ascii=False))
            else:
                screen.show_hits(hits)
            return
        assert out is not None
        with written_aside(out) as file, screen.progress("Searching", len(queries)) as shown:
            for done, (identifier, text) in enumerate(queries, 1):
                hits = opened.search(text, k, chosen) if text.strip() else []
                file.writelines(
                    f"{identifier} Q0 {hit.paper.id} {rank} {hit.score:.6f} {_TAG}\n"
                    for rank, hit in enumerate(hits, 1)
                )
                shown(done, len(queries))


def _queries(found: list[tuple[dict[str, object], str]]) -> list[tuple[str, str]]:
    from index.errors import BadInput

    queries: dict[str, str] = {}
    for record, where in found:
        identifier, text = _query(record, where)
        if identifier in queries:
            raise BadInput(f"{where} has the id {identifier} a second time: a run names each query once.")
        queries[identifier] = text
    return list(queries.items())


def _query(record: dict[str, object], where: str) -> tuple[str, str]:
    from index.errors import BadInput

    identifier = str(record.get("_id", record.get("id", "")))
    text = record.get("text", record.get("question"))
    if not identifier or any(c.isspace() for c in identifier) or not isinstance(text, str):
        raise BadInput(f'{where} is no query: write {{"_id": "q1", "text": "…"}}.')
    return identifier, text

"""`assistant models`: which models there are, which are in use, and how to get a stronger one."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

app = typer.Typer(help="See, choose and fetch models.", no_args_is_help=True)

Name = Annotated[
    str,
    typer.Argument(help="A name of the list, a hub id (org/name), a folder or GGUF file, or http://host/v1#model."),
]


@app.command("list")
def list_() -> None:
    """List the models: * is in use, + is on this computer."""
    from rich.table import Table

    from assistant.cli import screen
    from assistant.models import catalogue, settings, weights
    from assistant.models.model import Job

    table = Table(box=None, pad_edge=False)
    for column in ("", "name", "job", "size", "memory", "context", "licence"):
        table.add_column(column)
    used = {name for job in get_args(Job) if (name := settings.in_use(job))}
    for model in catalogue.CATALOGUE:
        mark = "*" if model.name in used else "+" if weights.are_here(model) else ""
        size, memory = (f"{n} MB" if n else "" for n in (model.size_mb, model.memory_mb))
        table.add_row(mark, model.name, model.job, size, memory, str(model.context_window), model.licence)
    screen.out.print(table)
    for name in sorted(used - {model.name for model in catalogue.CATALOGUE}):
        screen.out.print(screen.safe(f"*  {name}"))


@app.command()
def use(name: Name) -> None:
    """Let a model do its job from now on; `none` in place of a name: search without a reranker."""
    from assistant.models import settings

    if name == settings.NO_RERANKER:
        settings.use_no_reranker()
        print("No reranker from now on.")
        return
    model = settings.use(name)
    if model.job == "reranker":
        print(f"{model.name} is the reranker from now on; `assistant models use none` does without it again.")
        return
    print(f"{model.name} is the {model.job} model from now on.")
    if model.job == "embedding":
        print("Libraries embedded by another one need `assistant library rebuild`.")


@app.command()
def pull(name: Name) -> None:
    """Fetch a model from the hub, by name; goes on where it was interrupted."""
    from assistant.cli import screen
    from assistant.models import catalogue, hub

    model = catalogue.find(name)
    with screen.progress(f"Fetching {model.name}") as shown:
        folder = hub.pull(model, lambda done, total: shown(done, total))
    print(f"{model.name} is in {folder}. Use it with `assistant models use {name}`.")

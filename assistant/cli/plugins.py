"""Commands that other packages add to the program: entry points of the group `assistant.commands`."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

import typer

from index.errors import ResearchError

_GROUP = "assistant.commands"
_ANY_ARGUMENTS = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def add_plugins(app: typer.Typer) -> None:
    """Add the commands of every plugin; one that cannot be loaded says why when it is used."""
    for point in sorted(entry_points(group=_GROUP)):
        try:
            plugin = point.load()
            if not isinstance(plugin, typer.Typer):
                raise TypeError(f"{point.value} is no typer.Typer")
            app.add_typer(plugin, name=point.name)
        except Exception as error:  # whatever ails a plugin, the other commands work
            _add_broken(app, point, error)


def _add_broken(app: typer.Typer, point: EntryPoint, error: Exception) -> None:
    reason = f"`assistant {point.name}` cannot be loaded ({type(error).__name__}: {' '.join(str(error).split())})"

    @app.command(point.name, context_settings=_ANY_ARGUMENTS, help="(cannot be loaded)")
    def broken() -> None:
        package = point.dist.name if point.dist else point.module
        raise ResearchError(f"{reason}: install {package} anew, or remove it.")

"""What was measured, for tables, plots and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from eval.speed.figure import Figure
from index.derived import replacing
from index.errors import BadInput

FORMAT = 1  # of the JSON; raised when a reader of the old form would misread the new one


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """Figures with the peers they were measured beside; `notes` say what a reader must know of them."""

    figures: tuple[Figure, ...]
    peers: tuple[str, ...]
    notes: tuple[str, ...]
    environment: Mapping[str, str]

    @property
    def missed(self) -> tuple[Figure, ...]:
        """The figures that miss a target."""
        return tuple(figure for figure in self.figures if figure.met is False)

    def json(self) -> str:
        """Return the report as JSON."""
        told = {
            "format": FORMAT,
            "task": "speed",
            "environment": dict(self.environment),
            "peers": self.peers,
            "notes": self.notes,
            "figures": [figure.told() for figure in self.figures],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def ready(file: Path, option: str) -> None:
    """Raise BadInput where a file could not be written: before the measurement, not after an hour of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=file.parent):
            pass
    except OSError as error:
        raise _unwritable(file, error, option) from error


def write(file: Path, text: str, option: str) -> None:
    """Write a file in one piece. Raises BadInput naming the option where it cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as aside:
            aside.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise _unwritable(file, error, option) from error


def _unwritable(file: Path, error: OSError, option: str) -> BadInput:
    return BadInput(f"{file} cannot be written ({error.strerror}): choose another with {option}.")

"""Text written to a file that a person named: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from index.derived import replacing
from index.errors import BadInput


def check_target(file: Path, option: str) -> None:
    """Raise BadInput where `save` could not write the file, before the work is done whose result goes there."""
    try:
        target = file.resolve()
        if target.is_dir():
            raise _unwritable(file, "it is a folder", option)
        if target.exists() and not target.is_file():
            raise _unwritable(file, "it is no plain file", option)
        if not target.parent.is_dir():
            raise _unwritable(file, f"there is no folder {target.parent}", option)
        if not os.access(target.parent, os.W_OK):
            raise _unwritable(file, f"the folder {target.parent} is read-only", option)
    except (OSError, ValueError, RuntimeError) as error:  # too long, a NUL, links in a circle
        raise _unwritable(file, getattr(error, "strerror", None) or str(error), option) from error


def save(text: str, file: Path, option: str) -> None:
    """Write the text, as UTF-8, in the place of the file; a link stays a link. Raises BadInput naming the option."""
    check_target(file, option)
    try:
        with replacing(file.resolve()) as aside:
            aside.write_bytes(
                text.encode("utf-8", "replace")
            )  # half a letter must not keep the rest from being written
    except OSError as error:
        raise _unwritable(file, error.strerror or str(error), option) from error


def _unwritable(file: Path, why: str, option: str) -> BadInput:
    return BadInput(f"{str(file)[:200]} cannot be written ({why}): choose another with {option}.")

"""How the program ends: at once, with what took long to load still in memory."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_held: list[object] = []
_of_program = False


def program_begins() -> None:
    """Let `hold` hold: who calls a command from Python gets their memory back instead."""
    global _of_program
    _of_program = True


def hold(loaded: object) -> None:
    """Keep what is loaded until the program ends: to take models apart takes a tenth of a second, and frees nothing."""
    if _of_program:
        _held.append(loaded)


def leave(code: int) -> None:
    """End the program with this code: at once where something is held, once all that was said is written.

    Files and the library must be closed by then, as they are when a command has returned.
    """
    if _held:
        with suppress(OSError):  # nobody reads, or the disk is full: the usual end says so
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)

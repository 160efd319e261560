"""How the program ends: at once, with what took long to load still in memory."""

from __future__ import annotations

import os
import sys

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
    if not _held:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # `| head`: the reader has seen enough
        pass
    except OSError:
        code = code or 1
    os._exit(code)

"""How the program ends: `python -m pytest tests/assistant/cli/test_leaving.py`."""

from __future__ import annotations

import subprocess
import sys

import pytest

_BEGIN = "import atexit; from assistant.cli import leaving; atexit.register(print, 'taken apart'); "


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("leaving.program_begins(); leaving.hold(1); ", "told"),
        ("leaving.program_begins(); ", "told taken apart"),
        ("leaving.hold(1); ", "told taken apart"),
    ],
    ids=["held", "nothing held", "not the program"],
)
def test_the_program_leaves_at_once_where_it_holds_something_and_loses_no_word(held: str, said: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", f"{_BEGIN}{held}print('told'); leaving.leave(3)"], capture_output=True, text=True
    )
    assert (ran.stdout.split(), ran.stderr, ran.returncode) == (said.split(), "", 3)


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["ask"], 2), (["search", "x", "--library", "/dev/null"], 1)]
)
def test_the_exit_code_is_that_of_the_command(arguments: list[str], code: int) -> None:
    program = "from assistant.cli.app import program; program()"
    assert subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True).returncode == code

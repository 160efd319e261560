"""Fresh processes, timed as a person waits for them, and what a process holds in memory."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ResearchError

_STATUS = Path("/proc/self/status")  # of Linux
_WAIT = 300.0  # seconds for what should take a few
_PROGRAM = "from assistant.cli.app import program; program()"  # the command may lie off the path


def assistant(*arguments: str) -> list[str]:
    """Return the command line of our program."""
    return [sys.executable, "-c", _PROGRAM, *arguments]


def output(command: Sequence[str]) -> str:
    """Return what a process prints. Raises ResearchError with its last line where it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_WAIT, errors="replace")  # noqa: S603 our own
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ResearchError(f"A measured process did not end well ({error}): run the command again.") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise ResearchError(f"A measured process failed: {last}")
    return done.stdout


def process_seconds(command: Sequence[str]) -> float:
    """Return the seconds from the start of a process to its end. Raises as `output` does."""
    start = time.perf_counter()
    output(command)
    return time.perf_counter() - start


def import_seconds(statement: str) -> float:
    """Return the seconds that a fresh process takes for a statement, its own start not counted."""
    timed = f"import time; start = time.perf_counter(); {statement}; print(time.perf_counter() - start)"
    return float(output([sys.executable, "-c", timed]).split()[-1])


@contextmanager
def running(command: Sequence[str]) -> Any:
    """Give a process, which is then ended."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 our own
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def resident() -> int:
    """Return the bytes of memory that this process holds; their highest number where the system tells no other."""
    try:
        if held := re.search(r"^VmRSS:\s+(\d+) kB", _STATUS.read_text(encoding="utf-8"), re.MULTILINE):
            return int(held[1]) * 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

"""A process that is killed loses nothing it has reported: `python -m pytest tests/index/test_kill.py`."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.library import Library
from tests.fakes import FakeEncoder, numbered_papers

_ROOT = Path(__file__).parents[2]
_KILLS = 20
_LONGEST_LIFE_S = 0.25  # after the first report: dozens of transactions and several writings of derived files
_MANY = 100_000  # papers: more than a life is long enough for


def killed(library: Path, start: int, life: float, *, from_birth: bool) -> int:
    """Kill a process in the middle of adding papers and return how many it had reported."""
    command = [sys.executable, "-m", "tests.adding", str(library), str(start), str(_MANY)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=_ROOT, text=True, **pipes) as child:
        reported = "" if from_birth else child.stdout.readline()
        time.sleep(life)
        child.kill()
        rest, trouble = child.communicate()
    assert child.returncode == -9, trouble
    lines = (reported + rest).splitlines(keepends=True)
    return max((int(line) for line in lines if line.endswith("\n")), default=0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_moment_nothing_reported_is_lost(tmp_path: Path) -> None:
    rng = random.Random(20310405)
    path = tmp_path / "library"
    stored: set[str] = set()
    reported = 0
    for kill in range(_KILLS):
        start = len(stored)
        from_birth = kill % 6 == 0  # some while the library is opened, the first while it is made
        reported_now = killed(path, start, rng.uniform(0, _LONGEST_LIFE_S) + 0.2 * from_birth, from_birth=from_birth)
        reported += reported_now
        with Library.open(path, FakeEncoder()) as library:
            kept = {paper.id for paper in library.papers()}
            assert stored | {paper.id for paper in numbered_papers(reported_now, start)} <= kept
            assert library.verify() == []
            (after,) = numbered_papers(1, start=len(kept))
            assert library.add([after]).added == 1
            assert any(hit.paper.id == after.id for hit in library.search(after.title, 20))
            stored = kept | {after.id}
    assert reported > 10 * _KILLS
    left = [file.name for file in path.iterdir() if file.suffix == ".new"]
    assert len(left) <= _KILLS

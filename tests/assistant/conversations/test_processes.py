"""Several processes, and killed ones: `python -m pytest tests/assistant/conversations/test_processes.py`."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.conversations import Shelf
from assistant.conversations.file import ConversationFile
from tests.fakes import invented_papers
from tests.turns import whole_turn

_ROOT = Path(__file__).parents[3]
_PIPES = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": _ROOT}
_KILLS = 6
_EACH = 25
_WRITERS = 3


def talking(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "tests.talking", str(file), name, str(count)], **_PIPES)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_moment_no_turn_that_was_told_is_lost(tmp_path: Path) -> None:
    rng = random.Random(20310405)
    shelf = Shelf(tmp_path)
    path = shelf.folder / "0123456789ab.conversation"
    told: list[str] = []
    for kill in range(_KILLS):
        child = talking(path, f"life {kill}", 100_000)
        first = child.stdout.readline() if kill else ""
        time.sleep(rng.uniform(0, 0.3) + (0 if kill else 0.8))
        child.kill()
        rest, _ = child.communicate()
        assert child.returncode == -9
        told += [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
        if path.exists() and path.stat().st_size:
            stored = [turn.question for turn in ConversationFile(path).turns()]
            assert {line.strip() for line in told} <= set(stored) and len(set(stored)) == len(stored)
            assert shelf.listing().troubles == ()
    assert len(told) > _KILLS


@pytest.mark.slow
def test_several_processes_in_one_conversation_lose_and_mix_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    conversation = shelf.begin("Talk")
    conversation.add(whole_turn("first", invented_papers()[0]))
    path = conversation.file.path
    children = [talking(path, f"writer{n}", _EACH) for n in range(_WRITERS)]
    for child in children:
        _, trouble = child.communicate()
        assert child.returncode == 0, trouble
    said = [turn.question for turn in conversation.file.turns()]
    assert len(said) == 1 + _WRITERS * _EACH
    for n in range(_WRITERS):
        assert [one for one in said if one.startswith(f"writer{n} ")] == [f"writer{n} {k}" for k in range(_EACH)]


def test_two_windows_each_go_on_from_what_they_saw_until_they_look_again(tmp_path: Path) -> None:
    quilt, loom, tadpole, *_ = invented_papers()
    shelf = Shelf(tmp_path)
    shelf.begin("Talk").add(whole_turn("a", quilt))
    one, other = shelf.open("Talk"), shelf.open("Talk")
    one.add(whole_turn("b", loom))
    other.add(whole_turn("c", tadpole))
    assert one.shown() == [loom] and other.known() == [quilt, tadpole]
    one.refresh()
    assert [turn.question for turn in one.turns] == ["a", "b", "c"] and one.shown() == [tadpole]

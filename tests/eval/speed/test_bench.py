"""Who takes part, which groups, in processes of their own; and the command."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from eval.speed import bench, process
from eval.speed.figure import OURS, Figure
from eval.speed.peers import LLAMAINDEX, PACKAGES, TXTAI
from eval.speed.sides import Process
from index.errors import ResearchError
from tests.assistant.cli.conftest import Run, filled, records, run
from tests.eval.speed.sides import FakeSide, setting

__all__ = ["filled", "records", "run"]


def test_groups_come_in_their_order_and_all_where_none_is_named() -> None:
    assert bench.groups(["storing", "limits"]) == ("limits", "storing")
    assert bench.groups([]) == bench.NAMES


def test_sizes_are_sorted_and_the_usual_ones_where_none_are_named() -> None:
    assert bench.sizes(["500", "20", "500"], quick=False) == (20, 500)
    assert bench.sizes([], quick=False) == bench.SIZES
    assert bench.sizes([], quick=True) == bench.QUICK_SIZES


def test_a_peer_that_is_not_installed_is_told_in_one_line_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "GROUPS", {"embedding": lambda setting: [Figure("documents", "1/s", 1.0)]})
    report = bench.run(setting(tmp_path, {OURS: FakeSide()}), ("embedding",), {"command": "assistant eval speed"})
    for peer in (LLAMAINDEX, TXTAI):
        assert any(note.startswith(f"{peer} is left out") and "pip install" in note for note in report.notes)
    assert report.environment == {"command": "assistant eval speed"}


def test_a_peer_counts_as_installed_when_all_its_packages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGES, TXTAI, ("numpy", "no-such-package-at-all"))
    monkeypatch.setitem(PACKAGES, LLAMAINDEX, ("numpy",))
    assert bench.installed() == (LLAMAINDEX,)


def test_limits_come_first_and_reach_the_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = bench.limits.Limits(1e9, 2e9, 3e9)
    monkeypatch.setattr(bench.limits, "measured", lambda quick: limits)
    seen = []
    monkeypatch.setattr(bench, "GROUPS", {"embedding": lambda setting: seen.append(setting.limits) or []})
    report = bench.run(setting(tmp_path, {OURS: FakeSide()}), ("limits", "embedding"), {})
    assert seen == [limits]
    assert [figure.ours for figure in report.figures] == [1.0, 2.0, 3.0]


def test_an_object_lives_in_a_process_of_its_own_and_its_errors_come_back() -> None:
    with Process("A counter", Counter, "aab") as counter:
        assert counter("most_common", 1) == [("a", 2)]
        with pytest.raises(ResearchError, match="A counter failed: "):
            counter("pop", "z")


def test_a_process_is_timed_and_its_failure_told_by_its_last_line() -> None:
    assert process.process_seconds([sys.executable, "-S", "-c", "pass"]) > 0
    with pytest.raises(ResearchError, match=r"A measured process failed: ValueError: no$"):
        process.output([sys.executable, "-S", "-c", "raise ValueError('no')"])


def test_a_process_knows_what_memory_it_holds() -> None:
    assert process.resident() > 1_000_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "flying"], "There is no group 'flying'"),
        (["--sizes", "many"], "--sizes has 'many'"),
        (["--sizes", "0"], "--sizes has '0'"),
        (["--repeat", "0"], "--repeat"),
        (["--papers", "nowhere.bib", "--only", "limits"], "nowhere.bib"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_options_are_told_in_a_line(run: Run, filled: str, arguments: list[str], said: str) -> None:
    ended = run("eval", "speed", "--library", filled, *arguments)
    assert ended.code == 2
    assert said in ended.err and "Traceback" not in ended.err


def test_the_command_writes_table_json_and_plot(
    run: Run, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "GROUPS", {"embedding": lambda setting: [Figure("documents", "1/s", 42.0)]})
    monkeypatch.setattr(bench, "weights_in_use", lambda converted: setting(tmp_path, {}).weights)
    files = [str(tmp_path / name) for name in ("speed.json", "speed.svg")]
    only = ["--only", "embedding", "--library", filled]
    ended = run("eval", "speed", *only, "--quick", "--json", files[0], "--plot", files[1])
    assert ended.code == 0, ended.err
    assert "42 /s" in ended.out
    assert '"documents"' in Path(files[0]).read_text() and Path(files[1]).read_text().startswith("<svg")

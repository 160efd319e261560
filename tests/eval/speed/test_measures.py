"""Each group of figures, by sides that take as long as they are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.speed import answering, embedding, searching, starting, storing
from eval.speed.figure import OURS, Figure
from eval.speed.interleaved import interleaved
from eval.speed.limits import Limits, operations
from eval.speed.peers import LLAMAINDEX, TXTAI
from eval.speed.setting import Weights
from eval.speed.times import Streamed, streamed
from index.paper import Paper
from tests.eval.speed.sides import FakeSide, answer, in_turn, setting


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_sides_take_turns_with_a_rest_before_each() -> None:
    order: list[str] = []
    runs = {name: (lambda name=name: order.append(name)) for name in ("ours", "theirs")}
    interleaved(runs, 2, lambda: order.append("-"))
    assert order == ["-", "ours", "-", "theirs"] * 2


def test_the_first_piece_and_the_end_of_a_text_are_timed() -> None:
    ticks = iter([10.0, 11.0, 14.0])
    found = streamed(lambda: ["", "Loom", "Net"], lambda: next(ticks))
    assert found == Streamed("Loom", "LoomNet", 1.0, 4.0)
    assert found.after_first_s == 3.0


def test_a_text_without_a_piece_has_no_first() -> None:
    ticks = iter([10.0, 12.0])
    assert streamed(lambda: [], lambda: next(ticks)) == Streamed("", "", None, 2.0)


def test_documents_a_second_are_those_of_the_median_run(tmp_path: Path) -> None:
    ours = FakeSide(embed=in_turn([0.5, 9.0, 1.0]), embed_for_library=4.0)
    theirs = FakeSide(embed=in_turn([3.0, 3.0, 6.0]))
    whole, parts = embedding.measure(setting(tmp_path, {OURS: ours, LLAMAINDEX: theirs}))
    assert (whole.ours, whole.theirs, whole.met) == (12.0, {LLAMAINDEX: 4.0}, True)
    assert parts.ours == 3.0
    assert ours.calls[0][1] == theirs.calls[0][1], "the same texts"
    assert ours.closed and theirs.closed


def test_each_question_is_asked_once_and_medians_are_over_questions(tmp_path: Path) -> None:
    answers = [answer(0.4, first_s=0.1, quotes_s=0.02), answer(0.6, first_s=0.3, quotes_s=0.04)]
    ours = FakeSide(answer=in_turn(answers), writes=False)
    found = by_name(answering.measure(setting(tmp_path, {OURS: ours})))
    assert [call[1] for call in ours.calls if call[0] == "answer"][1:] == ["What is LoomNet?", "Who won?"]
    assert found["quotes on screen"].ours == pytest.approx(0.03)
    assert found["first word of an answer"].ours == pytest.approx(0.2)
    assert found["whole answer"].ours == pytest.approx(0.5) and found["whole answer"].met
    assert found["whole answer, slowest"].ours == 0.6


def test_without_a_word_written_there_is_no_first_word(tmp_path: Path) -> None:
    ours = FakeSide(answer=answer(0.1, quotes_s=0.05), writes=False)
    assert "first word of an answer" not in by_name(answering.measure(setting(tmp_path, {OURS: ours})))


def test_tokens_a_second_leave_out_the_first_piece_and_its_time(tmp_path: Path) -> None:
    text = Streamed("Loom", "LoomNet weaves.", 1.0, 3.0)  # 15 letters, 4 of them at once
    ours = FakeSide(answer=answer(0.1, quotes_s=0.05), writes=True, write=text, tokens=lambda text: len(text) + 9)
    weights = Weights(tmp_path, 256, language_bytes=100)
    limits = Limits(1100.0, 1.0, 1.0)
    found = by_name(answering.measure(setting(tmp_path, {OURS: ours}, weights=weights, limits=limits)))
    assert found["tokens written a second"].ours == 5.5
    assert found["tokens written a second"].share(OURS) == 0.5


def test_searches_of_all_runs_give_median_percentile_memory_and_recall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = FakeSide(search=[0.01, 0.03], resident=200e6, recall=0.99)
    theirs = FakeSide(search=[0.1, 0.1], resident=500e6)
    monkeypatch.setattr(searching, "maker", lambda _: FakeMaker(tmp_path))
    sides = {OURS: ours, TXTAI: theirs}
    found = searching.measure(setting(tmp_path, sides, sizes=(30, 100_000)))
    first = by_name(found)
    assert first["search, 30 papers"].ours == pytest.approx(0.02)
    assert first["search, 30 papers"].theirs == {TXTAI: 0.1}
    assert first["search, 99th percentile, 30 papers"].ours == pytest.approx(0.03)
    assert first["memory after searching, 30 papers"].ours == 200
    assert first["recall@10 of the dense index, 30 papers"].ours == 0.99
    assert not first["search, 100,000 papers"].theirs, "the peers stop before"
    methods = [call[0] for call in ours.calls]
    assert methods.index("resident") < methods.index("recall")


def test_what_is_added_is_new_each_time_and_the_kept_library_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = FakeMaker(tmp_path)
    monkeypatch.setattr(storing, "maker", lambda _: made)
    added: list[str] = []

    def ran(command: list[str]) -> float:
        added.append(Path(command[command.index("add") + 1]).read_text())
        return 2.0

    monkeypatch.setattr(storing, "process_seconds", ran)
    disk, adding = storing.measure(setting(tmp_path, {}, repeat=2))
    assert disk.ours == pytest.approx(0.1)
    assert adding.ours == 2.0 and adding.target is None
    assert [json.loads(text.splitlines()[0])["id"] for text in added] == ["made:30", "made:40"]
    assert made.folder.exists() and not made.copied.exists()


def test_processes_are_started_once_before_and_then_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(starting, "process_seconds", lambda command: (started.append(command), 1.5)[1])
    monkeypatch.setattr(starting, "import_seconds", lambda statement: 0.5)
    monkeypatch.setattr(starting, "page_seconds", lambda library: 4.0)
    found = by_name(starting.measure(setting(tmp_path, {OURS: FakeSide()}, repeat=2)))
    assert {name: figure.ours for name, figure in found.items()} == {
        "cold answer": 1.5, "import": 0.5, "assistant --help": 1.5, "chat page answers": 4.0,
    }  # fmt: skip
    assert [command[3] for command in started] == ["ask"] * 3 + ["--help"] * 3


def test_operations_are_those_of_the_products_and_of_attention() -> None:
    config = {"hidden_size": 2, "num_hidden_layers": 3, "intermediate_size": 5}
    assert operations(config, [10]) == 3 * (10 * 2 * (4 * 4 + 2 * 2 * 5) + 4 * 100 * 2)


class FakeMaker:
    """Has a folder of three kilobytes and papers that are numbers."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.copied = tmp_path / "made", tmp_path / "copied"
        self.folder.mkdir()
        (self.folder / "papers.db").write_bytes(b"x" * 3000)

    def library(self, size: int, progress: object) -> Path:
        return self.folder

    def copy(self, library: Path) -> Path:
        self.copied.mkdir()
        return self.copied

    def papers(self, start: int, count: int) -> list[Paper]:
        return [Paper(f"made:{n}", f"Title {n}") for n in range(start, start + count)]

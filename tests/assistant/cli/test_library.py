"""`assistant library`: papers in and out, whatever the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.cli.conftest import Run


def test_adding_twice_changes_nothing(run: Run, records: Path, filled: str) -> None:
    ended = run("library", "add", str(records), "--library", filled)
    assert ended.out.startswith("0 added, 0 updated, 12 unchanged, 0 rejected: 12 papers")


def test_good_records_of_a_half_broken_file_are_added_and_bad_ones_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "half.jsonl"
    file.write_text('{"title": "Zebras", "abstract": "They run."}\n{"title": broken\n{"abstract": "no title"}\n')
    ended = run("library", "add", str(file), "--library", str(tmp_path / "lib"))
    assert ended.code == 0
    assert ended.out.startswith("1 added, 0 updated, 0 unchanged, 2 rejected")
    assert "half.jsonl, line 2" in ended.err
    assert "half.jsonl, line 3" in ended.err


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\x00\x01\x02\x7fELF" * 50, b"what is this?\n"],
    ids=["missing", "empty", "binary", "unknown"],
)
def test_a_file_that_gives_no_papers_is_one_line_and_code_2(run: Run, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "odd.bin"
    if content is not None:
        file.write_bytes(content)
    ended = run("library", "add", str(file), "--library", str(tmp_path / "lib"))
    assert ended.code == 2
    assert "odd.bin" in ended.err
    assert "Traceback" not in ended.err


def test_a_bad_file_among_good_ones_does_not_stop_the_others(run: Run, records: Path, tmp_path: Path) -> None:
    ended = run("library", "add", str(tmp_path / "none.bib"), str(records), "--library", str(tmp_path / "lib"))
    assert ended.code == 2
    assert ended.out.startswith("12 added")


def test_list_show_remove_and_info(run: Run, filled: str) -> None:
    listed = run("library", "list", "--library", filled, "--author", "fisk").out
    assert listed.startswith("arxiv:3103.00003  Tadpole")
    assert len(listed.splitlines()) == 1
    assert "52.3 AP" in run("library", "show", "arxiv:3103.00003", "--library", filled).out
    assert run("library", "remove", "arxiv:3103.00003", "--library", filled).out.startswith("1 removed: 11 papers")
    assert run("library", "show", "arxiv:3103.00003", "--library", filled).code == 2
    assert run("library", "remove", "arxiv:3103.00003", "--library", filled).code == 2
    assert "papers       11" in run("library", "info", "--library", filled).out


def test_what_is_exported_comes_back_the_same(run: Run, filled: str, tmp_path: Path) -> None:
    out, again = tmp_path / "out.jsonl", str(tmp_path / "again")
    assert run("library", "export", str(out), "--library", filled).code == 0
    run("library", "add", str(out), "--library", again)
    fingerprints = {
        run("library", "info", "--library", path).out.split("fingerprint")[1].split()[0] for path in (filled, again)
    }
    assert len(fingerprints) == 1
    assert len([json.loads(line) for line in out.read_text().splitlines()]) == 12


def test_verify_and_rebuild(run: Run, filled: str) -> None:
    assert run("library", "verify", "--library", filled).out == "12 papers, all sound\n"
    assert run("library", "rebuild", "--library", filled).out.startswith("12 papers embedded by fake")


def test_a_library_path_that_is_a_file_is_refused(run: Run, records: Path) -> None:
    ended = run("library", "add", str(records), "--library", str(records))
    assert ended.code == 1
    assert "is a file" in ended.err


def test_a_damaged_database_is_named_and_left_alone(run: Run, filled: str) -> None:
    file = Path(filled) / "papers.db"
    for part in Path(filled).glob("papers.db-*"):
        part.unlink()
    file.write_bytes(b"not a database at all" * 400)
    before = file.read_bytes()
    ended = run("library", "info", "--library", filled)
    assert ended.code == 1
    assert "papers.db is damaged" in ended.err
    assert file.read_bytes() == before


def test_an_id_that_is_no_text_is_no_paper(run: Run, filled: str) -> None:
    for command in ("show", "remove"):
        ended = run("library", command, "x\udcff", "--library", filled)
        assert ended.code == 2 and "No paper x" in ended.err

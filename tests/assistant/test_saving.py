"""Files that a person named: `python -m pytest tests/assistant/test_saving.py`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.saving import check_target, save
from index.errors import BadInput


def test_a_file_is_written_in_the_place_of_an_older_one_also_through_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text("old")
    link.symlink_to(file)
    save("new ü", link, "--export")
    assert file.read_text(encoding="utf-8") == "new ü" and link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def _targets(folder: Path) -> dict[str, Path]:
    (folder / "link").symlink_to(folder / "link")
    os.mkfifo(folder / "pipe")
    return {
        "a folder": folder,
        "a device": Path("/dev/null"),
        "a pipe": folder / "pipe",
        "no folder": folder / "none" / "a.txt",
        "a file as folder": Path(__file__) / "a.txt",
        "too long": folder / ("x" * 300),
        "a NUL": folder / "a\0b",
        "links in a circle": folder / "link",
    }


@pytest.mark.parametrize(
    "kind",
    ["a folder", "a device", "a pipe", "no folder", "a file as folder", "too long", "a NUL", "links in a circle"],
)
def test_what_cannot_be_written_is_told_in_one_line_that_names_the_option(tmp_path: Path, kind: str) -> None:
    file = _targets(tmp_path)[kind]
    for refused in (lambda: check_target(file, "--export"), lambda: save("x", file, "--export")):
        with pytest.raises(BadInput, match=r"cannot be written \(.+\): choose another with --export") as error:
            refused()
        assert "\n" not in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told_before_the_work(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(BadInput, match="read-only"):
            check_target(tmp_path / "a.txt", "--record")
    finally:
        tmp_path.chmod(0o700)

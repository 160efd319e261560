"""The text export of a "Daily Papers" page: `python -m pytest tests/index/readers/test_daily_papers.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UnreadableSource
from index.paper import Paper
from index.readers import Rejected, read

HEADER = ["new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers"]
HEADER += ["by AK and the research community"]
FIRST = "We build a small net from blocks that anyone can draw. " * 8 + r"It gains 1.5sim3.0 points, \ie a lot."
SECOND = (
    "We ask whether small nets suffice for the tasks at hand. " * 8 + "Code is at https://github.com/ash/small-net."
)
PAPERS = ["Small Nets: A Start", FIRST, "70 years of nets? A look back at Transformers/ Convolutions/ or ....", SECOND]


def _save(folder: Path, lines: list[str], newline: str = "\n", gap: int = 2, end: str = "") -> Path:
    path = folder / "page"
    path.write_bytes(((newline * gap).join(lines) + end).encode())
    return path


def _titles(path: Path) -> list[str]:
    return [record.title for record in read(path) if isinstance(record, Paper)]


@pytest.mark.parametrize(
    ("lines", "newline", "gap", "end"),
    [
        (HEADER + PAPERS, "\n", 2, ""),
        (HEADER + PAPERS, "\r\n", 2, "\r\n"),
        (HEADER + PAPERS, "\n", 4, "\n\n\n"),
        (HEADER + PAPERS, "\n", 1, ""),
        (PAPERS, "\n", 2, ""),
        (HEADER[3:] + PAPERS, "\n", 2, ""),
        (HEADER + PAPERS + ["Previous", "Next", "Company", "© Hugging Face"], "\n", 2, "\n"),
    ],
    ids=["as exported", "crlf", "extra blank lines", "no blank lines", "no header", "half a header", "footer"],
)
def test_each_title_is_read_with_its_abstract(
    tmp_path: Path, lines: list[str], newline: str, gap: int, end: str
) -> None:
    records = list(read(_save(tmp_path, lines, newline, gap, end)))
    assert [record.title for record in records if isinstance(record, Paper)] == [PAPERS[0], PAPERS[2]]
    assert len(records) == 2


def test_abstracts_are_cleaned_and_lend_their_repository(tmp_path: Path) -> None:
    first, second = read(_save(tmp_path, HEADER + PAPERS))
    assert isinstance(first, Paper) and isinstance(second, Paper)
    assert first.abstract.endswith("It gains 1.5–3.0 points, i.e. a lot.")
    assert second.code_url == "https://github.com/ash/small-net"
    assert first.source == "page" and first.id.startswith("title:")


def test_a_title_without_abstract_is_rejected_with_its_line(tmp_path: Path) -> None:
    records = list(read(_save(tmp_path, [*HEADER, "A Lonely Title", *PAPERS])))
    assert records[0] == Rejected("page", 11, "no abstract follows 'A Lonely Title'")
    assert len(records) == 3


def test_a_short_abstract_and_one_of_two_paragraphs_are_abstracts(tmp_path: Path) -> None:
    short = "A note on nets, short as notes are, that still says what it does and where it ends: in one sentence only."
    path = _save(tmp_path, [*HEADER, "A Note", short, "Small Nets", FIRST, SECOND])
    assert _titles(path) == ["A Note", "Small Nets"]
    assert [len(record.abstract) for record in read(path) if isinstance(record, Paper)][1] > len(SECOND) + 300


def test_prose_is_not_taken_for_the_page(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no format"):
        read(_save(tmp_path, ["A readme about things.", "It goes on for a while.", FIRST]))

"""RIS: `python -m pytest tests/index/readers/test_ris.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.paper import Paper
from index.readers import Rejected, read, ris


def _read(folder: Path, text: str) -> list[Paper | Rejected]:
    path = folder / "refs"
    path.write_text(text)
    return list(read(path))


FULL = """TY  - JOUR
TI  - Small Nets
AU  - Ash, Kim
AU  - Lee, Jo, Jr.
AB  - We draw nets.
And go on.
PY  - 2021/03/01/
JO  - J. Nets
DO  - 10.1145/12.34
UR  - https://example.org/n
ER  -\x20
"""
OTHER_TAGS = """
TY  - CONF
T1  - Small Nets
A1  - Ash, Kim
A1  - Lee, Jo, Jr.
N2  - We draw nets. And go on.
Y1  - 2021
T2  - J. Nets
DO  - 10.1145/12.34
UR  - https://example.org/n
ER  -
"""


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        OTHER_TAGS,
        FULL.replace("\n", "\r\n"),
        FULL.replace("  - ", " - "),
        "Provider: Nets\nContent: text\n\n" + FULL,
    ],
    ids=["usual tags", "other tags", "crlf", "one blank", "preamble"],
)
def test_a_reference_is_read(tmp_path: Path, text: str) -> None:
    (paper,) = _read(tmp_path, text)
    assert isinstance(paper, Paper)
    assert (paper.id, paper.title, paper.abstract) == ("doi:10.1145/12.34", "Small Nets", "We draw nets. And go on.")
    assert (paper.authors, paper.year, paper.venue) == (("Kim Ash", "Jo Lee Jr."), 2021, "J. Nets")
    assert paper.url == "https://example.org/n"


def test_a_reference_without_title_is_rejected_with_its_line(tmp_path: Path) -> None:
    records = _read(tmp_path, FULL + "\nTY  - JOUR\nPY  - 2020\nER  - \n" + FULL)
    assert [type(record) for record in records] == [Paper, Rejected, Paper]
    assert records[1] == Rejected("refs", 13, "it has no title")


def test_a_lost_end_costs_no_reference(tmp_path: Path) -> None:
    records = _read(tmp_path, "TY  - JOUR\nTI  - First\nTY  - JOUR\nTI  - Second\n")
    assert [record.title for record in records if isinstance(record, Paper)] == ["First", "Second"]


def test_what_stands_between_references_is_ignored(tmp_path: Path) -> None:
    assert len(_read(tmp_path, FULL + "AB  - stray\nwords\n" + FULL)) == 2


def test_a_reference_that_never_ends_is_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ris, "LONGEST", 100)
    (paper,) = _read(tmp_path, "TY  - JOUR\nTI  - First\n" + "KW  - word\n" * 500 + "AB  - late\nER  - ")
    assert isinstance(paper, Paper) and paper.abstract == ""

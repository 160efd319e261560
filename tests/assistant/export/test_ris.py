"""RIS of papers: `python -m pytest tests/assistant/export/test_ris.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.export.ris import ris
from index.paper import Paper
from index.readers import Rejected, read
from tests.assistant.export.made import AUTHORS, TITLES


def _back(folder: Path, *papers: Paper) -> list[Paper | Rejected]:
    file = folder / "cited.ris"
    file.write_bytes(ris(papers).encode("utf-8", "replace"))
    return list(read(file))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("identifier", ["arxiv:2201.03545", "doi:10.1145/12_34.(5)"], ids=["arxiv", "doi"])
def test_a_paper_comes_back_as_it_was(tmp_path: Path, title: str, identifier: str) -> None:
    paper = Paper(identifier, title, "", AUTHORS, 2022, title, "https://example.org/a_b%20c?d=1&e#f", "", "cited.ris")
    assert _back(tmp_path, paper) == [paper]


def test_a_title_of_several_lines_stays_one_reference(tmp_path: Path) -> None:
    paper = Paper("title:a", "Nets\nER  - \nTY  - JOUR\nTI  - Others", authors=("A\nB",))
    (back,) = _back(tmp_path, paper)
    assert isinstance(back, Paper) and back.title == "Nets ER - TY - JOUR TI - Others" and back.authors == ("A B",)


def test_references_follow_each_other_with_nothing_between(papers: list[Paper]) -> None:
    lines = ris(papers).splitlines()
    assert lines[0] == "TY  - JOUR" and lines[-1].rstrip() == "ER  -"
    assert all(not line or line[2:6] == "  - " for line in lines)
    assert sum(line.startswith("TY") for line in lines) == len(papers)


def test_names_are_family_first_with_the_suffix_last() -> None:
    text = ris([Paper("title:a", "Nets", authors=("Ludwig van Beethoven Jr.", "Plato"))])
    assert "AU  - van Beethoven, Ludwig, Jr.\nAU  - Plato\n" in text


def test_what_is_not_known_is_not_written() -> None:
    assert [line[:2] for line in ris([Paper("title:a", "Nets")]).splitlines() if line] == ["TY", "TI", "ER"]


def test_no_papers_are_no_references() -> None:
    assert ris([]).strip() == ""

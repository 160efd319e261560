"""BibTeX of papers: `python -m pytest tests/assistant/export/test_bibtex.py`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.export.bibtex import bibtex
from index.paper import Paper
from index.readers import Rejected, read
from tests.assistant.export.made import AUTHORS, TITLES


def _back(folder: Path, *papers: Paper) -> list[Paper | Rejected]:
    file = folder / "cited.bib"
    file.write_bytes(bibtex(papers).encode("utf-8", "replace"))
    return list(read(file))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("identifier", ["arxiv:2201.03545", "doi:10.1145/12_34.(5)"], ids=["arxiv", "doi"])
def test_a_paper_comes_back_as_it_was(tmp_path: Path, title: str, identifier: str) -> None:
    paper = Paper(identifier, title, "", AUTHORS, 2022, title, "https://example.org/a_b%20c?d=1&e#f", "", "cited.bib")
    assert _back(tmp_path, paper) == [paper]


def test_a_title_of_several_lines_comes_back_on_one(tmp_path: Path) -> None:
    paper = Paper("title:a", "Nets\n@misc{x,\n  y = {z}\x00\u2028\ud800}", authors=("A\nB",))
    (back,) = _back(tmp_path, paper)
    assert isinstance(back, Paper) and back.title == "Nets @misc{x, y = {z} }" and back.authors == ("A B",)


def test_braces_are_even_for_programs_that_count_them_all() -> None:
    text = bibtex([Paper("title:a", title, "", (title,), None, title) for title in TITLES.values()])
    assert text.count("{") == text.count("}") and not re.search(r"\\[{}]", text)


def test_keys_differ_and_say_whose_paper_it_is(papers: list[Paper]) -> None:
    again = [Paper("title:a", "Of the Nets!", authors=("Jo Müller",), year=2020)] * 3
    keys = re.findall(r"^@\w+\{([^,]+),", bibtex([*again, *papers, Paper("title:b", "中文")]), re.MULTILINE)
    assert keys[:3] == ["muller2020nets", "muller2020nets-2", "muller2020nets-3"]
    assert keys[-1] == "paper" and len(set(keys)) == len(keys) == len(papers) + 4


def test_what_is_not_known_is_not_written() -> None:
    assert bibtex([Paper("title:a", "Nets")]) == "@misc{nets,\n\ttitle = {{Nets}}\n}\n"


def test_an_address_that_is_none_and_an_id_that_would_break_the_entry_are_left_out() -> None:
    text = bibtex([Paper("doi:10.1145/a}b", "Nets", url="javascript:alert(1)"), Paper("arxiv:}", "Nets")])
    assert "url" not in text and "doi" not in text and "eprint" not in text


def test_no_papers_are_no_entries() -> None:
    assert bibtex([]) == ""

"""Exports in files: `python -m pytest tests/assistant/export/test_file.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.export.file import FORMATS, cited, write
from index.errors import BadInput
from index.paper import Paper
from tests.assistant.export.made import answer

NETS, BOLTS = Paper("title:a", "Nets", "They are small."), Paper("title:b", "Bolts", "They are short.")
TURNS = [answer("One?", NETS), answer("Two?", BOLTS, NETS)]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_suffix_says_the_format(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"told{suffix.upper()}"
    write(TURNS, file)
    assert file.read_text(encoding="utf-8") == FORMATS[suffix](TURNS)
    assert "Nets" in file.read_text() and list(tmp_path.iterdir()) == [file]


def test_json_holds_every_answer_in_the_form_of_the_contract() -> None:
    assert [one["question"] for one in json.loads(FORMATS[".json"](TURNS))] == ["One?", "Two?"]


def test_papers_are_those_cited_as_first_cited_each_once() -> None:
    assert cited(TURNS) == [NETS, BOLTS]
    assert FORMATS[".bib"](TURNS).count("@misc{") == FORMATS[".ris"](TURNS).count("TY  - ") == 2


@pytest.mark.parametrize("name", ["told.docx", "told", ".bib"])
def test_another_suffix_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"let its name end in one of \.md, \.bib, \.ris, \.json"):
        write(TURNS, tmp_path / name)


def test_a_half_letter_does_not_keep_the_rest_from_being_written(tmp_path: Path) -> None:
    for suffix in FORMATS:
        write([answer("What \ud800 is it?", Paper("title:a", "N\ud800", "It \udc00 is."))], tmp_path / f"a{suffix}")

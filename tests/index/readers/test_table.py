"""CSV and its kin: `python -m pytest tests/index/readers/test_table.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UnreadableSource
from index.paper import Paper
from index.readers import Rejected, read


def _read(folder: Path, text: str) -> list[Paper | Rejected]:
    path = folder / "table"
    path.write_text(text)
    return list(read(path))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_in_the_header(tmp_path: Path, separator: str) -> None:
    rows = [["Title", "ABSTRACT", "publication_year"], ["Small Nets", '"One, two; three | four\tfive."', "2024"]]
    (paper,) = _read(tmp_path, "\n".join(separator.join(row) for row in rows))
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract, paper.year) == ("Small Nets", "One, two; three | four five.", 2024)


ZOTERO = """"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date"
"AB12","journalArticle","2021","Ash, Kim; Lee, Jo","Small Nets","J. Nets","10.1145/12.34","https://e.org/n","Text.","2021-03"
"""
SCOPUS = """\ufeff"Authors","Author full names","Title","Year","Source title","DOI","Link","Abstract"
"Ash K.; Lee J.B.","Ash, Kim (571); Lee, Jo B. (572)","Small Nets","2021","J. Nets","10.1145/12.34","https://e.org/n","Text."
"""
WEB_OF_SCIENCE = (
    "PT\tAU\tAF\tTI\tSO\tAB\tPY\tDI\nJ\tAsh, K\tAsh, Kim; Lee, Jo\tSmall Nets\tJ. Nets\tText.\t2021\t10.1145/12.34\n"
)
EXCEL = """sep=;
Article Title;Authors;Journal;Summary;Year;DOI
Small Nets;Kim Ash and Jo Lee;J. Nets;Text.;2021;10.1145/12.34
"""


@pytest.mark.parametrize("text", [ZOTERO, SCOPUS, WEB_OF_SCIENCE, EXCEL], ids=["zotero", "scopus", "wos", "excel"])
def test_the_exports_of_the_usual_programs_are_read(tmp_path: Path, text: str) -> None:
    (paper,) = _read(tmp_path, text)
    assert isinstance(paper, Paper)
    assert (paper.id, paper.title, paper.abstract, paper.year) == ("doi:10.1145/12.34", "Small Nets", "Text.", 2021)
    assert (paper.venue, paper.authors[0].split()[-1], len(paper.authors)) == ("J. Nets", "Ash", 2)


def test_a_field_may_run_over_lines_and_rejections_name_the_first(tmp_path: Path) -> None:
    text = 'title,abstract,year\n"Small\nNets","Two\n""quoted"" lines.",2024\n,no title,2024\n'
    paper, rejected = _read(tmp_path, text)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract) == ("Small Nets", 'Two "quoted" lines.')
    assert rejected == Rejected("table", 5, "it has no title")


def test_rows_that_do_not_fit_the_header_are_rejected(tmp_path: Path) -> None:
    records = _read(tmp_path, 'title,abstract,year\nA,b,2020,too,much\nShort One\n"Open,quote\nB,c,2021\n')
    assert records[0] == Rejected("table", 2, "it has 5 columns where the header has 3")
    assert isinstance(records[1], Paper) and records[1].title == "Short One"
    assert (
        isinstance(records[2], Rejected) and records[2].line == 4 and "a quote may not be closed" in records[2].reason
    )


def test_reading_goes_on_behind_a_quote_that_swallowed_a_megabyte(tmp_path: Path) -> None:
    filler = "".join(f"Paper {i},{'word ' * 50},2020\n" for i in range(5000))
    records = _read(tmp_path, 'title,abstract,year\nA,"b,2020\n' + filler)
    assert isinstance(records[0], Rejected) and "field larger than field limit" in records[0].reason
    assert sum(isinstance(record, Paper) for record in records) > 500


def test_ids_are_kept_but_for_row_numbers(tmp_path: Path) -> None:
    records = _read(tmp_path, "id,title\n1,First Net\narxiv:2201.03545,Second Net\nash2024,Third Net\n")
    ids = [record.id for record in records if isinstance(record, Paper)]
    assert ids[0].startswith("title:") and ids[1:] == ["arxiv:2201.03545", "ash2024"]


def test_a_table_without_a_title_column_is_not_understood(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no format"):
        _read(tmp_path, "name,price\nnet,5\n")

"""BibTeX: `python -m pytest tests/index/readers/test_bibtex.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.paper import Paper
from index.readers import Rejected, bibtex, read


def _read(folder: Path, text: str) -> list[Paper | Rejected]:
    path = folder / "refs.bib"
    path.write_text(text)
    return list(read(path))


def _one(folder: Path, text: str) -> Paper:
    (paper,) = _read(folder, text)
    assert isinstance(paper, Paper)
    return paper


def test_an_entry_is_read_with_its_latex(tmp_path: Path) -> None:
    text = r"""% Encoding: UTF-8
@Article{ash2021,
  title    = {{Fr\'echet} Nets: {S}mall {\&} {BERT}-like, $O(n^{2})$},
  author   = {Ash, Kim and Jo von Lee and M{\"u}ller, Jr., Ann and {The Net Group} and others},
  journal  = "Journal of {N}ets",
  year     = 2021,
  abstract = {We gain 3\% -- no more.
              On two lines.},
  doi      = {10.1145/12\_34},
  url      = {https://example.org/a\_b},
}
"""
    assert _one(tmp_path, text) == Paper(
        "doi:10.1145/12_34",
        "Fréchet Nets: Small & BERT-like, O(n^2)",
        "We gain 3% – no more. On two lines.",
        ("Kim Ash", "Jo von Lee", "Ann Müller Jr.", "The Net Group"),
        2021,
        "Journal of Nets",
        "https://example.org/a_b",
        "",
        "refs.bib",
    )


def test_strings_are_put_in_and_joined(tmp_path: Path) -> None:
    text = '@string{proc = "Proceedings of "}\n@string(NET = proc # {Nets})\n'
    text += '@misc{a, title={T}, booktitle = net # " 2020"}'
    assert _one(tmp_path, text).venue == "Proceedings of Nets 2020"


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2201.03545}, archivePrefix={arXiv}",
        "eprint={2201.03545v2}, eprinttype={arxiv}",
        "journal={arXiv preprint arXiv:2201.03545}",
        "url={https://arxiv.org/abs/2201.03545}",
        "doi={10.48550/arXiv.2201.03545}",
    ],
)
def test_an_arxiv_id_is_found_wherever_it_stands(tmp_path: Path, fields: str) -> None:
    assert _one(tmp_path, f"@misc{{key, title={{Nets}}, {fields}}}").id == "arxiv:2201.03545"


def test_an_eprint_of_another_archive_is_no_arxiv_id(tmp_path: Path) -> None:
    text = "@misc{key, title={Nets}, eprint={2201.03545}, eprinttype={jstor}}"
    assert _one(tmp_path, text).id.startswith("title:")


def test_each_broken_entry_is_rejected_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    text = """Some words before.
@article{good1, title={First}}

@article{cut, title={Never closed,
  year=2020
@article{good2, title={Second}, title={Another}}
@article{untitled,
  year = 2020}
@article{garbled title={Third}}
@inproceedings{good3, title={The sign @ in a title}}
@article{last, title={Half
"""
    records = _read(tmp_path, text)
    assert [record.title for record in records if isinstance(record, Paper)] == [
        "First",
        "Second",
        "The sign @ in a title",
    ]
    rejected = {record.line: record.reason for record in records if isinstance(record, Rejected)}
    assert list(rejected) == [4, 7, 9, 11]
    assert rejected[7] == "it has no title (untitled)"
    assert all("it is no BibTeX entry" in rejected[line] for line in (4, 9, 11))


def test_several_entries_may_share_a_line(tmp_path: Path) -> None:
    records = _read(tmp_path, "@misc{a, title={First}} @misc{b, title={Second}}")
    assert [record.title for record in records if isinstance(record, Paper)] == ["First", "Second"]


def test_an_entry_that_never_ends_is_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bibtex, "LONGEST", 200)
    records = _read(tmp_path, "@misc{a, title={" + "word \n" * 500 + "}}\n@misc{b, title={Second}}")
    assert isinstance(records[0], Rejected) and records[0].line == 1
    assert isinstance(records[1], Paper)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{{S}ets \{a, b\}}", "Sets {a, b}"),
        (r"On $x \in \{0,1\}$", "On x ∈ {0,1}"),
        (r"What \textbraceright{} closes", "What } closes"),
        (r"Of \textbackslash{}n", r"Of \n"),
    ],
)
def test_a_brace_that_is_written_stays_and_one_that_protects_goes(tmp_path: Path, written: str, title: str) -> None:
    assert _one(tmp_path, f"@misc{{a, title = {{{written}}}}}").title == title

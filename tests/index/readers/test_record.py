"""From fields to a paper: `python -m pytest tests/index/readers/test_record.py`."""

from __future__ import annotations

import pytest

from index.readers.record import LIMITS, Unusable, arxiv_year, paper


def test_every_text_is_cleaned() -> None:
    made = paper(
        {"title": r"$k$-Nets", "abstract": "<p>R&amp;D</p>", "venue": "J.~Nets", "authors": r"P\'al Ash"}, "file"
    )
    assert (made.title, made.abstract, made.venue, made.authors) == ("k-Nets", "R&D", "J. Nets", ("Pál Ash",))


@pytest.mark.parametrize("title", [None, "", "  ", "...", "$$", float("nan"), "\u200b"])
def test_a_record_without_title_is_unusable(title: object) -> None:
    with pytest.raises(Unusable, match="it has no title"):
        paper({"title": title}, "file")


@pytest.mark.parametrize("name", list(LIMITS))
def test_a_field_of_impossible_size_is_refused(name: str) -> None:
    with pytest.raises(Unusable, match=f"its {name} has {LIMITS[name] + 1:,} characters"):
        paper({"title": "T", name: "x" * (LIMITS[name] + 1)}, "file")


def test_a_link_follows_from_the_id_where_none_is_given() -> None:
    assert paper({"title": "T", "arxiv": "2201.03545v2"}, "").url == "https://arxiv.org/abs/2201.03545"
    assert paper({"title": "T", "doi": "10.1145/12.34"}, "").url == "https://doi.org/10.1145/12.34"
    assert paper({"title": "T"}, "").url == ""


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", 'http://a"b', "http://a b", "ftp://a", 5, "x"]
)
def test_only_web_addresses_become_links(url: object) -> None:
    assert paper({"title": "T", "url": url, "code_url": url}, "").url == ""


def test_the_repository_is_found_in_the_abstract() -> None:
    found = paper({"title": "T", "abstract": "Code is at https://github.com/ash/small.net-2."}, "")
    assert found.code_url == "https://github.com/ash/small.net-2"
    assert paper({"title": "T", "abstract": "See https://github.com/ash."}, "").code_url == ""


def test_a_placeholder_is_no_abstract() -> None:
    assert paper({"title": "T", "abstract": "[No abstract available]"}, "").abstract == ""


def test_the_year_of_an_arxiv_id_is_known() -> None:
    assert [arxiv_year(name) for name in ("2201.03545", "0704.0001", "hep-th/9901001", "cs/0112017", "", "2213.1")] == [
        2022,
        2007,
        1999,
        2001,
        None,
        None,
    ]
    assert paper({"title": "T", "arxiv": "2201.03545"}, "").year == 2022

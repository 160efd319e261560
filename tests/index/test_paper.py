"""How a paper gets its id and how two records of it become one: `python -m pytest tests/index/test_paper.py`."""

from __future__ import annotations

import pytest

from index.paper import Paper, arxiv_id, doi, merged, normalised_title, paper_id, storable


@pytest.mark.parametrize(
    "text",
    [
        "2201.03545",
        "2201.03545v2",
        "arxiv:2201.03545",
        "arXiv:2201.03545v1",
        " https://arxiv.org/abs/2201.03545 ",
        "http://arxiv.org/abs/2201.03545v3",
        "https://arxiv.org/pdf/2201.03545v2.pdf",
        "https://arxiv.org/html/2201.03545",
    ],
)
def test_every_way_to_write_an_arxiv_id_gives_the_bare_one(text: str) -> None:
    assert arxiv_id(text) == "2201.03545"


def test_ids_of_before_2007_keep_their_archive() -> None:
    assert arxiv_id("https://arxiv.org/abs/hep-th/9901001v2") == "hep-th/9901001"
    assert arxiv_id("math.GT/0309136") == "math/0309136"


@pytest.mark.parametrize("text", ["", "2201", "no id", "https://arxiv.org/list/cs.CL/recent", "22010.03545x"])
def test_what_is_no_arxiv_id_gives_none(text: str) -> None:
    assert arxiv_id(text) is None


@pytest.mark.parametrize(
    "text", ["10.1145/12.34", "doi:10.1145/12.34", "https://doi.org/10.1145/12.34", "http://dx.doi.org/10.1145/12.34."]
)
def test_every_way_to_write_a_doi_gives_the_bare_one(text: str) -> None:
    assert doi(text) == "10.1145/12.34"
    assert doi("a text") is None


def test_the_strongest_name_makes_the_id() -> None:
    assert paper_id("A Title", "2201.03545", "10.1145/12.34") == "arxiv:2201.03545"
    assert paper_id("A Title", "", "10.1145/12.34") == "doi:10.1145/12.34"
    assert paper_id("A Title", "", "10.48550/arXiv.2201.03545") == "arxiv:2201.03545"
    assert paper_id("A Title").startswith("title:")
    assert paper_id("A Title", "no arXiv id", "no doi") == paper_id("A Title")


def test_titles_that_differ_in_dress_alone_have_one_id() -> None:
    assert paper_id("Fréchet Nets: A Study") == paper_id("FRECHET nets -- a study.")
    assert paper_id("Fréchet Nets") != paper_id("Fréchet Nets II")
    assert normalised_title("BT^2: Über-Net") == "bt2ubernet"


def test_the_richer_record_wins_and_the_other_fills_its_gaps() -> None:
    rich = Paper("title:aa", "Long Title", "An abstract.", ("Kim Ash",), 2024)
    poor = Paper("arxiv:2201.03545", "Long title", venue="ICML")
    both = merged(rich, poor)
    assert (both.id, both.title, both.abstract) == ("arxiv:2201.03545", "Long Title", "An abstract.")
    assert (both.authors, both.year, both.venue) == (("Kim Ash",), 2024, "ICML")
    assert merged(poor, rich) == both


def test_of_equally_rich_records_the_new_one_wins() -> None:
    old = Paper("arxiv:2201.03545", "Title", "The first text.", venue="ICML")
    new = Paper("arxiv:2201.03545", "Title", "The corrected text.", venue="ICML")
    assert merged(old, new).abstract == "The corrected text."


def test_the_indexed_text_is_title_and_abstract() -> None:
    assert Paper("x", "Title", "Abstract.").text == "Title\nAbstract."
    assert Paper("x", "Title").text == "Title"


def test_an_id_of_a_benchmark_stays_as_it_is() -> None:
    old, new = Paper("4983", "Title", "A text."), Paper("4983", "Title", "Another text.", venue="ICML")
    assert merged(old, new) == new and merged(new, old) == new


def test_half_a_letter_becomes_one_that_can_be_stored() -> None:
    assert storable("a\udcffb") == "a?b" and storable("Molnár") == "Molnár"


def test_neither_record_loses_what_only_it_knows() -> None:
    one = Paper("doi:10.1145/12.34", "Title", "A text.", year=2024, url="https://example.org", source="a.bib")
    other = Paper("title:aa", "Title", authors=("Kim Ash",), venue="ICML", code_url="https://example.org/code")
    for both in (merged(one, other), merged(other, one)):
        assert (both.id, both.abstract, both.year, both.url) == (one.id, one.abstract, one.year, one.url)
        assert (both.authors, both.venue, both.code_url) == (other.authors, other.venue, other.code_url)

"""What a question demands of the records: `python -m pytest tests/assistant/overview/test_conditions.py`."""

from __future__ import annotations

import pytest

from assistant.overview.conditions import Conditions, both, conditions, has_code
from index.filters import Filters
from index.library import Library
from index.paper import Paper


def test_every_condition_of_a_question_is_read_and_what_it_is_about_is_left(library: Library) -> None:
    read = conditions("Which papers by Ada Quill since 2030 with code are about long rivers?", library)
    assert read.filters == Filters(year_from=2030, author="Quill")
    assert (read.authors, read.code) == (("Ada Quill",), True)
    assert read.said == ("by Ada Quill", "since 2030", "with code")
    assert read.rest == "Which papers are about long rivers?"


def test_a_question_without_conditions_has_none(library: Library) -> None:
    assert not conditions("Which papers are about rivers?", library)


@pytest.mark.parametrize(
    "asked", ["come with code", "have code available", "release their code", "with open-source code"]
)
def test_code_is_asked_for_in_many_ways(library: Library, asked: str) -> None:
    read = conditions(f"Which papers {asked}?", library)
    assert read.code and read.rest == "Which papers ?"


def test_names_are_held_whole_where_filters_take_any_part() -> None:
    asked = Conditions(Filters(author="Hu", venue="ACL"), ("Han Hu",), "ACL")
    assert asked.hold(Paper("arxiv:1", "T", authors=("Han Hu",), venue="ACL 2020"))
    assert not asked.hold(Paper("arxiv:1", "T", authors=("Zhan Hu",), venue="ACL 2020"))
    assert not asked.hold(Paper("arxiv:1", "T", authors=("Han Hu",), venue="NAACL 2020"))


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (Paper("arxiv:1", "T", code_url="https://example.org/c"), True),
        (Paper("arxiv:1", "T", "Code is available at https://example.org/c."), True),
        (Paper("arxiv:1", "T", "See github.com/a/b."), True),
        (Paper("arxiv:1", "T", "We code words. They are available."), False),
        (Paper("arxiv:1", "T"), False),
    ],
)
def test_code_is_told_by_the_record_or_the_abstract(paper: Paper, *, code: bool) -> None:
    assert has_code(paper) is code


def test_the_filters_of_a_question_come_on_top_of_those_it_was_asked_with() -> None:
    assert both(Filters(2020, 2025), Filters(2018, 2022, author="ek")) == Filters(2020, 2022, author="ek")
    assert both(Filters(venue="ICLX"), Filters(ids=("arxiv:1",))) == Filters(venue="ICLX", ids=("arxiv:1",))


def test_years_that_exclude_each_other_leave_no_paper(library: Library) -> None:
    assert list(library.papers(both(Filters(year_from=2032), Filters(year_to=2030)))) == []

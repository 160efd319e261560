"""Which authors a question names: `python -m pytest tests/assistant/overview/test_people.py`."""

from __future__ import annotations

import pytest

from assistant.overview.people import authors, same_person, surname
from index.library import Library


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("List everything by Ada Quill.", ("Ada Quill",)),
        ("What did Hana Ito write?", ("Hana Ito",)),
        ("Which papers has Jun Park published?", ("Jun Park",)),
        ("papers written by Ada Quill and Chidi Obi", ("Ada Quill", "Chidi Obi")),
        ("Show me Ada Quill's papers", ("Ada Quill",)),
        ("What is the newest paper by Obi?", ("Obi",)),
        ("list all papers by ada quill", ("ada quill",)),
        ("all papers by Björn Ek", ("Björn Ek",)),
        ("everything by Nobody Inhere", ("Nobody Inhere",)),
        ("Which papers speed up networks by skipping layers?", ()),
        ("Which systems are beaten by LoomNet?", ()),
        ("Which papers are outdone by Swin?", ()),
    ],
)
def test_authors_are_told_from_other_things_that_follow_by(
    library: Library, question: str, names: tuple[str, ...]
) -> None:
    assert authors(question, library)[0] == names


def test_the_rest_of_the_question_still_asks_for_papers(library: Library) -> None:
    rest = authors("Which papers by Ada Quill are about rivers?", library)[1]
    assert " ".join(rest.split()) == "Which papers are about rivers?"


@pytest.mark.parametrize(
    ("asked", "author", "same"),
    [
        ("Quoc Le", "Quoc V. Le", True),
        ("Quoc V. Le", "Quoc V. Le", True),
        ("Q. Le", "Quoc V. Le", True),
        ("Le", "Quoc V. Le", True),
        ("molnar", "Eva Molnár", True),
        ("Viktor Le", "Quoc V. Le", False),
        ("Quoc Lee", "Quoc V. Le", False),
        ("Han Hu", "Zhan Hu", False),
        ("Hu", "Hua Hui", False),
        ("", "Quoc V. Le", False),
        ("Le", "", False),
    ],
)
def test_a_name_is_whole_and_may_be_short(asked: str, author: str, *, same: bool) -> None:
    assert same_person(asked, author) is same


@pytest.mark.parametrize(("name", "last"), [("Ada Quill", "Quill"), ("Quill", "Quill"), ("?", "?")])
def test_the_library_looks_for_the_last_name(name: str, last: str) -> None:
    assert surname(name) == last

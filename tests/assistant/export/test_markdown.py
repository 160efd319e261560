"""Markdown of answers: `python -m pytest tests/assistant/export/test_markdown.py`."""

from __future__ import annotations

import re

import pytest

from assistant.export.markdown import markdown
from index.paper import Paper
from tests.assistant.export.made import answer

NETS = Paper("title:a", "Nets", "They are small.", ("Kim Ash", "Jo Lee"), 2021, "J. Nets", "https://example.org/n(1)")
BOLTS = Paper("title:b", "Bolts", "They are short.")


def test_an_answer_is_its_question_its_text_and_its_references() -> None:
    assert markdown([answer("What are they?", NETS, BOLTS)]) == (
        "## What are they?\n\n"
        "They are small. [1] They are short. [2]\n\n"
        "1. [Nets](<https://example.org/n(1)>) — Kim Ash, Jo Lee, J. Nets, 2021\n\n"
        "   > “They are small.”\n\n"
        "2. Bolts\n\n"
        "   > “They are short.”\n"
    )


def test_the_turns_of_a_conversation_follow_each_other() -> None:
    text = markdown([answer("One?", NETS), answer("Two?", BOLTS)])
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["One?", "Two?"]
    assert text.count("\n1. ") == 2


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](javascript:alert(1))",
        "a](javascript:alert(1)) [b",
        "&lt;b&gt; &#x41;",
        "# not a heading",
        "line\n# one\n\n- two",
        "`code` *strong* _weak_ ~~gone~~ |cell| $x$",
        "\\<b>\x00\x1b[31m",
    ],
)
def test_markup_of_texts_is_shown_and_not_obeyed(hostile: str) -> None:
    paper = Paper("title:a", hostile, hostile, (hostile,), None, hostile, f"javascript:{hostile}")
    text = markdown([answer(hostile, paper)])
    own = re.sub(r"^## |\[1\]|^ +> ", "", text, flags=re.MULTILINE)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#|~$&]", own)
    assert len(text.splitlines()) == 7 and all(c.isprintable() for c in text if c != "\n")


@pytest.mark.parametrize("title", ["- one", "+ one", "1. one", "12) one"])
def test_a_title_makes_no_list_of_its_own(title: str) -> None:
    (line,) = [
        line for line in markdown([answer("Q", Paper("title:a", title, "It is."))]).splitlines() if "one" in line
    ]
    assert re.fullmatch(r"1\. (?:\\[-+]|\d+\\[.)]) one", line)


def test_many_authors_are_cut_short() -> None:
    paper = Paper("title:a", "Nets", "They are.", tuple(f"A{n}" for n in range(9)))
    assert "A5 et al.\n" in markdown([answer("Q", paper)])


def test_a_year_that_the_venue_names_is_not_told_twice() -> None:
    text = markdown([answer("Q", Paper("title:a", "Nets", "They are.", (), 2022, "CVPR 2022"))])
    assert "1. Nets — CVPR 2022\n" in text

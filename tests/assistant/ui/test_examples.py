"""assistant/ui/examples.py"""

from __future__ import annotations

from assistant.ui.examples import examples
from index.paper import Paper


def test_examples_name_papers_of_the_library(papers):
    questions = examples(papers)
    assert 3 <= len(questions) <= 5
    assert all(any(paper.title.partition(":")[0].rstrip("?") in question for paper in papers) for question in questions)


def test_the_same_library_gives_the_same_examples(papers):
    assert examples(papers) == examples(list(papers))


def test_papers_without_names_of_their_own_are_asked_about_by_title():
    plain = [Paper(f"title:{n}", f"On the growth of moss in year {n}") for n in range(9)]
    assert examples(plain)[0] == "What is the main finding of “On the growth of moss in year 0”?"


def test_a_single_paper_is_enough():
    assert examples([Paper("title:1", "On moss")]) == ["What is the main finding of “On moss”?"]


def test_an_empty_library_gives_none():
    assert examples([]) == []


def test_titles_that_carry_more_than_words_are_not_put_on_buttons():
    hostile = ["<script>alert(1)</script>", "[a](javascript:b)", '__i18n__{"a"}', "`rm`", "<img src=x>: A Study"]
    assert examples([Paper(f"title:{n}", title) for n, title in enumerate(hostile)]) == []

"""The words of a question for papers: `python -m pytest tests/assistant/overview/test_wording.py`."""

from __future__ import annotations

import pytest

from assistant.overview.wording import asks_one_paper, beside_names, content, core, literal, named, runs, stems


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Which papers evaluate on Cityscapes?", "evaluate on Cityscapes"),
        ("Which of the papers are about rivers?", "are about rivers"),
        ("How many use pruning?", "use pruning"),
        ("List all papers.", ""),
        ("Which papers are there?", ""),
        ("Which papers do you have here?", ""),
        ("What is the newest paper?", ""),
        ("Is there a paper that prunes networks?", "that prunes networks"),
        ("I am looking for a study of rivers.", "of rivers"),
        ("I'd like a paper on rivers.", "on rivers"),
        ("Which papers do not need labels at all?", "do not need labels at all"),
        ("Which papers use models like BERT for all languages?", "use models like BERT for all languages"),
    ],
)
def test_what_papers_are_about_is_what_is_left_of_the_question(question: str, about: str) -> None:
    assert content(question) == about


@pytest.mark.parametrize(
    ("about", "heart"),
    [
        ("evaluate on Cityscapes", ["cityscap"]),
        ("use large kernels", ["larg", "kernel"]),
        ("deal with self-supervised learning", ["self", "superv", "learn"]),
        ("use data", ["use", "data"]),
    ],
)
def test_the_heart_is_without_what_papers_do_with_it(about: str, heart: list[str]) -> None:
    assert core(about) == heart


@pytest.mark.parametrize(
    ("text", "side_by_side"),
    [
        ("a large kernel", True),
        ("large convolutional kernels", True),
        ("large-kernel networks", True),
        ("large, deep and wide kernels", False),
        ("kernels that are large", False),
        ("", False),
    ],
)
def test_words_stand_side_by_side_with_one_between_at_most(text: str, *, side_by_side: bool) -> None:
    assert runs(core("use large kernels"), stems(text)) is side_by_side


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which papers evaluate on Cityscapes?", ["Cityscapes"]),
        ("Which papers run on Long Range Arena, and on COCO?", ["Long Range Arena", "COCO"]),
        ("In which papers does Faster R-CNN occur?", ["Faster R-CNN"]),
        ("Inception-style designs appear in which papers?", ["Inception"]),
        ("Transformers appear in which papers?", []),
        ("Which papers are about rivers?", []),
    ],
)
def test_names_are_words_written_as_names_are(question: str, names: list[str]) -> None:
    assert named(content(question), question) == names


def test_what_is_asked_besides_a_name_is_not_what_it_is_or_what_papers_do_with_it() -> None:
    assert beside_names("use the LSTM network", ["LSTM"]) == set()
    assert beside_names("prune the LSTM network", ["LSTM"]) == {"prune"}


@pytest.mark.parametrize(("about", "words"), [("mention overfitting", True), ("prevent overfitting", False)])
def test_the_words_themselves_are_looked_for_where_they_are_mentioned(about: str, *, words: bool) -> None:
    assert literal(about) is words


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Which paper is it?", True),
        ("What recent work prunes networks?", True),
        ("Is there a paper that prunes networks?", True),
        ("I am looking for a study of rivers.", True),
        ("Is there work on rivers?", True),
        ("Which is the paper that prunes networks?", True),
        ("What previous work prunes networks?", True),
        ("Who teaches a robot to fold towels?", True),
        ("Has anybody taught a robot to fold towels?", True),
        ("Who teaches the robot of FoldNet to fold towels?", False),
        ("Who is the editor of folded towels meant for?", False),
        ("Who folds towels?", False),
        ("Who annotates the images in the dataset?", False),
        ("Who annotates towels in “Folding towels with care”?", False),
        ("Who folds more towels in an hour, robots or people?", False),
        ("Who usually does the folding of clean towels?", False),
        ("Who marks the folds of towels, and how is that checked?", False),
        ("Which papers are they?", False),
        ("Which kernel sizes work best?", False),
        ("Do you have a paper by Moss?", False),
        ("What does the paper say about rivers?", False),
        ("How do they find a study group?", False),
        ("Does HerbNet have a study of rivers?", False),
        ("The paper on rivers: how long are they?", False),
        ("What can that paper do?", False),
        ("Which of these works best?", False),
        ("Did you like the paper?", False),
    ],
)
def test_one_paper_or_many(question: str, *, one: bool) -> None:
    assert asks_one_paper(question) is one

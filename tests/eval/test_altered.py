"""A query is a part of a paper, and what is searched is the paper without it."""

from __future__ import annotations

import random

import pytest

from eval.altered import Rarity, keywords, sentence, title
from index.paper import Paper
from index.terms import terms
from tests.fakes import invented_papers

PAPERS = invented_papers()
RARITY = Rarity(paper.text for paper in PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_a_sentence_is_one_of_the_abstract_which_is_left_without_it(paper: Paper) -> None:
    item = sentence(paper, random.Random(1), RARITY)
    assert item is not None
    assert item.query in paper.abstract
    assert item.query not in item.paper.abstract
    assert sorted((item.query + " " + item.paper.abstract).split()) == sorted(paper.abstract.split())
    assert (item.paper.id, item.paper.title) == (paper.id, paper.title)


def test_the_sentence_is_chosen_by_chance_among_those_of_some_length() -> None:
    paper = Paper("x", "T", "Short one. " + " ".join(f"Here is sentence {n} of quite a few words." for n in range(4)))
    found = {sentence(paper, random.Random(seed), RARITY).query for seed in range(60)}
    assert found == {f"Here is sentence {n} of quite a few words." for n in range(4)}


def test_the_title_leaves_the_abstract_alone() -> None:
    item = title(PAPERS[0], random.Random(1), RARITY)
    assert item is not None
    assert (item.query, item.paper.title, item.paper.text) == (PAPERS[0].title, "", f"\n{PAPERS[0].abstract}")


def test_keywords_are_six_words_of_the_half_that_is_taken_away() -> None:
    for paper in PAPERS:
        item = keywords(paper, random.Random(1), RARITY)
        assert item is not None
        assert paper.abstract.startswith(item.paper.abstract)
        gone = terms(paper.abstract[len(item.paper.abstract) :])
        assert len(item.query.split()) == 6
        assert set(terms(item.query)) <= set(gone)


def test_the_most_telling_words_are_rare_frequent_and_share_no_stem() -> None:
    rarity = Rarity(["we use a model", "a model of rain", "a model of wires", "wires in rain"])
    text = "Models of zinc-wires, zinc and model rain: zinc, rain."
    assert rarity.telling(text, 2) == ["zinc", "rain"]
    assert rarity.telling(text, 9) == ["zinc", "rain", "model"]


@pytest.mark.parametrize("made", [sentence, title, keywords])
def test_a_paper_without_an_abstract_gives_no_query(made: object) -> None:
    assert made(Paper("x", "A title of quite a few words that says a lot"), random.Random(1), RARITY) is None


@pytest.mark.parametrize("made", [sentence, keywords])
def test_an_abstract_of_one_sentence_has_none_to_spare(made: object) -> None:
    paper = Paper("x", "T", "This is the only sentence that this abstract has.")
    assert made(paper, random.Random(1), RARITY) is None

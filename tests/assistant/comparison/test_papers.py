"""Which papers a person means: `python -m pytest tests/assistant/comparison/test_papers.py`."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Citation, LibraryUsed, ModelUsed, Outcome
from assistant.comparison.papers import bearers, chosen, in_title
from assistant.conversation import Conversation, Turn
from index.errors import BadInput
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, LOOM, QUILT, SURVEY, TADPOLE, TWILL


def talk(*papers: Paper) -> Conversation:
    citations = tuple(Citation(n, paper) for n, paper in enumerate(papers, 1))
    answer = Answer("?", Outcome.ANSWERED, (), citations, (), ModelUsed("", "", ""), LibraryUsed("", 0, ""))
    return Conversation([Turn("?", "?", answer)])


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        (LOOM.id, LOOM),
        (LOOM.title, LOOM),
        (LOOM.title.upper(), LOOM),
        ("LoomNet", LOOM),
        ("loomnet", LOOM),
        ("LoomNet-style", LOOM),
        ("the QuiltFormer", QUILT),
        ("TwillNet", TWILL),
        ("survey of graph sampling", SURVEY),
        ("  Tadpole\n", TADPOLE),
    ],
)
def test_a_paper_goes_by_id_title_or_the_name_of_its_system(woven: Library, name: str, paper: Paper) -> None:
    assert chosen([name, DAMASK.id], woven) == [paper, DAMASK]


def test_a_paper_named_twice_is_one(woven: Library) -> None:
    assert chosen(["LoomNet", LOOM.id, "Damask", LOOM.title], woven) == [LOOM, DAMASK]


@pytest.mark.parametrize("name", ["all of these", "these", "the papers you just cited", "both", "cited papers"])
def test_those_shown_before_are_meant(woven: Library, name: str) -> None:
    assert chosen([name], woven, talk(LOOM, QUILT)) == [LOOM, QUILT]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], "A comparison needs two papers or more, no papers are named"),
        (["LoomNet"], "A comparison needs two papers or more, one paper is named"),
        (["LoomNet", "loomnet"], "A comparison needs two papers or more, one paper is named"),
        (["LoomNet", "NoSuchNet"], "No paper “NoSuchNet” in this library: look for it with"),
        (["LoomNet", ""], "No paper “” in this library"),
        (["all of these"], "No papers were shown that “all of these” could mean"),
        (["LoomNet", "x" * 5_000], "No paper “xxx"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_line(woven: Library, names: list[str], told: str) -> None:
    with pytest.raises(BadInput, match=told) as raised:
        chosen(names, woven)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 500


def test_a_name_that_several_papers_bear_names_their_ids(woven: Library) -> None:
    twin = Paper("arxiv:3116.00016", "Something Else About Fish", "We present Tadpole, a name that was taken.")
    other = Paper("arxiv:3117.00017", "Tadpole: Another Pond\n", "Ponds are small.")
    woven.add([twin])
    assert chosen(["Tadpole", "LoomNet"], woven) == [TADPOLE, LOOM]  # the title outdoes the abstract
    woven.add([other])
    with pytest.raises(BadInput, match=r"“Tadpole” may be “.*” \(.*\) or “.*” \(.*\): name it by its id"):
        chosen(["Tadpole", "LoomNet"], woven)


def test_more_than_twenty_are_too_many(library: Library) -> None:
    many = [Paper(f"arxiv:3200.000{n:02d}", f"Study number {n} of ponds", "Ponds.") for n in range(21)]
    library.add(many)
    assert len(chosen([paper.id for paper in many[:20]], library)) == 20
    with pytest.raises(BadInput, match="up to 20 papers"):
        chosen([paper.id for paper in many], library)


def test_a_word_that_opens_sentences_names_no_paper(woven: Library) -> None:
    woven.add([Paper("arxiv:3118.00018", "On fish", "Fish swim. Fish eat. CNN models see fish. CNN models swim.")])
    assert bearers("Fish", woven) == [] and bearers("CNN", woven) == []


def test_a_title_may_begin_with_two_names() -> None:
    both = Paper("arxiv:3119.00019", "TS-Weave and Temporal-Loom: Two Nets", "")
    assert in_title("TS-Weave", both) and in_title("temporal-loom", both) and not in_title("Two Nets", both)

"""What people call a paper: `python -m pytest tests/assistant/test_aliases.py`."""

from __future__ import annotations

import time

import pytest

from assistant.aliases import aliases, mentions, says, titled
from index.paper import Paper
from tests.fakes import invented_papers


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("QuiltFormer: Patchwork Attention", "", ("QuiltFormer",)),
        ("RelationLoom++: More", "", ("RelationLoom++",)),
        ("BT^9: Backward Looms", "", ("BT^9",)),
        ("Sleepy Layers: Skipping", "", ("Sleepy Layers",)),
        ("On Looms", "We propose a net named LoomNet, which weaves.", ("LoomNet",)),
        ("On Looms", "We introduce the LoomNet architecture.", ("LoomNet",)),
        ("On Looms", "A Loom Weaving Network (LWN) is built.", ("LWN",)),
        ("On Looms", "It is better than a Convolutional Network (CNN).", ()),
        ("A title without names", "An abstract without names.", ()),
        ("", "", ()),
    ],
)
def test_a_paper_is_called_by_the_systems_it_brings(title: str, abstract: str, expected: tuple[str, ...]) -> None:
    assert aliases(Paper("arxiv:3199.00001", title, abstract)) == expected


def test_a_question_names_papers_by_title_or_system() -> None:
    papers = invented_papers()

    def named(question: str) -> list[str]:
        return [paper.title.partition(":")[0] for paper in mentions(question, papers)]

    assert named("How does quiltformer differ from LoomNets?") == ["QuiltFormer", "LoomNet"]
    assert named("Do larger translators forget rare words, then?") == ["Do Larger Translators Forget Rare Words?"]
    assert named("What does TeaCast lower?") == ["Weather in a Teacup"]
    assert named("What is a loom?") == named("") == []


def test_a_name_is_said_as_a_whole_in_any_case_and_number() -> None:
    assert says("the loomnets here", "LoomNet") and says("(C++)", "C++")
    assert not says("a LoomNetwork", "LoomNet") and not says("aLoomNet", "LoomNet")


@pytest.mark.parametrize("title", ["", "?!", "AI", "Net", "Attention"])
def test_a_very_short_title_is_not_found_inside_other_words(title: str) -> None:
    assert not titled("Which planets explain inattentional blindness?", title)


def test_a_title_is_found_however_it_is_dressed() -> None:
    assert titled("what does “FRECHET nets – a study” say?", "Fréchet Nets: A Study")
    assert titled("Is attention enough?", "Attention") and not titled("Is it enough?", "Attention")


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        (("A" * 100 + " ") * 30 + "x", ""),
        ("A" * 100_000, ""),
        ("x", "A-" * 50_000),
        ("x", "We propose " + "A" * 100_000),
        ("x", "Aa " + "a " * 50_000 + "("),
        ("x", "named named " * 20_000),
    ],
)
def test_a_hostile_paper_costs_no_time(title: str, abstract: str) -> None:
    start = time.perf_counter()
    assert len(aliases(Paper("arxiv:3199.00001", title, abstract))) <= 1
    assert time.perf_counter() - start < 2

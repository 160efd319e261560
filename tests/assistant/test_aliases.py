"""Whether a text names a paper: `python -m pytest tests/assistant/test_aliases.py`."""

from __future__ import annotations

import pytest

from assistant.aliases import mentions, own_name, says, titled
from index.paper import Paper
from tests.fakes import invented_papers


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


def test_a_system_is_called_by_the_name_in_the_title_or_the_one_that_is_said_most_often() -> None:
    text = "We propose a trick called DropLoom. We call the model KnotNet. KnotNet is small, and KnotNet is fast."
    assert own_name(Paper("arxiv:1", "Learning to Tie", text)) == "KnotNet"
    assert own_name(Paper("arxiv:1", "DropLoom: Learning to Tie", text)) == "DropLoom"
    assert own_name(Paper("arxiv:1", "Learning to Tie", "We tie knots.")) == ""

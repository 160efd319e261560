"""Answers that the records of the library give: `python -m pytest tests/assistant/overview/test_reply.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Evidence, Outcome, Support
from assistant.assistant import Assistant
from assistant.contract import as_json
from assistant.conversation import Conversation
from assistant.overview import reply as overview
from assistant.overview.reply import reply_of_record
from assistant.overview.request import Kind
from assistant.overview.selection import Selected, Selection
from index.filters import Filters
from index.paper import Paper
from tests.fakes import FakeLanguageModel

Ask = Callable[[str], Answer]


@pytest.fixture
def ask(assistant: Assistant) -> Ask:
    return assistant.ask


def test_a_list_is_a_count_and_then_a_line_for_each_paper_with_its_quote(ask: Ask) -> None:
    answer = ask("Which papers use HarborImages?")
    count, *papers = answer.sentences
    assert count.text == "2 of the 12 papers in this library: “use HarborImages”."
    assert [sentence.citations for sentence in papers] == [(1,), (2,)]
    assert all("HarborImages" in quote.text for citation in answer.citations for quote in citation.quotes)
    assert {sentence.support for sentence in answer.sentences} == {Support.RECORDED}
    assert answer.outcome is Outcome.ANSWERED


def test_conditions_are_told_as_they_were_understood(ask: Ask) -> None:
    answer = ask("How many papers since 2032 by Jun Park are there?")
    assert answer.sentences[0].text == "2 of the 12 papers in this library: by Jun Park, since 2032."


def test_a_list_by_meaning_says_that_it_is_one(ask: Ask) -> None:
    assert "judged by what the abstracts say" in ask("Which papers plan the routes of robots?").sentences[0].text


@pytest.mark.parametrize("question", ["List everything by Nobody Inhere.", "Which papers run on KelpScenes?"])
def test_where_no_paper_is_as_asked_that_is_the_answer(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.outcome is Outcome.NO_MATCH and not answer.citations
    assert answer.text.startswith("None of the 12 papers in this library is as asked: ")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Who wrote LoomNet?",
            "“LoomNet: Weaving Convolutions Without Normalisation” is by Chidi Obi and Ada Quill.",
        ),
        (
            "When was Tadpole published?",
            "“Tadpole: Tiny Detectors for Underwater Cameras” is from 2030, published in Workshop on Small Machines.",
        ),
        (
            "Where did MossTree appear?",
            "“MossTree: Decision Forests That Grow While They Are Read” was published in Journal of Imaginary Data.",
        ),
    ],
)
def test_what_a_record_says_is_told_with_the_paper(ask: Ask, question: str, text: str) -> None:
    assert ask(question).text == f"{text} [1]"


def test_what_a_record_does_not_say_is_told_too() -> None:
    told = reply_of_record(Kind.PLACE, [Paper("arxiv:1", "Zebras")])
    assert told.outcome is Outcome.NOT_STATED
    assert told.sentences[0].text == "The record of “Zebras” does not say."


def test_records_are_told_of_several_papers_as_far_as_they_say(ask: Ask) -> None:
    told = reply_of_record(
        Kind.AUTHORS, [Paper("arxiv:1", "Zebras"), Paper("arxiv:2", "Yaks", authors=("A", "B", "C"))]
    )
    assert [sentence.text for sentence in told.sentences] == ["“Yaks” is by A, B and C."]


def test_the_newest_and_the_oldest_are_all_those_of_that_year(ask: Ask) -> None:
    assert {citation.paper.year for citation in ask("What is the newest paper?").citations} == {2033}
    assert len(ask("What is the newest paper?").citations) == 2
    (oldest,) = ask("Which is the oldest paper by Chidi Obi?").citations
    assert oldest.paper.title.startswith("MossTree")


def test_the_oldest_is_one_of_those_that_surely_fit(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    best, sure, doubtful = (
        Selected(Paper(f"arxiv:{year}", f"Of {year}", year=year), Evidence(Paper("", ""), "", 0, 0, odds, 0.0))
        for year, odds in ((2032, 9.4), (2030, 5.9), (2020, 0.5))
    )
    monkeypatch.setattr(overview, "selected", lambda *_: Selection((best, sure, doubtful), exact=False))
    assert "“Of 2030”" in ask("Which is the oldest paper on weaving?").text


def test_what_is_in_here_is_told_by_topics_with_papers_for_each(ask: Ask) -> None:
    answer = ask("What is in here?")
    whole, *topics = answer.sentences
    assert whole.text == "This library holds 12 papers, from 2028 to 2033."
    assert topics and all(topic.citations for topic in topics)
    assert len(answer.citations) == len({citation.paper.id for citation in answer.citations})


def test_no_model_is_asked(ask: Ask, model: FakeLanguageModel) -> None:
    ask("Which papers use HarborImages?")
    assert model.prompts == []


def test_who_wrote_it_is_asked_of_the_paper_shown(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.ask("What accuracy does QuiltFormer reach on PondBench?", conversation)
    assert "Ada Quill and Björn Ek" in assistant.ask("Who wrote it?", conversation).text


def test_the_second_paper_of_a_list_is_known_by_its_place(assistant: Assistant) -> None:
    conversation = Conversation()
    listed = assistant.ask("Which papers use HarborImages?", conversation)
    answer = assistant.ask("Who wrote the second one?", conversation)
    assert [citation.paper for citation in answer.citations] == [listed.citations[1].paper]


def test_filters_hold_for_lists_too(assistant: Assistant) -> None:
    answer = assistant.ask("Which papers use HarborImages?", filters=Filters(year_from=2032))
    assert [citation.paper.year for citation in answer.citations] == [2033]


def test_the_contract_holds_all_of_a_list(ask: Ask) -> None:
    told = as_json(ask("Which papers use HarborImages?"))
    assert [sentence["support"] for sentence in told["sentences"]] == ["recorded"] * 3
    assert all(citation["quote"] for citation in told["citations"])

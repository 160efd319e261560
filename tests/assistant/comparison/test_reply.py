"""The answer to a question that compares papers: `python -m pytest tests/assistant/comparison/test_reply.py`."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Outcome, Support
from assistant.assistant import Assistant, Found
from assistant.contract import as_json
from assistant.conversation import Conversation
from assistant.writer import NOTHING
from index.library import Library
from index.paper import Paper
from tests.assistant.comparison.made import DAMASK, LOOM, QUILT, SATIN, TADPOLE, TWILL
from tests.conftest import THRESHOLDS
from tests.fakes import FakeJudge, FakeLanguageModel


@pytest.fixture
def ask(woven: Library, model: FakeLanguageModel) -> Assistant:
    """An assistant on papers that compare."""
    return Assistant(woven, model, THRESHOLDS)


def cited(answer: Answer) -> list[Paper]:
    return [citation.paper for citation in answer.citations]


QUESTIONS = [
    "How do Damask and TwillNet compare on HarborImages?",
    "Rank Damask, LoomNet and TwillNet by top-1 accuracy on HarborImages",
    "Compare LoomNet and QuiltFormer",
    "Compare QuiltFormer, LoomNet, Tadpole, Damask, TwillNet and Satin in accuracy",
    "How much memory does QuiltFormer take, and how much power does Tadpole draw?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_named_paper_is_cited_and_every_quote_is_its_own(ask: Assistant, question: str) -> None:
    answer = ask.ask(question)
    assert answer.outcome is Outcome.ANSWERED and answer.comparison
    assert set(cited(answer)) == set(answer.comparison.papers)
    for sentence in answer.sentences:
        assert sentence.citations and sentence.evidence
        for piece in sentence.evidence:
            assert piece.paper.abstract[piece.start : piece.end] == piece.text


def test_an_order_is_told_by_figure_with_measure_and_data(ask: Assistant) -> None:
    answer = ask.ask("Rank Damask, TwillNet and Satin by top-1 accuracy on HarborImages")
    first, outside, *quotes = answer.sentences
    assert first.text.startswith("By top-1 accuracy on HarborImages: ") and first.text.endswith(" 86.4%, Damask 85.1%.")
    assert first.support is Support.SUPPORTED and [piece.paper for piece in first.evidence] == [TWILL, DAMASK]
    assert outside.text.startswith("Not in that order") and "Satin 1.4% top-1 accuracy on HarborImages" in outside.text
    assert [sentence.evidence[0].paper for sentence in quotes if "HarborImages" in sentence.text] == [
        TWILL,
        DAMASK,
        SATIN,
    ]


def test_who_states_no_figure_is_said_out_loud(ask: Assistant) -> None:
    answer = ask.ask("Rank Damask, TwillNet and Tadpole by top-1 accuracy on HarborImages")
    assert f"The abstract of “{TADPOLE.title}” states no such figure." in [one.text for one in answer.sentences]


def test_figures_of_other_data_are_said_not_to_be_comparable(ask: Assistant) -> None:
    answer = ask.ask("Which has the higher accuracy, Damask or QuiltFormer?")
    assert answer.sentences[0].text.startswith("These figures are not comparable, for measure or data differ: ")
    assert cited(answer) == [DAMASK, QUILT]


def test_each_paper_is_asked_its_own_part_and_none_crowds_out_another(ask: Assistant) -> None:
    answer = ask.ask(QUESTIONS[-1])
    quotes = {sentence.evidence[0].paper: sentence.text for sentence in reversed(answer.sentences)}
    assert "9 GB of memory" in quotes[QUILT] and "1.5 W of power" in quotes[TADPOLE]


def test_of_many_papers_each_is_quoted_once(ask: Assistant) -> None:
    answer = ask.ask("Compare QuiltFormer, LoomNet, Tadpole and EchoGate in noise")
    quoted = [one.evidence[0].paper.id for one in answer.sentences if one.support is Support.QUOTED]
    assert len(quoted) == len(set(quoted)) == 4


def test_what_the_judge_finds_nowhere_is_not_stated(woven: Library) -> None:
    judge = FakeJudge({"folds": 2.0}, otherwise=-9.0)
    answer = Assistant(woven, None, THRESHOLDS, judge).ask("What do Damask and TwillNet fold?")
    assert f"The abstract of “{TWILL.title}” does not say." in [one.text for one in answer.sentences]
    silent = Assistant(woven, None, THRESHOLDS, FakeJudge({}, otherwise=-9.0)).ask("What do Damask and TwillNet fold?")
    assert silent.outcome is Outcome.NOT_STATED and set(cited(silent)) == {DAMASK, TWILL}


def test_these_and_each_are_the_papers_shown_before(ask: Assistant) -> None:
    conversation = Conversation()
    ask.ask("How do Damask and TwillNet compare on HarborImages?", conversation)
    assert set(cited(ask.ask("What does each need?", conversation))) == {DAMASK, TWILL}
    ranked = ask.ask("Rank these by top-1 accuracy on HarborImages", conversation)
    assert ranked.comparison and set(ranked.comparison.papers) == {DAMASK, TWILL}


def test_quotes_come_first(ask: Assistant, model: FakeLanguageModel) -> None:
    found, *_, answer = ask.stream(QUESTIONS[0])
    assert isinstance(found, Found) and {piece.paper for piece in found.evidence} == {DAMASK, TWILL}
    assert {DAMASK.id, TWILL.id} <= {hit.paper.id for hit in found.hits}
    assert isinstance(answer, Answer) and answer.model.name == "none"  # it wrote nothing that stands


def test_a_model_words_what_each_paper_says_by_itself(ask: Assistant, model: FakeLanguageModel) -> None:
    model.enqueue("It reads 48,000 tokens with 9 GB of memory.", NOTHING, "It draws 1.5 W of power.", "It has 3 legs.")
    answer = ask.ask(QUESTIONS[-1])
    assert [one.text for one in answer.sentences] == [
        "It reads 48,000 tokens with 9 GB of memory.",
        "It draws 1.5 W of power.",
        "Tadpole is a detector of 0.8 million parameters.",  # a quote: it has no legs
    ]
    assert len(model.prompts) == 4 and answer.trace.drafts[1] == NOTHING


def test_no_model_is_asked_about_many_papers_or_of_nothing(ask: Assistant, model: FakeLanguageModel) -> None:
    for question in (QUESTIONS[2], QUESTIONS[3]):
        assert ask.ask(question).model.name == "none" and not model.prompts


def test_the_contract_carries_the_comparison_where_there_is_one(ask: Assistant) -> None:
    told = as_json(ask.ask(QUESTIONS[0]))["comparison"]
    assert [paper["id"] for paper in told["papers"]] == [DAMASK.id, TWILL.id] and told["lineups"]
    assert as_json(ask.ask("How much power does Tadpole draw?"))["comparison"] is None


def test_what_is_asked_of_papers_that_are_described_is_not_made_of_what_is_left_of_the_question(ask: Assistant) -> None:
    answer = ask.ask("Both the folding of convolutions and the plain weave for images save work. How?")
    assert answer.comparison and answer.comparison.aspects == ("Asked",)
    assert cited(answer) == [DAMASK, TWILL]


def test_a_bare_comparison_is_one_in_the_default_aspects(ask: Assistant) -> None:
    answer = ask.ask("How does LoomNet differ from Damask?")
    assert answer.comparison and "approach" in answer.comparison.aspects
    assert set(cited(answer)) == {LOOM, DAMASK}


def test_a_sentence_that_tells_what_a_paper_does_and_reaches_is_shown_once(ask: Assistant) -> None:
    told = "We propose BobbinNet, a method that reaches 91.0% accuracy and outperforms all earlier results."
    ask.library.add([Paper("arxiv:3199.00077", "BobbinNet", told)])
    answer = ask.ask("How does LoomNet differ from BobbinNet?")
    assert [sentence.text for sentence in answer.sentences].count(told) == 1

"""An answer is scored by what it says and cites, on the measures that apply to its question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation, LibraryUsed, ModelUsed, Outcome, Sentence, Support, Timings
from eval.questions import Question
from eval.scoring import MEASURES, comparable, judged
from index.paper import Paper

ASKED = Question(
    "q", ("How accurate?",), "fact", frozenset({"arxiv:1"}), (("87.8%", "87.8 per cent"),), "answered", ("9.99",)
)
UNANSWERABLE = Question("q", ("How many GPUs?",), "unanswerable", frozenset({"arxiv:1"}), outcome="not_stated")
ABSENT = Question("q", ("Who won?",), "unanswerable", outcome="no_match")
PAPER = Paper("arxiv:1", "A paper")
OTHER = Citation(2, Paper("arxiv:2", "Another"))
ANSWER = Answer(
    question="How accurate?",
    outcome=Outcome.ANSWERED,
    sentences=(Sentence("It reaches 87.8 percent.", (1,), Support.QUOTED),),
    citations=(Citation(1, PAPER),),
    retrieved=(),
    model=ModelUsed("m", "e", "cpu"),
    library=LibraryUsed("p", 1, "f"),
    timings=Timings(total_s=0.5),
)
ABSTAINED = replace(ANSWER, outcome=Outcome.NOT_STATED, sentences=(Sentence("It is not stated.", (1,)),))


def test_a_right_answer_is_right() -> None:
    answer = judged(ASKED, ANSWER)
    assert answer.scores == {
        "right": 1, "outcome": 1, "facts": 1, "papers": 1, "papers, few others": 1, "citation precision": 1,
        "citation recall": 1, "supported": 1, "nothing forbidden": 1, "words": 4, "seconds": 0.5,
    }  # fmt: skip
    assert answer.text == "It reaches 87.8 percent. [1]"
    assert [(cited.id, cited.relevance) for cited in answer.cited] == [("arxiv:1", 1)]


@pytest.mark.parametrize(
    ("wrong", "measure"),
    [
        (replace(ANSWER, outcome=Outcome.NOT_STATED), "outcome"),
        (replace(ANSWER, sentences=(Sentence("It reaches 88%.", (1,)),)), "facts"),
        (replace(ANSWER, citations=()), "papers"),
        (replace(ANSWER, sentences=(Sentence("It reaches 87.8 %, not 9.99.", (1,)),)), "nothing forbidden"),
    ],
    ids=["outcome", "fact", "paper", "forbidden"],
)
def test_each_fault_makes_an_answer_wrong(wrong: Answer, measure: str) -> None:
    scores = judged(ASKED, wrong).scores
    assert scores[measure] == 0
    assert scores["right"] == 0


def test_of_several_facts_the_share_is_told_and_all_are_needed() -> None:
    scores = judged(replace(ASKED, facts=(("87.8%",), ("Swin",))), ANSWER).scores
    assert (scores["facts"], scores["right"]) == (0.5, 0)


def test_citations_are_counted_both_ways() -> None:
    two = replace(ASKED, papers=frozenset({"arxiv:1", "arxiv:3"}))
    scores = judged(two, replace(ANSWER, citations=(*ANSWER.citations, OTHER))).scores
    assert (scores["citation precision"], scores["citation recall"], scores["papers"]) == (0.5, 0.5, 0)


@pytest.mark.parametrize(("kind", "right"), [("fact", 1), ("which", 0), ("list", 0)])
def test_a_paper_too_many_is_wrong_where_the_papers_are_the_answer(kind: str, right: float) -> None:
    answer = replace(ANSWER, citations=(*ANSWER.citations, OTHER))
    assert judged(replace(ASKED, kind=kind), answer).scores["right"] == right


@pytest.mark.parametrize(("others", "score"), [(1, 1), (2, 0)])
def test_one_paper_too_many_is_few_and_two_are_not(others: int, score: float) -> None:
    more = tuple(Citation(n + 2, Paper(f"arxiv:{n + 2}", "Another")) for n in range(others))
    answer = replace(ANSWER, citations=(*ANSWER.citations, *more))
    assert judged(ASKED, answer).scores["papers, few others"] == score


def test_what_a_question_leaves_open_is_not_scored() -> None:
    scores = judged(Question("q", ("How accurate?",)), ANSWER).scores
    assert set(MEASURES) - scores.keys() == {
        "facts", "papers", "papers, few others", "citation precision", "citation recall", "nothing forbidden",
        "abstention precision", "abstention recall",
    }  # fmt: skip
    assert scores["right"] == 1


def test_where_nothing_matches_any_citation_is_wrong() -> None:
    assert judged(ABSENT, ANSWER).scores["citation precision"] == 0
    assert "citation precision" not in judged(ABSENT, replace(ABSTAINED, citations=())).scores


@pytest.mark.parametrize(
    ("question", "answer", "precision", "recall"),
    [
        (UNANSWERABLE, ABSTAINED, 1, 1),
        (UNANSWERABLE, ANSWER, None, 0),
        (ASKED, ABSTAINED, 0, None),
        (ASKED, ANSWER, None, None),
        (ABSENT, ABSTAINED, 1, 1),
    ],
    ids=["rightly abstained", "invented", "wrongly abstained", "answered", "another way of abstaining"],
)
def test_abstention_is_scored_where_it_happened_or_should_have(
    question: Question, answer: Answer, precision: float | None, recall: float | None
) -> None:
    scores = judged(question, answer).scores
    assert (scores.get("abstention precision"), scores.get("abstention recall")) == (precision, recall)


def test_support_is_the_share_of_the_sentences_of_an_answer() -> None:
    half = replace(ANSWER, sentences=(*ANSWER.sentences, Sentence("It is the best.")))
    assert judged(ASKED, half).scores["supported"] == 0.5
    assert "supported" not in judged(ASKED, ABSTAINED).scores


@pytest.mark.parametrize("text", ["87.8 %", "87.8\\%", "87.8 percent", "87.8 per cent", " 87.8  % "])
def test_spellings_of_a_figure_compare_equal(text: str) -> None:
    assert comparable(text) == "87.8%"

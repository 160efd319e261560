"""Questions are read strictly and scored by what the answer says and cites."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, LibraryUsed, ModelUsed, Outcome, Sentence, Support
from eval.questions import QUESTIONS, Question, comparable, read_questions, scored
from index.errors import BadInput
from index.paper import Paper

ASKED = Question(
    "q", "fact", ("How accurate?",), frozenset({"arxiv:1"}), (("87.8%", "87.8 per cent"),), "answered", ("9.99",)
)
PAPER = Paper("arxiv:1", "A paper that is not in the collection")
ANSWER = Answer(
    question="How accurate?",
    outcome=Outcome.ANSWERED,
    sentences=(Sentence("It reaches 87.8 percent.", (1,), Support.QUOTED),),
    citations=(Citation(1, PAPER),),
    retrieved=(),
    model=ModelUsed("m", "e", "cpu"),
    library=LibraryUsed("p", 1, "f"),
)


def test_a_right_answer_is_right() -> None:
    score = scored(ASKED, ANSWER)
    assert score.right
    assert (score.wrong_papers, score.supported, score.words) == (0, 1.0, 5)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(ANSWER, outcome=Outcome.NOT_STATED), "right_outcome"),
        (replace(ANSWER, sentences=(Sentence("It reaches 88%.", (1,)),)), "all_facts"),
        (replace(ANSWER, citations=()), "all_papers"),
        (replace(ANSWER, sentences=(Sentence("It reaches 87.8 %, not 9.99.", (1,)),)), "nothing_forbidden"),
    ],
    ids=["outcome", "fact", "paper", "forbidden"],
)
def test_each_fault_makes_an_answer_wrong(wrong: Answer, field: str) -> None:
    score = scored(ASKED, wrong)
    assert not getattr(score, field)
    assert not score.right


def test_a_paper_counts_by_its_title_where_an_export_gave_it_another_id() -> None:
    asked = replace(ASKED, papers=frozenset({"arxiv:2201.03545"}))
    answer = replace(ANSWER, citations=(Citation(1, Paper("title:0123", "A ConvNet for the 2020s.")),))
    assert scored(asked, answer).all_papers


def test_a_paper_nobody_asked_for_is_counted() -> None:
    answer = replace(ANSWER, citations=(Citation(1, PAPER), Citation(2, Paper("arxiv:2", "Another"))))
    assert scored(ASKED, answer).wrong_papers == 1


@pytest.mark.parametrize("text", ["87.8 %", "87.8\\%", "87.8 percent", "87.8 per cent", " 87.8  % "])
def test_spellings_of_a_figure_compare_equal(text: str) -> None:
    assert comparable(text) == "87.8%"


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "x"}\n')
    with pytest.raises(BadInput, match="line 1 is no question"):
        read_questions(file)


def test_the_two_halves_are_split_by_id_for_good() -> None:
    halves = {name: read_questions(QUESTIONS / f"{name}.jsonl") for name in ("tune", "report")}
    assert {int(q.id[-3:]) % 2 for q in halves["tune"]} == {1}
    assert {int(q.id[-3:]) % 2 for q in halves["report"]} == {0}
    assert len({q.id for half in halves.values() for q in half}) == 170


def test_every_expected_paper_is_in_the_built_in_collection() -> None:
    from index.builtin import PAPERS

    known = {json.loads(line)["id"] for line in PAPERS.read_text().splitlines()}
    expected = {
        paper for name in ("tune", "report") for q in read_questions(QUESTIONS / f"{name}.jsonl") for paper in q.papers
    }
    assert expected <= known

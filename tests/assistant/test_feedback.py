"""assistant/feedback.py"""

from __future__ import annotations

import pytest

from assistant.answer import Outcome
from assistant.feedback import FILE, Verdict, keep
from eval.questions import read_questions
from index.errors import LibraryNotWritable
from tests.assistant.ui.conftest import turn_about

QUOTE = "Tadpole is a detector of 0.8 million parameters."


@pytest.fixture
def turns(papers):
    tadpole = next(paper for paper in papers if paper.title.startswith("Tadpole"))
    return [turn_about(tadpole, QUOTE, question="What is Tadpole?"), turn_about(tadpole, QUOTE, question="How large?")]


def test_an_answer_that_was_liked_is_a_question_whose_papers_are_known(tmp_path, turns):
    keep(tmp_path, "a-2", turns, Verdict(liked=True, note=" Short and right. "))
    (question,) = read_questions(tmp_path / FILE)
    assert question.turns == ("What is Tadpole?", "How large?") and question.kind == "liked"
    assert question.papers == {"arxiv:3103.00003"} and question.note == "Short and right."


def test_of_one_that_was_not_nothing_is_expected(tmp_path, turns):
    keep(tmp_path, "a-1", turns[:1], Verdict(liked=False))
    (question,) = read_questions(tmp_path / FILE)
    assert question.kind == "disliked" and not question.papers and not question.note


def test_a_liked_no_is_right_to_say_no(tmp_path, papers):
    turn = turn_about(papers[2], QUOTE, outcome=Outcome.NOT_STATED)
    keep(tmp_path, "a-1", [turn], Verdict(liked=True))
    assert [(one.outcome, one.papers) for one in read_questions(tmp_path / FILE)] == [("not_stated", frozenset())]


def test_a_second_thought_takes_the_place_of_the_first_and_none_takes_it_back(tmp_path, turns):
    keep(tmp_path, "a-1", turns[:1], Verdict(liked=True))
    keep(tmp_path, "a-2", turns, Verdict(liked=True))
    keep(tmp_path, "a-1", turns[:1], Verdict(liked=False, note="Beside the point"))
    assert {(one.id, one.kind) for one in read_questions(tmp_path / FILE)} == {("a-1", "disliked"), ("a-2", "liked")}
    keep(tmp_path, "a-2", turns, None)
    assert [one.id for one in read_questions(tmp_path / FILE)] == ["a-1"]


def test_lines_that_a_person_wrote_are_left_as_they_are(tmp_path, turns):
    (tmp_path / FILE).write_text('not json\n[1]\n\n{"id": "mine", "turns": ["Why?"]}\n', encoding="utf-8")
    keep(tmp_path, "a-1", turns[:1], Verdict(liked=True))
    lines = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["not json", "[1]", '{"id": "mine", "turns": ["Why?"]}'] and '"a-1"' in lines[3]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path, turns):
    with pytest.raises(LibraryNotWritable, match="cannot be written"):
        keep(tmp_path / "none", "a-1", turns[:1], Verdict(liked=True))

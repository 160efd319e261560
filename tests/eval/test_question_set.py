"""The project's own questions keep the rules that eval/questions/README.md states."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from eval.questions import QUESTIONS, Question, read_questions
from eval.scoring import comparable
from index.builtin import PAPERS
from index.paper import Paper
from index.readers import read

TUNE, REPORT = (read_questions(QUESTIONS / f"{name}.jsonl") for name in ("tune", "report"))
ALL = TUNE + REPORT
PAPER = {paper.id: paper for paper in read(PAPERS) if isinstance(paper, Paper)}
FIVE = 5  # words in a row that nobody shares by chance


def phrases(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_](?:[^\s,;:]*[^\W_])?", comparable(text))  # "N-D" and "3.08%" are one
    return {tuple(words[n : n + FIVE]) for n in range(len(words) - FIVE + 1)}


def test_the_two_halves_are_split_by_id_for_good() -> None:
    assert {int(q.id[-3:]) % 2 for q in TUNE} == {1}
    assert {int(q.id[-3:]) % 2 for q in REPORT} == {0}
    assert len({q.id for q in ALL}) == len(ALL) == 316


def test_the_readme_counts_each_kind() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", (QUESTIONS / "README.md").read_text(), re.M))
    assert {kind: int(count) for kind, count in told.items()} == Counter(q.kind for q in ALL)


def test_each_half_asks_a_fact_of_every_paper() -> None:
    for half in (TUNE, REPORT):
        assert Counter(paper for q in half if q.kind == "fact" for paper in q.papers) == dict.fromkeys(PAPER, 1)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_a_question_keeps_the_rules(question: Question) -> None:
    assert question.id.startswith(f"{question.kind}-")
    assert question.papers <= PAPER.keys()
    assert bool(question.papers) == (question.outcome != "no_match")
    shared = phrases(" . ".join(question.turns)) & PHRASES
    assert not shared, f"five words in a row of a paper: {shared}"
    given = comparable(" ".join([*question.turns, *(PAPER[paper].title for paper in question.papers)]))
    told = [fact for group in question.facts for fact in group if comparable(fact) in given]
    assert not told, f"the question or the title says it: {told}"


def told(paper: Paper, kind: str) -> str:
    """Return what a question of this kind is answered from."""
    record = (*paper.authors, paper.venue, str(paper.year)) if kind == "list" else ()
    return " ".join((paper.abstract, *record))


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_the_abstracts_hold_what_is_expected(question: Question) -> None:
    text = comparable(" ".join(told(PAPER[paper], question.kind) for paper in sorted(question.papers)))
    assert all(any(comparable(fact) in text for fact in group) for group in question.facts)


@pytest.mark.parametrize("question", [q for q in ALL if q.kind == "which"], ids=lambda q: q.id)
def test_a_which_question_has_one_to_three_papers(question: Question) -> None:
    assert 1 <= len(question.papers) <= 3
    assert question.facts == ()


@pytest.mark.parametrize("question", [q for q in ALL if q.kind == "list"], ids=lambda q: q.id)
def test_a_question_of_the_whole_library_has_every_paper_that_holds_the_name_it_asks_for(question: Question) -> None:
    names = {"Cityscapes", "ADE20K", "COCO", "CIFAR-10", "Swin", "DeiT"}
    asked = [name for name in names if name in question.turns[0]]
    if len(asked) == 1 and not re.search(r"newest|latest|CVPR", question.turns[0]):
        pattern = re.compile(asked[0].replace("-", "-?"))
        assert question.papers == {paper.id for paper in PAPER.values() if pattern.search(paper.text)}


@pytest.mark.parametrize("question", [q for q in ALL if q.kind == "followup"], ids=lambda q: q.id)
def test_a_follow_up_has_two_to_four_turns(question: Question) -> None:
    assert 2 <= len(question.turns) <= 4


PHRASES = {phrase for paper in PAPER.values() for text in (paper.title, paper.abstract) for phrase in phrases(text)}

"""The judge that the program ships: `python -m pytest tests/assistant/models/judges`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.models import catalogue, weights
from assistant.models.judge import Passage
from assistant.models.judges.openvino import OpenVinoJudge

pytestmark = pytest.mark.models

PAPER = Passage(
    "MossTree: Forests of Small Trees",
    (
        "Forests of trees are used in many fields.",
        "We present MossTree, which grows each tree from a tenth of the data.",
        "On the CloverBench benchmark it reaches 81.3% accuracy, 2.4 points above boosting.",
    ),
)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> OpenVinoJudge:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_HOME", str(tmp_path_factory.mktemp("home")))
        made = OpenVinoJudge(weights.locate(catalogue.find("all-MiniLM-L6-v2", "embedding")))
        made.judged("warm?", [PAPER])
    return made


def test_the_sentence_that_answers_has_the_best_odds(judge: OpenVinoJudge) -> None:
    (accuracy,) = judge.judged("What accuracy does MossTree reach on CloverBench?", [PAPER])
    (method,) = judge.judged("How much of the data does MossTree grow a tree from?", [PAPER])
    assert int(accuracy.answers.argmax()) == 2 and int(method.answers.argmax()) == 1


def test_what_the_abstract_does_not_say_has_lower_odds_than_what_it_says(judge: OpenVinoJudge) -> None:
    (told,) = judge.judged("What accuracy does MossTree reach on CloverBench?", [PAPER])
    (untold,) = judge.judged("How many GPUs was MossTree trained on?", [PAPER])
    assert untold.answers.max() < told.answers.max()


def test_the_words_that_tell_the_answer_have_the_best_odds(judge: OpenVinoJudge) -> None:
    accuracy = judge.telling("What accuracy does MossTree reach on CloverBench?", PAPER, 2)
    by_how_much = judge.telling("By how many points is boosting beaten?", PAPER, 2)
    assert accuracy.shape == (len(PAPER.sentences[2].split()),)
    assert accuracy[6] == accuracy.max() and by_how_much[8] > by_how_much[6]


def test_papers_are_judged_each_for_itself(judge: OpenVinoJudge) -> None:
    other = Passage("Kitchens", ("Kitchens are noisy.",))
    together = judge.judged("What is noisy?", [PAPER, other])
    apart = [judge.judged("What is noisy?", [paper])[0] for paper in (PAPER, other)]
    for one, same in zip(together, apart, strict=True):
        assert np.array_equal(one.answers, same.answers) and np.array_equal(one.supports, same.supports)


@pytest.mark.parametrize(
    "paper",
    [
        Passage("", ()),
        Passage("", ("",)),
        Passage("\ud800\x00", ("a\ud800", "[SEP]" * 9)),
        Passage("x " * 9_000, ("y.",)),
    ],
    ids=["empty", "empty sentence", "half letters", "long title"],
)
def test_odd_papers_have_odds_too(judge: OpenVinoJudge, paper: Passage) -> None:
    (judged,) = judge.judged("What is y?" * 200, [paper])
    assert judged.answers.shape == judged.supports.shape == (len(paper.sentences),)
    assert all(np.isfinite(judge.telling("What is y?", paper, n)).all() for n in range(len(paper.sentences)))
    assert np.isfinite(judged.answers).all() and np.isfinite(judged.supports).all()


def test_what_lies_beyond_the_longest_paper_is_not_read(judge: OpenVinoJudge) -> None:
    (judged,) = judge.judged("What is y?", [Passage("T", ("word " * 300, "It is y.", "word " * 300, "It is y."))])
    assert judged.answers[3] == -20 < judged.answers[0]


def test_of_what_was_not_read_no_word_is_told(judge: OpenVinoJudge) -> None:
    paper = Passage("T", ("", "word " * 300, "It is y.", "word " * 300, "It is y."))
    assert [judge.telling("What is y?", paper, n).shape for n in (0, 2, 4)] == [(0,), (3,), (0,)]


def test_special_tokens_in_a_text_are_words(judge: OpenVinoJudge, tmp_path: Path) -> None:
    ids, spans = judge._tokens("[CLS] what? [SEP]", Passage("[SEP]", ("[MASK] is [SEP] y.",)))
    separators = [place for place, token in enumerate(ids) if token == judge._end]
    assert len(separators) == 3 and len(spans) == 1

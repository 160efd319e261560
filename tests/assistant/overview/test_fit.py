"""Whether a paper is what a question asks for: `python -m pytest tests/assistant/overview/test_fit.py`."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.overview import fit
from assistant.overview.fit import READ, UNREAD, Fit, beside, features, fits, listed, quote, with_judge
from index.hit import Hit
from index.library import Library
from index.paper import Paper
from tests.fakes import FakeJudge

ASKED = "Which papers route robots through warehouses?"


def hits(library: Library, question: str = ASKED) -> list[Hit]:
    return library.search(question, 10)


def found(*odds: float) -> list[Fit]:
    hit = Hit(Paper("arxiv:1", "T", "One sentence of some length."), 1.0)
    return [Fit(hit, value, quote("sentence", hit, score=value)) for value in odds]


def test_the_paper_asked_for_fits_best_with_a_judge_and_without(library: Library) -> None:
    for judge in (None, FakeJudge({"routes": 4.0})):
        best, *others = fits(ASKED, hits(library), judge)
        assert best.hit.paper.title.startswith("HopScotch")
        assert best.odds > max(other.odds for other in others) + 1


def test_a_judge_reads_the_first_papers_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "_READ_BY_JUDGE", 2)
    told = [one.quote.odds for one in fits(ASKED, hits(library), FakeJudge({"robots": 4.0})) if one.quote]
    assert sum(odds is not None for odds in told) == 2


def test_what_the_judge_thinks_counts(library: Library) -> None:
    def odds(judge: FakeJudge) -> float:
        return next(one.odds for one in fits(ASKED, hits(library), judge) if one.hit.paper.title.startswith("Tadpole"))

    assert odds(FakeJudge({"fish": 6.0})) > odds(FakeJudge({"fish": -6.0}))


def test_each_paper_is_told_by_as_many_figures_as_there_are_weights(library: Library) -> None:
    told = features("route robots through warehouses", hits(library))
    assert told.shape == (10, len(UNREAD) - 1)
    assert told[:, 1].max() == 0  # nothing has more than the best
    assert ((told[:, 2] >= 0) & (told[:, 2] <= 1)).all()
    assert with_judge(told, np.full(10, -20.0, dtype=np.float32)).shape == (10, len(READ) - 1)


def test_the_quote_is_the_sentence_that_holds_most_of_what_is_asked(papers: list[Paper]) -> None:
    paper = papers[8]
    piece = quote("collisions in the simulated warehouse", Hit(paper, 1.0))
    assert piece is not None
    assert (
        piece.text
        == paper.abstract[piece.start : piece.end]
        == "Collisions were never observed in the simulated warehouse."
    )


def test_a_paper_without_an_abstract_has_no_quote() -> None:
    assert quote("anything", Hit(Paper("arxiv:1", "T"), 1.0)) is None


@pytest.mark.parametrize(
    ("odds", "count"),
    [((3.0, 1.0, -0.4, -0.6), 3), ((-1.0, -1.1), 1), ((-2.1,), 0), ((), 0)],
    ids=["likely ones", "the best alone", "hopeless", "none"],
)
def test_a_list_holds_what_is_likely(odds: tuple[float, ...], count: int) -> None:
    assert len(listed(found(*odds))) == count


@pytest.mark.parametrize(
    ("odds", "count"), [((3.0, 1.5, 0.5), 2), ((1.0, 0.2, -0.2), 2), ((-1.0, -1.0), 1)], ids=["near", "likely", "best"]
)
def test_beside_the_best_only_what_is_as_likely_meant_is_shown(odds: tuple[float, ...], count: int) -> None:
    assert len(beside([one.quote for one in found(*odds) if one.quote])) == count


def test_nothing_found_fits_nothing() -> None:
    assert fits(ASKED, [], None) == []

"""Which papers come first, and why: `python -m pytest tests/index/test_ranker.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index.fusion import fused
from index.intake import take_in
from index.keywords import KeywordIndex
from index.method import ABLATION, ADAPTED, BM25, DEFAULT, DENSE, FEEDBACK, HYBRID, PASSAGES, Method
from index.paper import Paper
from index.passages import embedded
from index.ranker import _FEEDBACK as WORTH
from index.ranker import PASSAGE_WEIGHT, Ranked, Ranker, _middle
from index.reranker import Scores
from index.store import Store
from index.vectors import DenseIndex
from tests.fakes import FakeEncoder, FakeReranker, invented_papers, numbered_papers

QUERY = "networks without normalisation on HarborImages"
DEPTH = 100


class AdaptedEncoder(FakeEncoder):
    """Reads every query as one about fish, where its adapter is asked."""

    def encode_queries(self, texts: Sequence[str], *, adapted: bool = True) -> np.ndarray:
        return super().encode_queries(["tiny detectors of fish"] * len(texts) if adapted else texts)


class LastFirst:
    """A reranker that likes best what was worst."""

    name = "last-first"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        self.seen = list(texts)
        return np.arange(len(texts), dtype=np.float32)


Made = Callable[..., Ranker]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Make a ranker of papers."""
    store = Store(tmp_path / "papers.db")

    def make(papers: list[Paper] | None = None, encoder: FakeEncoder | None = None, reranker=None) -> Ranker:
        encoder = encoder or FakeEncoder()
        take_in(invented_papers() if papers is None else papers, store, encoder)
        dense = DenseIndex.open(tmp_path, store, encoder.dimension)
        return Ranker(store, dense, KeywordIndex.open(tmp_path, store), encoder, reranker)

    yield make
    store.close()


def asked(ranker: Ranker, method: Method, query: str = QUERY, depth: int = DEPTH) -> list[Ranked]:
    return ranker.ranked(query, method, depth, None)


def pairs(ranked: list[Ranked]) -> list[tuple[int, float]]:
    return [(one.row, one.score) for one in ranked]


def cosines(ranker: Ranker, query: str = QUERY) -> dict[int, tuple[float, float]]:
    """By row, the cosines of whole text and best passage by their definition."""
    vector = FakeEncoder().encode_queries([query])[0]
    rows, texts = zip(*ranker.store.texts(ranker.store.rows()), strict=True)
    own = embedded(texts, FakeEncoder())
    return {row: (float(one[0] @ vector), float((one[1:] @ vector).max())) for row, one in zip(rows, own, strict=True)}


# The stages


def test_words_alone_are_ranked_as_the_keyword_index_does(made: Made) -> None:
    ranker = made()
    ranked = asked(ranker, BM25)
    assert pairs(ranked) == ranker.keyword.search(QUERY, DEPTH) != []
    assert [one.keyword_rank for one in ranked] == list(range(1, len(ranked) + 1))
    assert {(one.dense_rank, one.similarity, one.passage_similarity) for one in ranked} == {(None, None, None)}
    assert ranker.encoder.queries == []


def test_meaning_alone_is_ranked_by_the_cosine_of_the_whole_text(made: Made) -> None:
    ranker = made()
    ranked = asked(ranker, DENSE)
    assert sorted(one.dense_rank for one in ranked) == list(range(1, 13))
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        assert one.score == one.similarity == pytest.approx(cosines(ranker)[one.row][0], abs=1e-6)
        assert one.keyword_rank is one.passage_similarity is None


def test_the_hybrid_is_the_fusion_of_both(made: Made) -> None:
    ranker = made()
    (vector,) = FakeEncoder().encode_queries([QUERY])
    expected = fused(ranker.dense.search(vector, DEPTH), ranker.keyword.search(QUERY, DEPTH))
    assert pairs(asked(ranker, HYBRID)) == expected


def test_passages_give_each_paper_its_meaning_and_its_share_of_words(made: Made) -> None:
    ranker = made()
    whole_and_best = cosines(ranker)
    words = dict(ranker.keyword.search(QUERY, DEPTH))
    spread = np.std([whole for whole, _ in whole_and_best.values()])
    ranked = asked(ranker, PASSAGES)
    assert len(ranked) == 12
    for one in ranked:
        whole, best = whole_and_best[one.row]
        assert one.similarity == pytest.approx(whole, abs=1e-5)
        assert one.passage_similarity == pytest.approx(best, abs=0.005)
        meaning = (1 - PASSAGE_WEIGHT) * whole + PASSAGE_WEIGHT * best
        share = words.get(one.row, 0) / max(words.values())
        assert one.score == pytest.approx(meaning + 4 * spread * share, abs=0.005)


def test_a_paper_found_by_words_alone_has_its_cosines_too(made: Made) -> None:
    long = "Many other things are said. " * 30
    names_it = Paper("arxiv:1", "A Report of Many Things", f"{long} Herons are seen. {long}")
    like_it = [Paper(f"arxiv:2{n}", "Seen and Said", "Seen and seen.") for n in range(3)]
    ranker = made([names_it, *like_it])
    ranked = asked(ranker, PASSAGES, "seen herons", depth=1)
    (by_words,) = [one for one in ranked if one.dense_rank is None]
    assert len(ranked) == 2 and (by_words.row, by_words.keyword_rank) == (1, 1)
    whole, best = cosines(ranker, "seen herons")[1]
    assert by_words.similarity == pytest.approx(whole, abs=0.005)
    assert by_words.passage_similarity == pytest.approx(best, abs=0.005)


def test_a_query_without_known_words_is_ranked_by_meaning(made: Made) -> None:
    ranker = made()
    ranked = asked(ranker, PASSAGES, "zyzzyva qwertz")
    assert len(ranked) == 12 and {one.keyword_rank for one in ranked} == {None}
    for one in ranked:
        assert one.score == pytest.approx(0.4 * one.similarity + 0.6 * one.passage_similarity, abs=0.005)


def test_only_methods_that_say_so_let_the_adapter_read_the_query(made: Made) -> None:
    ranker, plain = made(encoder=AdaptedEncoder()), made()
    for method in (DENSE, HYBRID, PASSAGES):
        assert asked(ranker, method) == asked(plain, method)
    assert asked(ranker, ADAPTED) != asked(plain, ADAPTED) == asked(plain, PASSAGES)
    (fish,) = (row for row, paper in ranker.store.by_rows(range(1, 13)).items() if "Tadpole" in paper.title)
    assert [one.row for one in asked(ranker, ADAPTED) if one.dense_rank == 1] == [fish]


# Feedback


def test_each_paper_gains_by_how_near_it_is_to_the_middle_of_the_first_three(made: Made) -> None:
    ranker = made()
    before = asked(ranker, ADAPTED)
    rows, texts = zip(*ranker.store.texts(ranker.store.rows()), strict=True)
    vectors = dict(zip(rows, FakeEncoder().encode_documents(texts), strict=True))
    middle = sum(one.score * vectors[one.row] for one in before[:3])
    middle = middle / np.linalg.norm(middle)
    after = {one.row: one for one in asked(ranker, FEEDBACK)}
    assert len(after) == 12
    for one in before:
        gain = WORTH * float(vectors[one.row] @ middle)
        assert after[one.row].score == pytest.approx(one.score + gain, abs=0.005)


def test_a_paper_like_the_first_few_overtakes_one_that_is_like_nothing(made: Made) -> None:
    liked = [Paper(f"arxiv:1{n}", "Herons", f"Herons nest in wet reeds {n}.") for n in range(3)]
    apart = Paper("arxiv:2", "Herons Rust", "Copper wires corrode.")
    alike = Paper("arxiv:3", "Herons of Reeds", "Wet nest, wet reeds.")
    ranker = made([*liked, apart, alike])
    assert [one.row for one in asked(ranker, ADAPTED, "herons")] == [1, 2, 3, 4, 5]
    assert [one.row for one in asked(ranker, FEEDBACK, "herons")] == [1, 2, 3, 5, 4]


def test_what_the_retrievers_said_of_a_paper_stays_as_it_is(made: Made) -> None:
    ranker = made()

    def told(method: Method) -> dict[int, tuple[object, ...]]:
        return {
            one.row: (one.dense_rank, one.keyword_rank, one.similarity, one.passage_similarity)
            for one in asked(ranker, method)
        }

    assert told(FEEDBACK) == told(ADAPTED)


def test_a_library_of_one_paper_gives_it_all_that_can_be_gained(made: Made) -> None:
    ranker = made(invented_papers()[1:2])
    (before,), (after,) = asked(ranker, ADAPTED), asked(ranker, FEEDBACK)
    assert after.score == pytest.approx(before.score + WORTH, abs=0.005)


def test_where_nothing_scores_above_zero_nothing_is_believed(made: Made) -> None:
    class Against(FakeEncoder):
        """Every query is the opposite of the papers, so that each scores below zero, or has nothing of them at all."""

        sign = -1.0

        def encode_queries(self, texts, *, adapted=True):
            return self.sign * self.encode_documents(["herons nest"] * len(texts))

    encoder = Against()
    ranker = made([Paper(f"arxiv:{n}", "Herons nest", f"Herons nest {n}.") for n in range(5)], encoder)
    for sign in (-1.0, 0.0):
        encoder.sign = sign
        after = asked(ranker, FEEDBACK, "zyzzyva")
        assert after == asked(ranker, ADAPTED, "zyzzyva") and len(after) == 5
        assert all(np.isfinite(one.score) and one.score <= 0 for one in after)


def test_the_middle_is_that_of_the_best_by_their_scores_and_one_long() -> None:
    vectors = np.eye(5, dtype=np.float32)
    scores = np.array([0.1, 0.4, 0.0, 0.3, 0.2], dtype=np.float32)
    expected = np.array([0, 4, 0, 3, 2]) / 29**0.5
    assert _middle(vectors, scores) == pytest.approx(expected, abs=1e-6)
    assert _middle(vectors[:1], scores[:1]) == pytest.approx([1, 0, 0, 0, 0])


@pytest.mark.parametrize("scores", [[0.0, 0.0, 0.0], [-0.1, -0.2, -0.3], [0.0, -1.0, -0.5]])
def test_of_scores_that_are_not_above_zero_the_middle_is_nowhere(scores: list[float]) -> None:
    assert _middle(np.eye(3, dtype=np.float32), np.array(scores, dtype=np.float32)).tolist() == [0, 0, 0]


def test_a_score_below_zero_has_no_say_in_the_middle() -> None:
    scores = np.array([-0.5, 0.2, -0.9], dtype=np.float32)
    assert _middle(np.eye(3, dtype=np.float32), scores).tolist() == [0, 1, 0]


def test_papers_that_cancel_each_other_have_no_middle() -> None:
    opposite = np.array([[1.0, 0.0], [-1.0, 0.0]], dtype=np.float32)
    assert _middle(opposite, np.array([0.5, 0.5], dtype=np.float32)).tolist() == [0, 0]


# Reranking


def test_without_a_reranker_the_default_ranks_as_the_stage_before(made: Made) -> None:
    ranker = made()
    assert asked(ranker, DEFAULT) == asked(ranker, FEEDBACK)


def test_a_reranker_orders_the_first_twenty_anew_and_the_rest_stays(made: Made) -> None:
    reranker = LastFirst()
    ranker = made(numbered_papers(60), reranker=reranker)
    before = asked(ranker, FEEDBACK, "topic7 value")
    after = asked(ranker, DEFAULT, "topic7 value")
    assert len(before) == 60 and len(reranker.seen) == 20
    texts = dict(ranker.store.texts(ranker.store.rows()))
    assert reranker.seen == [texts[one.row] for one in before[:20]]
    assert [one.row for one in after[:20]] == [one.row for one in before[:20]][::-1]
    assert after[20:] == before[20:]


@pytest.mark.parametrize("count", [1, 5, 20, 21, 60])
def test_scores_fall_all_the_way_down_after_reranking(made: Made, count: int) -> None:
    after = asked(made(numbered_papers(count), reranker=LastFirst()), DEFAULT, "topic7 value")
    scores = [one.score for one in after]
    assert len(scores) == count and scores[:20] == sorted(set(scores[:20]), reverse=True)
    assert all(higher >= lower for higher, lower in pairwise(scores))


def test_a_reranked_paper_keeps_what_the_retrievers_said_of_it(made: Made) -> None:
    ranker = made(reranker=LastFirst())

    def told(method: Method) -> dict[int, tuple[object, ...]]:
        return {
            one.row: (one.dense_rank, one.keyword_rank, one.similarity, one.passage_similarity)
            for one in asked(ranker, method)
        }

    assert told(DEFAULT) == told(FEEDBACK)


def test_papers_that_a_reranker_holds_for_equal_keep_their_order(made: Made) -> None:
    ranker = made(reranker=FakeReranker())
    query = "zyzzyva qwertz"
    assert [one.row for one in asked(ranker, DEFAULT, query)] == [one.row for one in asked(ranker, FEEDBACK, query)]


@pytest.mark.parametrize("method", ABLATION, ids=lambda method: method.name)
def test_the_other_methods_do_not_ask_the_reranker(made: Made, method: Method) -> None:
    reranker = FakeReranker()
    assert asked(made(reranker=reranker), method) and reranker.seen == []


# Whatever the method

EVERY = pytest.mark.parametrize("method", [*ABLATION, DEFAULT], ids=lambda method: method.name)


@EVERY
def test_the_best_come_first_and_equal_ones_in_the_order_of_rows(made: Made, method: Method) -> None:
    twins = [Paper(f"arxiv:{n}", "Herons", "Herons nest here. Herons rest.") for n in range(30)]
    ranker = made(twins)
    ranked = asked(ranker, method, "herons nest")
    assert [one.row for one in ranked] == sorted(one.row for one in ranked) and len(ranked) == 30
    for one, other in pairwise(ranked):
        assert one.score == pytest.approx(other.score, abs=1e-6)
    assert asked(ranker, method, "herons nest") == ranked


@EVERY
def test_only_the_rows_of_a_filter_are_ranked(made: Made, method: Method) -> None:
    ranker = made(numbered_papers(50), reranker=FakeReranker())
    rows = np.array([3, 17, 40])
    assert {one.row for one in ranker.ranked("topic2 value", method, 2, rows)} <= {3, 17, 40}
    assert len(ranker.ranked("topic2 value", method, DEPTH, rows)) == 3
    assert ranker.ranked("topic2 value", method, DEPTH, np.array([], dtype=np.int64)) == []


@EVERY
def test_no_retriever_gives_more_than_its_depth(made: Made, method: Method) -> None:
    ranked = asked(made(numbered_papers(50)), method, "topic7 value", depth=4)
    assert max(one.dense_rank or 0 for one in ranked) <= 4 >= max(one.keyword_rank or 0 for one in ranked)
    assert 4 <= len(ranked) <= 8


@EVERY
def test_an_empty_library_gives_nothing(made: Made, method: Method) -> None:
    assert asked(made([], reranker=FakeReranker()), method) == []


@pytest.mark.parametrize("method", [PASSAGES, ADAPTED, FEEDBACK, DEFAULT], ids=lambda method: method.name)
def test_a_paper_that_another_process_has_just_removed_is_left_out(made: Made, method: Method) -> None:
    ranker = made(reranker=FakeReranker())
    first, *others = (one.row for one in asked(ranker, method))
    with ranker.store.writing() as writer:
        writer.delete(first, ranker.store.by_rows([first])[first])
    assert sorted(one.row for one in asked(ranker, method)) == sorted(others)
    with ranker.store.writing() as writer:
        for row, paper in ranker.store.by_rows(others).items():
            writer.delete(row, paper)
    assert asked(ranker, method) == []


def test_a_reranker_reads_no_paper_that_is_gone(made: Made) -> None:
    ranker = made(reranker=LastFirst())
    with ranker.store._database.told() as db:
        db.execute("DELETE FROM papers WHERE row = 2")  # between the scoring and the reading
    ranked = asked(ranker, DEFAULT)
    assert len(ranker.reranker.seen) == 11 and 2 not in [one.row for one in ranked]

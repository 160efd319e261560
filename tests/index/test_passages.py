"""The vectors of a paper, and how they are stored and compared: `python -m pytest tests/index/test_passages.py`."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.encoder import Vectors
from index.paper import Paper
from index.passages import embedded, intact, packed, passages, scored, unpacked
from tests.fakes import FakeEncoder, invented_papers

DIMENSION = 48


def unit(*vectors: list[float]) -> Vectors:
    made = np.array(vectors, dtype=np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def chance(count: int, seed: int = 0) -> Vectors:
    return unit(*np.random.default_rng(seed).standard_normal((count, DIMENSION)))


# What is embedded


def test_the_title_comes_first_and_then_each_sentence_in_order() -> None:
    paper = Paper("arxiv:1", "Herons. A Count", "We count herons. There are 12.5 of them! Why?")
    assert passages(paper.text) == ["Herons. A Count", "We count herons.", "There are 12.5 of them!", "Why?"]


def test_an_abstract_without_end_is_read_to_its_hundredth_sentence() -> None:
    read = passages(Paper("arxiv:1", "Endless", " ".join(f"Sentence {n} is here." for n in range(5_000))).text)
    assert len(read) == 1 + 100 and read[-1] == "Sentence 99 is here."


@pytest.mark.parametrize("text", ["A title alone", "", "\n", "\n \t\n"])
def test_there_is_always_a_title_even_an_empty_one(text: str) -> None:
    assert passages(text) == [text.strip()]
    ((whole, title),) = embedded([text], FakeEncoder())
    assert whole == pytest.approx(title, abs=1e-6) and np.isfinite(whole).all()


def test_papers_get_their_own_vectors_although_all_are_embedded_at_once() -> None:
    encoder, texts = FakeEncoder(), [paper.text for paper in invented_papers()] + ["A title alone"]
    together = embedded(texts, encoder)
    assert [len(own) - 1 for own in together] == [len(passages(text)) for text in texts]
    assert encoder.documents == [*texts, *(one for text in texts for one in passages(text))]
    for text, own in zip(texts, together, strict=True):
        assert own == pytest.approx(FakeEncoder().encode_documents([text, *passages(text)]))


def test_the_whole_text_is_read_in_one_and_not_put_together_from_its_passages() -> None:
    class Reader(FakeEncoder):
        """A text points the more upwards, the longer it is: no sum of short ones points where the long one does."""

        def encode_documents(self, texts):
            return unit(*([1.0, float(len(text))] for text in texts))

    text = "A title\nA sentence. Another sentence."
    ((whole, *parts),) = embedded([text], Reader())
    assert whole == pytest.approx(unit([1.0, len(text)])[0])
    assert all(whole[1] > part[1] for part in parts)


def test_vectors_of_nothing_but_zeros_give_numbers_all_the_same() -> None:
    class Nowhere(FakeEncoder):
        def encode_documents(self, texts):
            return np.array([[0.0, 0.0]] * len(texts), dtype=np.float32)

    ((whole, *_),) = embedded(["A title\nA sentence."], Nowhere())
    assert np.isfinite(whole).all()
    assert np.isfinite(unpacked(packed(np.zeros((2, 4), dtype=np.float32)), 4)).all()


# How it is stored


def test_what_was_packed_comes_back_a_thousandth_off_in_a_quarter_of_the_room() -> None:
    vectors = chance(500)
    back = unpacked(packed(vectors), DIMENSION)
    assert back.dtype == np.float32 and back.shape == vectors.shape
    assert ((back * vectors).sum(axis=1) / np.linalg.norm(back, axis=1)).min() > 0.999
    assert np.linalg.norm(back, axis=1) == pytest.approx(1, abs=0.005)
    assert len(packed(vectors)) == 500 * (4 + DIMENSION)


@given(arrays(np.float32, (3, 5), elements=st.floats(-1, 1, width=32)))
def test_no_number_comes_back_further_off_than_half_a_step(vectors: Vectors) -> None:
    step = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12) / 127
    assert (np.abs(unpacked(packed(vectors), 5) - vectors) <= step * 0.501).all()


def test_vectors_of_another_dimension_are_refused() -> None:
    blob = packed(chance(3))
    with pytest.raises(ValueError, match="must be a multiple"):
        unpacked(blob, DIMENSION + 1)
    assert intact(blob, DIMENSION) and not intact(blob, DIMENSION + 1)


@pytest.mark.parametrize("blob", [b"", None, 7, "text", packed(chance(1)), packed(chance(2))[:-1]])
def test_a_whole_text_without_a_passage_is_not_intact(blob: object) -> None:
    assert not intact(blob, DIMENSION)
    assert intact(packed(chance(2)), DIMENSION)


# How it is compared


def test_each_paper_is_compared_by_its_whole_text_and_by_its_best_passage() -> None:
    papers = [chance(4, seed=1), chance(2, seed=2), chance(9, seed=3)]
    query = chance(1, seed=4)[0]
    wholes, best = scored([packed(own) for own in papers], query)
    assert wholes == pytest.approx(np.array([own[0] for own in papers]), abs=0.005)
    assert wholes @ query == pytest.approx([own[0] @ query for own in papers], abs=0.01)
    assert best == pytest.approx([(own[1:] @ query).max() for own in papers], abs=0.01)


def test_the_whole_text_is_never_its_own_best_passage() -> None:
    query = unit([1.0, 0.0])[0]
    fitting, opposite = unit([1.0, 0.0], [0.0, 1.0]), unit([1.0, 0.0], [-1.0, 0.0])
    wholes, best = scored([packed(fitting), packed(opposite)], query)
    assert wholes @ query == pytest.approx([1, 1], abs=0.01) and best == pytest.approx([0, -1], abs=0.01)

"""The words of a text as search sees them: `python -m pytest tests/index/test_terms.py`."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import STOPWORDS, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The nets’ depth, the net's width", ["the", "nets", "depth", "the", "net", "width"]),
        ("state-of-the-art g^nConv", ["state-of-the-art", "g^nconv"]),
        ("C++ and RelationNet++: fast", ["c++", "and", "relationnet++", "fast"]),
        ("87.8% of 1,000 (v0.02)", ["87.8", "of", "1", "000", "v0.02"]),
        ("Fréchet ÜBER", ["frechet", "uber"]),
        ("", []),
        ("?! … \x00", []),
    ],
)
def test_words_are_kept_whole_and_plain(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("learned learning learns", "learn"),
        ("self-attention", "self attention"),
        ("self-attention", "selfattention"),
        ("FRÉCHET", "frechet"),
        ("networks", "network’s"),
    ],
)
def test_different_dress_shares_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


def test_stopwords_carry_nothing() -> None:
    assert terms(" ".join(sorted(STOPWORDS))) == []


@given(st.text(max_size=200))
def test_terms_hold_no_blank_and_do_not_depend_on_case(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in terms(text))
    assert terms(text) == terms(text)


def test_threads_see_the_same_terms() -> None:
    text = " ".join(f"running{n} stemmed-words{n}" for n in range(500))
    expected, seen = terms(text), []
    threads = [threading.Thread(target=lambda: seen.append(terms(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 8


def test_a_hostile_word_takes_no_time() -> None:
    assert len(terms("a-" * 50_000)) <= 50_001
    assert len(terms("x" * 200_000)) == 1


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("normalised", "normalized"),
        ("optimisation", "optimization"),
        ("tumours", "tumors"),
        ("behavioural", "behavioral"),
        ("analysed", "analyzed"),
        ("colour-coded", "color-coded"),
        ("neighbourhoods", "neighborhoods"),
    ],
)
def test_british_and_american_spellings_meet(british: str, american: str) -> None:
    assert terms(british) == terms(american)


@pytest.mark.parametrize("word", ["four", "hour", "noise", "wise", "rise", "base"])
def test_short_words_keep_their_spelling(word: str) -> None:
    (term,) = terms(word)
    assert word.startswith(term)

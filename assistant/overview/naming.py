"""The terms that tell a group of papers apart from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.terms import terms, words

_TERMS = 4  # of a topic's name
_FEWEST_HOLDERS = 2  # papers that must hold a term for it to name a topic
_SHARE = 0.2  # of the topic's papers that must hold it, too
_SHORTEST = 3  # letters of a word
_PAIR = 1.5  # what a pair of words says more than one word
# Words of every abstract: they tell how, not what about.
_EMPTY = frozenset(
    terms(
        "able achieve achieves across address addition additional advantage advantages aim aims allow allows "
        "analysis applied apply approach approaches art available baseline baselines based benefit best better "
        "bring brings capability capable capture case cases challenge challenges challenging code compared "
        "comparable common competitive complex comprehensive consider consistently consists current demonstrate "
        "demonstrates demonstrated depend designed develop different difficult directly diverse due easily effect "
        "effective effectively effectiveness efficient efficiency empirical empirically enable enables enhance "
        "evaluate evaluated evaluation even every evidence example existing expensive experiment experiments "
        "experimental explore extensive extends fast faster finally find finds first focus following framework "
        "full fully fundamental gain gains general generally github good great help high higher highly https idea "
        "impact important improve improved improves improvement improvements including increase initial input "
        "introduce introduces investigate issue issues key known large larger lead leads less level like limited "
        "little low lower main make makes mainly many method methods modern much multiple natural need needs new "
        "novel number obtain obtained offer order original output outperform outperforms overall paper perform "
        "performance performs popular possible potential powerful practical present presents previous problem "
        "problems propose proposed proposes provide provides recent recently reduce reduces release require "
        "requires research result results rely robust several shift show significant significantly similar simple "
        "simply since single small solution specific standard state still strong studies study suffer superior "
        "system systems take task tasks technique techniques term test theoretical therefore traditional two type "
        "types typically understand understanding unlike use used useful uses using validate variety various vast "
        "way ways well wide widely without work works yet"
    )
)

Labels = npt.NDArray[np.int64]


def named(texts: Sequence[str], labels: Labels, topics: int) -> list[tuple[str, ...]]:
    """Return the terms that tell each group apart, words and pairs of words; `labels` are the groups of the texts.

    TF-IDF by class (Grootendorst 2022): a term weighs by the share of the group's texts that hold it, and by how much
    more that is than of all texts.
    """
    holders, written = [Counter[str]() for _ in range(topics)], dict[str, Counter[str]]()
    for text, label in zip(texts, labels.tolist(), strict=True):
        found = set(_phrases(text))
        holders[label].update({stem for stem, _ in found})
        for stem, word in found:
            written.setdefault(stem, Counter())[word] += 1
    sizes, whole = np.bincount(labels, minlength=topics), Counter[str]()
    for own in holders:
        whole.update(own)
    found_terms = []
    for own, size in zip(holders, sizes.tolist(), strict=True):
        weight = {
            stem: (1 + (_PAIR - 1) * (" " in stem)) * count / size * np.log(count / size * len(texts) / whole[stem])
            for stem, count in own.items()
            if count >= min(size, max(_FEWEST_HOLDERS, _SHARE * size))
        }
        ranked = sorted(weight, key=lambda stem: (-weight[stem], -len(stem), stem))
        found_terms.append(tuple(written[stem].most_common(1)[0][0] for stem in _apart(ranked)))
    return found_terms


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    """Yield (stems, as written) of the words of a text and of each two that follow each other."""
    before: tuple[str, str] | None = None
    for word in words(text):
        stem = _stem(word)
        if not stem:
            before = None
            continue
        one = (stem, word)
        yield one
        if before:
            yield f"{before[0]} {one[0]}", f"{before[1]} {one[1]}"
        before = one


@lru_cache(maxsize=100_000)  # words repeat, and to stem one anew takes longer than all the rest
def _stem(word: str) -> str:
    """Return the first term of a word that may name a group, "" for one that says nothing."""
    found = terms(word)
    silent = not found or found[0] in _EMPTY or word.replace(".", "").isdigit() or len(word) < _SHORTEST
    return "" if silent else found[0]


def _apart(ranked: Sequence[str]) -> list[str]:
    """Return the first terms that share no stem: "vision transformer" makes "transformer" superfluous."""
    chosen: list[str] = []
    for term in ranked:
        if len(chosen) == _TERMS:
            break
        if not any(set(term.split()) & set(other.split()) for other in chosen):
            chosen.append(term)
    return chosen

"""A paper without the part of itself that it is asked for with."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from index.paper import Paper
from index.sentences import split_sentences
from index.terms import terms, words

_FEWEST_WORDS = 6  # of a sentence that says something of its own: not "Code is available."
_KEYWORDS = 6  # words typed into a search box by somebody who remembers a paper


@dataclass(frozen=True, slots=True)
class Item:
    """A query and the paper that it was taken from, as it is without it."""

    query: str
    paper: Paper


class Rarity:
    """How telling a word is: rare in the library, often in the text (tf-idf; Spärck Jones 1972)."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = 0
        self._holding: Counter[str] = Counter()
        for text in texts:
            self._texts += 1
            self._holding.update(set(terms(text)))

    def telling(self, text: str, count: int) -> list[str]:
        """Return the most telling words, the best first, none of which shares a stem with another."""
        often = Counter(terms(text))
        forms = {word: terms(word) for word in words(text)}  # the first is that of the whole word
        worth = {word: often[of[0]] * self._idf(of[0]) for word, of in forms.items() if of}
        found: list[str] = []
        used: set[str] = set()
        for word in sorted(worth, key=lambda word: (-worth[word], word)):
            if len(found) < count and used.isdisjoint(forms[word]):
                found.append(word)
                used.update(forms[word])
        return found

    def _idf(self, term: str) -> float:
        return math.log((self._texts + 1) / (self._holding[term] + 1))


def sentence(paper: Paper, chance: random.Random, rarity: Rarity) -> Item | None:
    """Return a sentence of the abstract, chosen by chance among those of some length; None where there is none."""
    spans = split_sentences(paper.abstract)
    long = [(start, end) for start, end in spans if len(words(paper.abstract[start:end])) >= _FEWEST_WORDS]
    if len(spans) < 2 or not long:
        return None
    start, end = chance.choice(long)
    rest = f"{paper.abstract[:start].rstrip()} {paper.abstract[end:].lstrip()}".strip()
    return Item(paper.abstract[start:end], replace(paper, abstract=rest))


def title(paper: Paper, chance: random.Random, rarity: Rarity) -> Item | None:
    """Return the title; None where the paper is then nothing."""
    return Item(paper.title, replace(paper, title="")) if paper.abstract and paper.title else None


def keywords(paper: Paper, chance: random.Random, rarity: Rarity) -> Item | None:
    """Return the most telling words of the second half of the abstract, which is taken away; None where it has one
    sentence alone.
    """
    spans = split_sentences(paper.abstract)
    if len(spans) < 2:
        return None
    cut = spans[len(spans) // 2][0]
    query = " ".join(rarity.telling(paper.abstract[cut:], _KEYWORDS))
    return Item(query, replace(paper, abstract=paper.abstract[:cut].rstrip())) if query else None


KINDS: Mapping[str, Callable[[Paper, random.Random, Rarity], Item | None]] = {
    "sentence": sentence,
    "title": title,
    "keywords": keywords,
}

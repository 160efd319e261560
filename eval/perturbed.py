"""Sentences of the papers of a library as they are, reworded, and made false: what a checker is to tell apart."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.aliases import aliases
from assistant.answer import Evidence
from eval.claim import Claim
from eval.falsified import falsified_by_kind
from eval.reworded import MARKED, reworded
from index.paper import Paper
from index.sentences import split_sentences
from index.terms import words

_FEWEST_WORDS = 8  # of a sentence that says something of its own
_MOST_LETTERS = 500  # more is no sentence but a list, or debris
_EACH = 3  # sentences of a paper: more of one paper would count as one
QUOTE = "quote"
TWICE = "reworded twice"


def perturbed(papers: Sequence[Paper], seed: int) -> Iterator[Claim]:
    """Yield claims about the papers, true and false, each with the sentences that an answer would stand on.

    Those are its own sentence, one beside it, and two of another paper, which false claims may borrow from. The
    draws of a paper are its own: a paper more or less changes those of its neighbour alone.
    """
    told = [paper for paper in papers if len(_sentences(paper)) > 1]
    for paper, other in pairwise([*told, *told[:1]]):
        if paper.id != other.id:
            yield from _of_paper(paper, other, random.Random(f"{seed} {paper.id}"))  # noqa: S311 can be repeated


def _of_paper(paper: Paper, other: Paper, chance: random.Random) -> Iterator[Claim]:
    own, foreign = _sentences(paper), _sentences(other)
    for number in sorted(chance.sample(range(len(own)), min(_EACH, len(own)))):
        beside = own[number + 1 if number + 1 < len(own) else number - 1]
        evidence = (own[number], beside, *chance.sample(foreign, 2))
        yield from _of_sentence(f"{paper.id}/{number}", paper, other, evidence, chance)


def _of_sentence(
    name: str, paper: Paper, other: Paper, evidence: tuple[Evidence, ...], chance: random.Random
) -> Iterator[Claim]:
    told = evidence[0].text
    true = {QUOTE: told, **_reworded(told, system_of(paper), chance)}
    for kind, text in true.items():
        yield Claim(f"{name}/true/{kind}", text, kind, True, evidence)
    known = set(true.values())
    context = " ".join([paper.text, *(piece.text for piece in evidence)])
    plain = [text for kind, text in true.items() if kind not in (MARKED, TWICE)]  # a mark's figure says nothing
    base = chance.choice(plain)  # what a model says is seldom a whole sentence with one letter changed
    false = falsified_by_kind(base, context, chance)
    if foreign := _of_other(base, paper, other):
        false["paper"] = foreign
    for kind, text in false.items():
        if text not in known:
            yield Claim(f"{name}/false/{kind}", text, kind, False, evidence)


def _reworded(told: str, system: str, chance: random.Random) -> dict[str, str]:
    """Return the sentence said otherwise in each way, and in two ways at once."""
    once = reworded(told, system, chance)
    plain = [text for kind, text in once.items() if kind != MARKED]
    twice = reworded(chance.choice(plain), system, chance) if plain else {}
    return {**once, **({TWICE: chance.choice(list(twice.values()))} if twice else {})}


def _of_other(sentence: str, paper: Paper, other: Paper) -> str | None:
    """Return what the sentence says of its paper's system, said of the other paper's."""
    own, foreign = system_of(paper), system_of(other)
    if not foreign or foreign.lower() in paper.text.lower():
        return None
    if own and own in sentence:
        return sentence.replace(own, foreign)
    for opening in ("We ", "Our method ", "Our model ", "Our approach ", "The authors "):
        if sentence.startswith(opening):
            return f"{foreign} {sentence.removeprefix(opening)}"
    return None


def system_of(paper: Paper) -> str:
    """Return the name of the system that the paper's title begins with, "" where it names none."""
    named = aliases(paper)
    return named[0] if named and paper.title.startswith(named[0]) else ""


def _sentences(paper: Paper) -> list[Evidence]:
    spans = [
        (start, end)
        for start, end in split_sentences(paper.abstract)
        if end - start <= _MOST_LETTERS and len(words(paper.abstract[start:end])) >= _FEWEST_WORDS
    ]
    return [Evidence(paper, paper.abstract[start:end], start, end, 1.0, 0.0) for start, end in spans]

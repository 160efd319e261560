"""Whether a shortened sentence joins what its source joins: words may be left out, not welded together anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from assistant.facts import spelled_names
from assistant.verbs import FINITE
from index.terms import terms

_PAIRS = frozenset(("and", "or"))  # join what stands on both sides
# Govern what follows.
_OPENINGS = frozenset("but what which how who whose because so since thus therefore than".split())
_COPULAS = frozenset(("is", "are", "was", "were"))
_ARTICLES = frozenset(("a", "an", "the"))
_PREPOSITIONS = frozenset("of in on by with for from to than via between through into".split())
_SEAM = re.compile(r"[;.]\s+")  # between statements of their own
_VERB = re.compile(r"\b(?:is|was) (\w+[^\Ws]s)\b")
_BEING = re.compile(r"([^\W_][\w-]*) (?:is|are|was|were) (on|in|for|with|without|at|by|from|under|via|of)\b", re.I)
_BEING_DONE = re.compile(r"([^\W_][\w-]*) (?:is|are|was|were) (\w+(?:ed|en|wn|ght))\b", re.I)
_DONE_TO = re.compile(r"\b(\w+i[sz]es) to\b")
_JOINED = re.compile(r",\s+(?:so|and|or|but|which|because|since|while|whereas)\s+([\w-]+)")
_OTHERS = re.compile(r"[:;]\s|\b(?:whose|where)\b")  # behind it another subject follows
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ASIDE_ENDS = re.compile(r"[,;:)]$")  # what ends so is said beside: what follows belongs to what came before it
_MARKS = ',;:.()"'
_FAR = 300  # characters between a subject and its verb at most
_FEWEST = 2  # terms of a statement that show that it is told


class _Joint(NamedTuple):
    """A word that joins, the terms nearest to it on both sides ("" for none), and whether article or name follows."""

    word: str
    before: str
    behind: str
    article: bool
    name: bool


def joined_alike(claim: str, evidence: str) -> bool:
    """Say whether each joint of the claim is one of the evidence, and no statement is made of two.

    "And" must stand between the same terms, "so" and "which" before the same; what "is a" something, or "is" a name,
    must be called so, or stand beside it.
    """
    texts = evidence, _BRACKETS.sub("", evidence)
    known = {one for text in texts for one in _joints(text)}
    between = {(one.before, one.behind) for one in known if one.word in _PAIRS}
    opened = {(one.word, one.behind) for one in known}
    called = {one.behind for one in known if one.word in _COPULAS}
    near = {pair for text in texts for pair in pairwise(terms(text))}
    touching = {
        (one[-1], other[0]) for text in texts for one, other in pairwise(map(terms, text.split())) if one and other
    }
    for one in _joints(claim):
        if one.word in _PAIRS and (one.before, one.behind) not in between:
            return False
        if one.word in _OPENINGS and (one.word, one.behind) not in opened:
            return False
        if one.word in _COPULAS and (one.article or one.name) and one.behind not in called:
            if (one.before, one.behind) not in (near if one.article else touching):
                return False
    return not (
        _welds(claim, evidence)
        or _promotes(claim, evidence)
        or _doubles(claim, evidence)
        or _places(claim, evidence)
        or _changes_subject(claim, evidence)
        or _changes_verb(claim, evidence)
        or _splices(claim, evidence)
        or _borrows(claim, evidence)
        or _loses_object(claim, evidence)
    )


def _welds(claim: str, evidence: str) -> bool:
    """Say whether the claim makes one statement of several of the evidence, or tells one of the subject of another."""
    sides = [Counter(terms(side)) for side in _SEAM.split(evidence)]
    if len(sides) == 1 or _SEAM.search(claim):
        return False
    said = Counter(terms(claim))
    told = [set(said) & set(side) - set().union(*(other for other in sides if other is not side)) for side in sides]
    nearest = max(sides, key=lambda side: len(set(said) & set(side)))
    repeated = any(count > 1 and count > nearest[term] for term, count in said.items())
    return repeated or sum(len(own) >= _FEWEST for own in told) > 1


def _promotes(claim: str, evidence: str) -> bool:
    """Say whether the claim is about what is only beside the subject: LoomNet, of "the mixer of LoomNet"."""
    said, words = claim.split(), evidence.split()
    first, subject = next(((place, found[0]) for place, word in enumerate(said) if (found := terms(word))), (0, ""))
    places = [place for place, word in enumerate(words) if subject in terms(word)]
    return bool(places) and not _is_governed(said, first) and all(_is_governed(words, place) for place in places)


def _is_governed(words: Sequence[str], place: int) -> bool:
    before = [word.lower() for word in words[max(0, place - 2) : place]]
    if before and before[-1] in _ARTICLES:
        before.pop()
    return bool(before) and before[-1] in _PREPOSITIONS


def _doubles(claim: str, evidence: str) -> bool:
    """Say whether the claim puts "is" before what is a verb by itself in the evidence: "is outperforms"."""
    return any(_is_new_use(verb, f"(?:is|are|was|were) {verb}", evidence) for verb in _VERB.findall(claim))


def _places(claim: str, evidence: str) -> bool:
    """Say whether the claim has something be where it does something: "the map is on." of "on data, the map shows".

    It may leave out what stands between the two, but nothing "is of" what is only "of": "nets of ten layers".
    """
    return any(
        not re.search(
            rf"\b{re.escape(word)}\W+(?:(?:is|are|was|were) ){'' if where.lower() == 'of' else '?'}{where}\b",
            evidence,
            re.I,
        )
        for word, where in _BEING.findall(claim)
    )


def _changes_subject(claim: str, evidence: str) -> bool:
    """Say whether the claim has it done to what stands behind: "moss is tested" of "the tree is tested on moss".

    Or to what does it: "the tree is read" of "the tree reads".
    """
    for subject, done in _BEING_DONE.findall(claim):
        places = [found.start() for found in re.finditer(rf"\b{re.escape(subject)}\b", evidence, re.I)]
        passive = rf"\b(?:is|are|was|were|been|being)\b(?: \w+ly)? {done}\b"
        verbs = [found.start() for found in re.finditer(passive, evidence, re.I)]
        if places and verbs and min(places) > max(verbs):
            return True
        if not verbs and _does(subject, terms(done), evidence):
            return True
    return False


def _does(subject: str, verb: Sequence[str], evidence: str) -> bool:
    """Say whether the subject itself does it in the evidence: the verb follows it at once, or after one word."""
    words = evidence.split()
    places = [place for place, word in enumerate(words) if _plain(word) == subject.lower()]
    return any(terms(word) == verb and word.endswith("s") for place in places for word in words[place + 1 : place + 3])


def _changes_verb(claim: str, evidence: str) -> bool:
    """Say whether the claim tells of one verb what follows another: "reads with roots" of "reads, grows with roots"."""
    ours, theirs = _plain_words(claim), _plain_words(evidence)
    words = evidence.split()
    same = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    for one, following in pairwise(same):
        left_out = words[one.b + one.size : following.b]
        goes_on = following.size and following.a == one.a + one.size and ours[following.a] in _PREPOSITIONS
        if one.size and goes_on and left_out and not _ASIDE_ENDS.search(left_out[-1]) and _acts(left_out):
            return True
    return False


def _splices(claim: str, evidence: str) -> bool:
    """Say whether the claim leaves out what joins two statements, but not the comma: "leaves fall, moss grows"."""
    return any(
        re.search(rf",\s+{re.escape(word)}\b", claim) and not re.search(rf",\s+{re.escape(word)}\b", evidence)
        for word in _JOINED.findall(evidence)
    )


def _borrows(claim: str, evidence: str) -> bool:
    """Say whether the claim says of its subject what another does: "trees grow" of "trees, whose leaves grow"."""
    for verb in FINITE.finditer(claim):
        subject = re.escape((_plain_words(claim[: verb.start()]) or [""])[-1])
        own = rf"(?<!\w){subject}(?!\w)"
        found = re.findall(rf"{own}((?:(?!{own}).){{0,{_FAR}}}?)\b{verb[0]}\b", evidence, re.I) if subject else []
        if found and all(_OTHERS.search(between) for between in found):
            return True
    return False


def _acts(words: Sequence[str]) -> bool:
    """Say whether one of the words is a verb; also one of which only its place tells, as in "and classifies"."""
    *before, last = map(_plain, words)
    joined = bool(before) and before[-1] in ("and", "or", "then") and last.endswith(("s", "ed"))
    return joined or any(FINITE.fullmatch(word) for word in (*before, last))


def _plain_words(text: str) -> list[str]:
    return list(map(_plain, text.split()))


def _plain(word: str) -> str:
    return word.strip(_MARKS).lower()


def _loses_object(claim: str, evidence: str) -> bool:
    """Say whether the claim leaves out what a verb is done to: "generalizes to" of "generalizes models to"."""
    return any(_is_new_use(verb, f"{verb} to", evidence) for verb in _DONE_TO.findall(claim))


def _is_new_use(verb: str, use: str, evidence: str) -> bool:
    """Say whether the evidence has the verb, but never in this use, a pattern."""
    return re.search(rf"\b{verb}\b", evidence) is not None and not re.search(rf"\b{use}\b", evidence)


def _joints(text: str) -> Iterator[_Joint]:
    words = [(_plain(word), terms(word), word) for word in text.split()]
    for place, (word, _, _) in enumerate(words):
        if word in _PAIRS | _OPENINGS | _COPULAS:
            before = next((found[-1] for _, found, _ in reversed(words[:place]) if found), "")
            behind = next((found[0] for _, found, _ in words[place + 1 :] if found), "")
            follows = words[place + 1] if place + 1 < len(words) else ("", [], "")
            yield _Joint(word, before, behind, follows[0] in _ARTICLES, bool(spelled_names(follows[2])))

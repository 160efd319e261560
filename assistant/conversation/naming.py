"""Which papers a question names, those of the conversation before the others of the library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.aliases import says, titled
from index.aliases import aliases, title_names
from index.library import Library
from index.paper import Paper, normalised_title
from index.terms import terms

_WORD = re.compile(r"[^\W_][\w^+/.-]*")
_LONGEST = 3  # words of a name
_WORDS = 60  # of a question that are looked at: names stand early, and nobody names sixty
_FEW = 3  # papers that may share a name and still be meant by it
_ORDINARY = 5  # letters: a shorter name in capitals, such as FIT, may be a word where it stands in small ones
_REMEMBERED = 2_048  # papers whose names are kept ready
_IN_TITLE, _IN_ABSTRACT, _ENOUGH = 3, 1, 3


def named(question: str, known: Sequence[Paper], library: Library | None) -> list[Paper]:
    """Return the papers that the question names by title or system, in the order in which it does.

    A name of several papers means those of `known`, else those that have it in their title; of many it means none.
    """
    papers = {paper.id: paper for paper in known}
    if library:
        papers = {**{paper.id: paper for paper in library.named(list(_candidates(question)))}, **papers}
    found: dict[str, tuple[int, Paper]] = {}
    for name, holders in _holders(question, list(papers.values())).items():
        for paper in _meant(name, holders, {paper.id for paper in known}):
            found.setdefault(paper.id, (question.lower().find(name.lower()), paper))
    letters = normalised_title(question)
    for paper in known:
        if _title(paper) in letters and titled(question, paper.title):
            found.setdefault(paper.id, (0, paper))
    return [paper for _, paper in sorted(found.values(), key=lambda one: one[0])]


def described(phrase: str, known: Sequence[Paper], asked: Sequence[str] = (), *, loosely: bool = False) -> Paper | None:
    """Return the one of the papers, the latest first, that "the saliency paper" describes best; None where none is.

    `asked` are the questions that brought the papers up. Only titles and those count, unless `loosely`.
    """
    wanted = set(terms(phrase))
    best, most = None, 0
    for paper, question in zip(known, asked or [""] * len(known), strict=True):
        heading = set(terms(f"{paper.title} {question}"))
        score = sum(_IN_TITLE for term in wanted if term in heading)
        score += sum(_IN_ABSTRACT for term in wanted - heading if term in set(terms(paper.abstract)))
        if score > most and (loosely or score >= _ENOUGH):
            best, most = paper, score
    return best


def _candidates(question: str) -> Iterator[str]:
    """Yield what may be a name: up to three words in a row, and the parts of a hyphenated one."""
    words = [match.group().rstrip(".-/") for match in _WORD.finditer(question)][:_WORDS]
    for start, word in enumerate(words):
        for length in range(1, _LONGEST + 1):
            together = "".join(words[start : start + length])
            yield together
            yield together.removesuffix("s")
        if "-" in word:
            yield from (word.rpartition("-")[0], word.partition("-")[0])


def _holders(question: str, papers: Sequence[Paper]) -> dict[str, list[Paper]]:
    """Return the papers that bring each name that is said; of those in titles alone where nobody brings it."""
    lowered = question.lower()
    spelt: dict[str, str] = {}
    brought: dict[str, list[Paper]] = {}
    titles: dict[str, list[Paper]] = {}
    for paper in papers:
        for key, name, own in _names(paper):
            if key in lowered:  # a quick look before an exact one: there may be hundreds of papers
                spelt[key] = name
                (brought if own else titles).setdefault(key, []).append(paper)
    alone = {key: papers for key, papers in titles.items() if key not in brought and len(papers) == 1}
    said = {key: name for key, name in spelt.items() if says(question, name) and _as_a_name(question, name)}
    return {name: (brought.get(key) or alone[key]) for key, name in said.items() if key in brought or key in alone}


@lru_cache(maxsize=_REMEMBERED)
def _names(paper: Paper) -> tuple[tuple[str, str, bool], ...]:
    """Return (in small letters, as spelt, whether the paper brings it) of each name of a paper and in its title."""
    own = aliases(paper)
    others = (name for name in title_names(paper) if name not in own)
    return (*((name.lower(), name, True) for name in own), *((name.lower(), name, False) for name in others))


@lru_cache(maxsize=_REMEMBERED)
def _title(paper: Paper) -> str:
    return normalised_title(paper.title)


def _meant(name: str, holders: list[Paper], known: set[str]) -> list[Paper]:
    own = [paper for paper in holders if paper.id in known] or holders
    if len(own) > 1:
        own = [paper for paper in own if says(paper.title, name)] or own
    return own if len(own) <= _FEW else []


def _as_a_name(question: str, name: str) -> bool:
    """Say whether the question means the name: "fit" and "selfie" in small letters may be words."""
    if len(name) >= _ORDINARY or name[1:] not in (name[1:].lower(), name[1:].upper()) or not name.isalpha():
        return True
    forms = "|".join(map(re.escape, (name, name.capitalize())))
    return re.search(rf"(?<!\w)(?:{forms})s?(?!\w)", question) is not None

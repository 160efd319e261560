"""Which papers a question names, those of the conversation before the others of the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
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


def named(question: str, known: Sequence[Paper], library: Library | None, *, in_titles: bool = False) -> list[Paper]:
    """Return the papers that the question names by title or system, in the order in which it does.

    A name of several papers means those of `known`, else those that have it in their title; of many it means none.
    `in_titles`: a name that one title of the library alone holds means that paper, though it brings no such system.
    """
    here = {paper.id: paper for paper in known}
    others = [p for p in library.named(list(_candidates(question))) if p.id not in here] if library else []
    found: dict[str, tuple[int, Paper]] = {}
    for name, holders in _holders(question, known, others, in_titles=in_titles).items():
        for paper in _meant(name, holders):
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


def _holders(
    question: str, known: Sequence[Paper], others: Sequence[Paper], *, in_titles: bool
) -> dict[str, list[Paper]]:
    """Return by name the papers that bring what is said: those known, else others, else the one whose title has it."""
    here = _bringing(question, known, _said_here)
    elsewhere = _bringing(question, others, _said_plainly)
    titles = _bringing(question, [*known, *others], _said_plainly, own=False) if in_titles else {}
    alone = {key: one for key, one in titles.items() if len(one[1]) == 1}
    return {name: papers for name, papers in {**alone, **elsewhere, **here}.values()}


def _bringing(
    question: str, papers: Sequence[Paper], said: Callable[[str, str], bool], *, own: bool = True
) -> dict[str, tuple[str, list[Paper]]]:
    """Return (name, papers that bring it) by the name in small letters; `own` or not as `_names` tells it."""
    lowered = question.lower()
    found: dict[str, tuple[str, list[Paper]]] = {}
    for paper in papers:
        for key, name, brings in _names(paper):
            # A quick look before an exact one: there may be hundreds of papers.
            if brings is own and key in lowered and said(question, name):
                found.setdefault(key, (name, []))[1].append(paper)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _names(paper: Paper) -> tuple[tuple[str, str, bool], ...]:
    """Return (in small letters, as spelt, whether the paper brings it) of each name of a paper and in its title."""
    own = aliases(paper)
    others = (name for name in title_names(paper) if name not in own)
    return (*((name.lower(), name, True) for name in own), *((name.lower(), name, False) for name in others))


@lru_cache(maxsize=_REMEMBERED)
def _title(paper: Paper) -> str:
    return normalised_title(paper.title)


def _meant(name: str, holders: list[Paper]) -> list[Paper]:
    if len(holders) > 1:
        holders = [paper for paper in holders if says(paper.title, name)] or holders
    return holders if len(holders) <= _FEW else []


def _said_here(question: str, name: str) -> bool:
    """Say whether the question means a system that was shown: a short one in capitals is none in small letters."""
    if len(name) < _ORDINARY and not _is_unlike_words(name):
        return says(question, name) and _spelt(question, name, name.capitalize())
    return says(question, name)


def _said_plainly(question: str, name: str) -> bool:
    """Say whether the question means a system never shown: "compare" is no COMPARE, and "on X" says on which data."""
    if not says(question, name) or not (_is_unlike_words(name) or _spelt(question, name)):
        return False
    return re.search(rf"(?<!\bon )(?<!\bon the )(?<!\w){re.escape(name)}s?(?!\w)", question, re.I) is not None


def _is_unlike_words(name: str) -> bool:
    """Say whether nobody would write the name by chance: "HorNet", not "FIT" or "Selfie"."""
    return not name.isalpha() or name[1:] not in (name[1:].lower(), name[1:].upper())


def _spelt(question: str, *forms: str) -> bool:
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})s?(?!\w)", question) is not None

"""Which papers of a library a person means: by id, title, the name of a system, or what was shown before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.aliases import aliases
from assistant.conversation import Conversation
from assistant.line import one_line
from index.errors import BadInput
from index.filters import Filters
from index.library import Library
from index.method import BM25
from index.paper import Paper, normalised_title

FEWEST, MOST = 2, 20  # papers of a comparison
_CANDIDATES = 50  # papers that use the words of a name; the one that bears it is among the first
_SHOWN = 3  # papers named where a name may mean several
_LONGEST = 300  # characters of a name: longer is no title
_SHORTEST_PART = 12  # letters and digits of a title's part: fewer stand in many titles
_ALL = re.compile(r"^(?:all|both|these|those|all (?:of )?(?:these|those|them)|all papers|the papers shown)$", re.I)
_CITED = re.compile(r"^(?:the )?(?:papers|ones) (?:that )?(?:you )?(?:have )?(?:just )?cited$|^cited papers$", re.I)
_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+", re.I)
_AND = re.compile(r",? and |, | & ")
_OFTEN = 3  # times that a paper speaks of what it is about
_AS_OFTEN = 2  # times as often as any other does
_RIVALS = 3  # times as often as of its own system a paper speaks of no rival
_CODED = re.compile(r"\w[A-Z]|\d")
_STYLE = re.compile(r"[- ](?:style|like|based)$", re.I)


def chosen(called: Sequence[str], library: Library, conversation: Conversation | None = None) -> list[Paper]:
    """Return the papers that the names mean, in order, each once.

    "all of these" and "the papers you just cited" are those of the conversation. Raises BadInput for a name that no
    paper bears or several do, and for fewer than 2 or more than 20 papers.
    """
    found: dict[str, Paper] = {}
    for name in called:
        found |= {paper.id: paper for paper in _meant(one_line(name), library, conversation)}
        if len(found) > MOST:
            break
    check_count(len(found))
    return list(found.values())


def check_count(count: int) -> None:
    """Raise BadInput where so many papers cannot be compared."""
    if count < FEWEST:
        only = "one paper is" if count else "no papers are"
        raise BadInput(f'A comparison needs two papers or more, {only} named: assistant compare "HorNet" "ConvNeXt".')
    if count > MOST:
        raise BadInput(f"A comparison takes up to {MOST} papers: name fewer, or ask `assistant ask` about all.")


def bearers(name: str, library: Library, filters: Filters | None = None) -> list[Paper]:
    """Return the papers that bear the name, by the surest of its readings that any paper fits.

    A whole title, the name that a title begins with, the name of a system that an abstract introduces; else the one
    paper that speaks of it again and again.
    """
    name = _STYLE.sub("", name[:_LONGEST].strip())
    if not name:
        return []
    candidates = [hit.paper for hit in library.search(name, _CANDIDATES, filters, BM25)]
    found = ([paper for paper in candidates if fits(name, paper)] for fits in (_is_title, in_title, _is_alias))
    return next(filter(None, found), _told_of(name, candidates))


def in_title(name: str, paper: Paper) -> bool:
    """Say whether the paper's title begins with the name."""
    head = paper.title.partition(":")[0]
    return _same(name, head) or any(_same(name, part) for part in _AND.split(head) if part != head)


def is_coded(name: str) -> bool:
    """Say whether a name has a capital or a digit where no ordinary word has one."""
    return _CODED.search(name) is not None


def _meant(name: str, library: Library, conversation: Conversation | None) -> list[Paper]:
    shown = _shown(name, conversation)
    if shown is not None:
        return shown
    found = _found(name, library)
    if not found:
        raise BadInput(f'No paper “{name[:_LONGEST]}” in this library: look for it with `assistant search "…"`.')
    if len(found) > 1:
        named = " or ".join(f"“{one_line(paper.title)}” ({paper.id})" for paper in found[:_SHOWN])
        more = f" or {len(found) - _SHOWN} others" if len(found) > _SHOWN else ""
        raise BadInput(f"“{name[:_LONGEST]}” may be {named}{more}: name it by its id.")
    return found


def _found(name: str, library: Library) -> list[Paper]:
    """Return the papers of an id, a name, a part of a title, or the only one that uses the name."""
    if paper := library.get(name):
        return [paper]
    if not name:
        return []
    candidates = [hit.paper for hit in library.search(name, _CANDIDATES, method=BM25)]
    parts = [paper for paper in candidates if _holds(name, paper)]
    users = [paper for paper in candidates if _uses(name, paper)]
    return bearers(name, library) or parts or (users if len(users) == 1 else [])


def _shown(name: str, conversation: Conversation | None) -> list[Paper] | None:
    """Return the papers of the conversation that the name points at; None where it does not point."""
    if not (_ALL.match(name) or _CITED.match(name)):
        return None
    spoken = conversation or Conversation()
    papers = spoken.shown() if _CITED.match(name) else spoken.listed()
    if not papers:
        raise BadInput(f"No papers were shown that “{name}” could mean: name them by title, alias or id.")
    return papers


def _is_title(name: str, paper: Paper) -> bool:
    return _same(name, paper.title)


def _is_alias(name: str, paper: Paper) -> bool:
    return any(_same(name, alias) for alias in aliases(paper))


def _told_of(name: str, papers: Sequence[Paper]) -> list[Paper]:
    """Return the one paper that speaks of the name again and again, and of no system of its own nearly as often.

    Without the latter a rival that it compares itself with would pass for it. A word is no name.
    """
    if not is_coded(name):
        return []
    counts = sorted(((_count(name, paper.text), n) for n, paper in enumerate(papers)), reverse=True)
    if not counts or counts[0][0] < _OFTEN or (len(counts) > 1 and counts[0][0] < _AS_OFTEN * counts[1][0]):
        return []
    often, paper = counts[0][0], papers[counts[0][1]]
    own = max((_count(alias, paper.text) for alias in aliases(paper)), default=0)
    return [paper] if _count(name, paper.title) or own * _RIVALS <= often else []


def _count(name: str, text: str) -> int:
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", text, re.I))


def _holds(name: str, paper: Paper) -> bool:
    letters = normalised_title(name)
    return len(letters) >= _SHORTEST_PART and letters in normalised_title(paper.title)


def _uses(name: str, paper: Paper) -> bool:
    """Say whether the paper's text has the name, letter by letter; a word is no name."""
    return is_coded(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", paper.text) is not None


def _same(one: str, other: str) -> bool:
    """Say whether two names are one, however they are dressed."""
    letters, others = (normalised_title(_ARTICLE.sub("", name)) for name in (one, other))
    return bool(letters) and letters in (others, f"{others}s")

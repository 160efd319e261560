"""Papers from arXiv by id: `2201.03545`, `arxiv:2201.03545`, abs and pdf addresses, alone, in lists or in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from index.paper import Paper, arxiv_id
from index.readers.lines import Lines
from index.readers.record import Unusable, paper
from index.readers.rejected import Rejected

if TYPE_CHECKING:
    from index.readers.atom import Atom

NAME = "arXiv ids"
BATCH = 100  # ids a request

_PREFIX = r"(?:arxiv:|(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|https?://huggingface\.co/papers/)"
_NAMED = re.compile(_PREFIX + r"([^\s?#]+?)(?:\.pdf)?/?(?:[?#]\S*)?", re.IGNORECASE)
_ARCHIVES = (
    "astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|nlin|nucl-(?:ex|th)|physics|quant-ph|cs|q-bio|stat"
)
_ID = re.compile(
    rf"(?:\d\d(?:0[1-9]|1[0-2])\.\d{{4,5}}|(?:{_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{7}})(?:v\d+)?", re.IGNORECASE
)
_COMMENT = re.compile(r"(?:^|\s)#.*")
_NAMES = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}


def recognises(head: str) -> bool:
    """Say whether the text is a list of arXiv ids or addresses: the first line, and at least half of all."""
    lines = [tokens for line in head.splitlines() if (tokens := _tokens(line))]
    listed = [all(_bare(token) for token in tokens) for tokens in lines]
    return bool(listed) and listed[0] and sum(listed) * 2 >= len(listed)


def names_ids(source: str) -> bool:
    """Say whether the text asks for papers by arXiv id: all of it ids, or something marked as one."""
    tokens = _tokens(source)
    marked = any(re.match(_PREFIX, token, re.IGNORECASE) for token in tokens)
    return bool(tokens) and (marked or all(_bare(token) for token in tokens))


def read(lines: Lines, source: str) -> Iterator[Paper | Rejected]:
    """Yield the papers whose ids the lines hold, in order; what is no id, or unknown to arXiv, is rejected."""
    return fetch(((lines.number, line) for line in lines), source)


def fetch(texts: Iterable[tuple[int | None, str]], source: str) -> Iterator[Paper | Rejected]:
    """Yield the papers whose ids the numbered texts hold, at most 100 a request.

    Raises SourceUnreachable when arXiv cannot be reached or does not answer with what it promises.
    """
    from index.readers.atom import Atom  # brings httpx along, which files do not need

    seen: set[str] = set()
    waiting: dict[str, int | None] = {}  # bare id -> its line
    with Atom() as api:
        for line, text in texts:
            for token in _tokens(text):
                bare = _bare(token)
                if bare is None:
                    yield Rejected(source, line, f"{token[:80]!r} is no arXiv id such as 2201.03545")
                elif bare not in seen:
                    seen.add(bare)
                    waiting[bare] = line
                if len(waiting) == BATCH:
                    yield from _papers(api, waiting, source)
                    waiting = {}
        if waiting:
            yield from _papers(api, waiting, source)


def _papers(api: Atom, asked: dict[str, int | None], source: str) -> Iterator[Paper | Rejected]:
    entries = _entries(api, list(asked))
    for bare, line in asked.items():
        try:
            if _key(bare) not in entries:
                raise Unusable(f"arXiv knows no paper {bare}")
            yield paper(_fields(entries[_key(bare)]), source)
        except Unusable as reason:
            yield Rejected(source, line, str(reason))


def _entries(api: Atom, ids: list[str]) -> dict[str, ElementTree.Element]:
    feed = api.feed(ids)
    if feed is None:  # arXiv refuses a request as a whole for one id that it cannot be
        half = len(ids) // 2
        return {**_entries(api, ids[:half]), **_entries(api, ids[half:])} if half else {}
    found = {arxiv_id(entry.findtext("atom:id", "", _NAMES)): entry for entry in feed.iterfind("atom:entry", _NAMES)}
    return {_key(bare): entry for bare, entry in found.items() if bare and entry.findtext("atom:title", "", _NAMES)}


def _fields(entry: ElementTree.Element) -> dict[str, object]:
    def text(path: str) -> str:
        return entry.findtext(path, "", _NAMES)

    return {
        "arxiv": text("atom:id"),
        "title": text("atom:title"),
        "abstract": text("atom:summary"),
        "authors": [author.text or "" for author in entry.iterfind("atom:author/atom:name", _NAMES)],
        "year": text("atom:published"),
        "venue": text("arxiv:journal_ref"),
    }


def _tokens(text: str) -> list[str]:
    text = re.sub(r"(?i)\barxiv:\s+", "arxiv:", _COMMENT.sub("", text))
    return [token for token in re.split(r"[\s,;]+", text) if token]


def _bare(token: str) -> str | None:
    named = _NAMED.fullmatch(token)
    candidate = named.group(1) if named else token
    return arxiv_id(candidate) if _ID.fullmatch(candidate) else None


def _key(bare: str) -> str:
    """Return what two ways to write an old id share: `math.GT/0309136` is `math/0309136`."""
    return re.sub(r"\.[a-z]{2}/", "/", bare)

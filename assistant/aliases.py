"""What people call a paper: the names of the systems it brings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.paper import Paper, normalised_title

# Words are bounded, and there is one way to match each: a hostile title or abstract must not take minutes.
_NAME = r"[a-z0-9^]{0,20}[A-Z][\w^+/-]{0,40}"
_TITLE_NAME = re.compile(rf"^({_NAME}(?: {_NAME}){{0,2}})\s*:")
_INTRODUCED = re.compile(
    r"(?:named|called|dubbed|termed|coined|propose|present|introduce|namely|denoted as|abbreviated as|method|model|"
    r"architecture)"
    rf"s?(?: (?:the|a|an|as|our))?\s+[\"“']?({_NAME})"
)
_BRACKETED = re.compile(rf"\b[A-Z][\w-]{{1,40}}(?: [\w-]{{1,40}}){{1,6}} \(({_NAME})\)")
_COMMON = frozenset(
    "cnn cnns rnn rnns nlp gpu cpu lstm gru nas mlp vit vits ffn gan bert api url ai ml dl sota".split()
)
_SHORTEST = 3
_SHORTEST_TITLE = 12  # letters: "AI" or "Attention" would be found inside other words


def aliases(paper: Paper) -> tuple[str, ...]:
    """Return the names of the paper's systems, the one of the title first."""
    found: list[str] = []
    if match := _TITLE_NAME.match(paper.title):
        found.append(match.group(1))
    for pattern in (_INTRODUCED, _BRACKETED):
        found.extend(match.group(1) for match in pattern.finditer(paper.abstract))
    own = [name for name in found if len(name) >= _SHORTEST and name.lower() not in _COMMON and _is_name(name)]
    return tuple(dict.fromkeys(own))


def mentions(text: str, papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers that the text names by title or alias, in the order given, each once."""
    named = {
        paper.id: paper
        for paper in papers
        if titled(text, paper.title) or any(says(text, alias) for alias in aliases(paper))
    }
    return list(named.values())


def titled(text: str, title: str) -> bool:
    """Say whether the text holds the title, however it is dressed; a very short one only as words of its own."""
    letters = normalised_title(title)
    if len(letters) < _SHORTEST_TITLE:
        return bool(letters) and says(text, title)
    return letters in normalised_title(text)


def says(text: str, alias: str) -> bool:
    """Say whether the text uses the name, in any case, also in the plural."""
    return re.search(rf"(?<!\w){re.escape(alias)}s?(?!\w)", text, re.I) is not None


def _is_name(word: str) -> bool:
    """Say whether a word looks like a system's name rather than a word that begins a sentence."""
    return sum(c.isupper() for c in word) > 1 or any(c.isdigit() or c in "^+" for c in word) or not word.islower()

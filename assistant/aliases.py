"""Whether a text names a paper: by its title, or by a system it brings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.aliases import aliases
from index.paper import Paper, normalised_title

__all__ = ["aliases", "mentions", "own_name", "says", "titled"]

_SHORTEST_TITLE = 12  # letters: "AI" or "Attention" would be found inside other words


def own_name(paper: Paper) -> str:
    """Return the name of the paper's system: one in its title, else the one that it says most often; "" for none."""
    known = aliases(paper)
    return next((name for name in known if says(paper.title, name)), max(known, key=paper.abstract.count, default=""))


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

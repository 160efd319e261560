"""A sentence as the sequence of what carries its meaning: words, figures, and the seams between its clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.facts import figures
from assistant.opposites import SMALL
from index.terms import terms

_PIECE = re.compile(r"[^\W_]+(?:[-'’.^+][^\W_]+)*\+{0,2}|[;:,.()]")
_SEAMS = frozenset(";:,.()")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or figure, or a seam, which has neither; a word has several terms where it is hyphenated.

    `touches` says that nothing but blanks, a hyphen or a unit stands between it and the figure before it.
    """

    terms: frozenset[str] = frozenset()
    value: str = ""
    touches: bool = False

    @property
    def seam(self) -> bool:
        """Whether a clause ends here."""
        return not self.terms and not self.value


def sequence(text: str) -> list[Token]:
    """Return the tokens of a text in order, words that carry no meaning left out."""
    found: list[Token] = []
    end = 0
    for figure in figures(text):
        found += _words(text[end : figure.start], after_figure=bool(found) and end > 0)
        found.append(Token(value=figure.number.value))
        end = max(end, figure.end)
    return found + _words(text[end:], after_figure=end > 0)


def neighbours(tokens: list[Token], place: int, reach: int, step: int) -> frozenset[str]:
    """Return the terms of up to `reach` words before (-1) or behind (1) a place, as far as the next figure or seam."""
    found: set[str] = set()
    for token in tokens[place + step :: step][:reach] if place + step >= 0 else []:
        if token.value or token.seam:
            break
        found |= token.terms
    return frozenset(found)


def _words(text: str, *, after_figure: bool) -> list[Token]:
    found = []
    for n, match in enumerate(_PIECE.finditer(text)):
        if match.group() in _SEAMS:
            found.append(Token())
        elif told := terms(match.group()) or SMALL & {match.group().lower()}:
            found.append(Token(frozenset(told), touches=after_figure and n == 0))
    return found

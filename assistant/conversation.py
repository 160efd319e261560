"""What was said before, and what "it", "the second one" and "and on ADE20K?" mean because of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.aliases import aliases, mentions
from assistant.answer import Answer
from assistant.facts import names
from index.paper import Paper

_ORDINALS = {"first": 0, "former": 0, "second": 1, "latter": -1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_THING = r"(?:one|paper|method|model|approach|system|technique|network|architecture|work|study|framework|algorithm|authors?|thesis|review)"
_ORDINAL = re.compile(rf"\bthe ({'|'.join(_ORDINALS)})(?: {_THING})?\b", re.I)
_MANY = re.compile(r"\b(?:they|them|their|both|these|those|each of them|all of them)\b", re.I)
_ONE = re.compile(rf"\b(?:it|its|itself|(?:this|that|the same|the) {_THING}|that)\b", re.I)
_FRAGMENT = re.compile(r"^\s*(?:and|what about|how about|or|also|then)\b[\s,:]*", re.I)
_FRAGMENT_WORDS = 7  # a longer question stands on its own feet
_SHOWN = 4  # turns back that a reference may reach


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as asked, as understood, and its answer."""

    question: str
    resolved: str
    answer: Answer


@dataclass(slots=True)
class Conversation:
    """The turns so far, oldest first."""

    turns: list[Turn] = field(default_factory=list)

    def shown(self) -> list[Paper]:
        """Return the papers of the latest answer that cites any, in the order of its citations."""
        for turn in reversed(self.turns[-_SHOWN:]):
            if turn.answer.citations:
                return [citation.paper for citation in turn.answer.citations]
        return []


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands on its own, and the only papers it may be about (empty: any)."""

    question: str
    papers: tuple[Paper, ...] = ()


def resolve(question: str, conversation: Conversation) -> Resolved:
    """Return the question as it would be asked by somebody who starts anew.

    By rules over what was shown: a name of a paper wins, then an ordinal, then a pronoun, then a fragment that
    keeps the paper or the aspect of the question before.
    """
    shown = conversation.shown()
    if not conversation.turns or not shown:
        return Resolved(question)
    earlier = [citation.paper for turn in conversation.turns for citation in turn.answer.citations]
    named = mentions(question, earlier)
    if _FRAGMENT.match(question) and len(question.split()) <= _FRAGMENT_WORDS:
        return _completed(question, conversation.turns[-1], shown, named)
    if named:
        return Resolved(question, tuple(named))
    if match := _ORDINAL.search(question):
        position = _ORDINALS[match.group(1).lower()]
        if -len(shown) <= position < len(shown):
            return _about(question, match, [shown[position]])
    if match := _MANY.search(question):
        return _about(question, match, shown)
    if match := _ONE.search(question):
        return _about(question, match, shown[:1])
    return Resolved(question)


def _completed(question: str, last: Turn, shown: Sequence[Paper], named: Sequence[Paper]) -> Resolved:
    """Complete "and on ADE20K?" (another aspect) or "and CvT?" (another paper) from the question before."""
    rest = _FRAGMENT.sub("", question).strip(" ?.!")
    own = names(rest)
    text = " ".join(f"{paper.title} {paper.abstract}" for paper in shown).lower()
    if named or (own and not all(name in text for name in own)):
        asked = last.resolved
        for paper in shown:
            for alias in aliases(paper):
                asked = re.sub(rf"(?<!\w){re.escape(alias)}(?!\w)", rest, asked, flags=re.I)
        return Resolved(asked if rest in asked else f"{rest}: {asked}", tuple(named))
    kept = [name for paper in shown for name in aliases(paper)]
    asked = last.resolved
    for name in names(asked) - {alias.lower() for alias in kept}:
        asked = re.sub(rf"(?:\b(?:on|for|in|with)\s+)?(?:the\s+)?(?<!\w){re.escape(name)}(?!\w)", "", asked, flags=re.I)
    return Resolved(f"{asked.strip(' ?')} {rest}?", tuple(shown[:1] if len(shown) == 1 else shown))


def _about(question: str, match: re.Match[str], papers: Sequence[Paper]) -> Resolved:
    """Put the names of the papers in the place of the words that refer to them."""
    said = " and ".join(_called(paper) for paper in papers)
    possessive = match.group().lower() in ("its", "their")
    resolved = f"{question[: match.start()]}{said}{'’s' if possessive else ''}{question[match.end() :]}"
    return Resolved(resolved, tuple(papers))


def _called(paper: Paper) -> str:
    known = aliases(paper)
    return known[0] if known else paper.title

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
_THING = (
    r"(?:one|paper|method|model|approach|system|technique|network|architecture|work|study|framework|algorithm|authors?|"
    r"thesis|review)\b"
)
# "the second one" and "the second?" point back; "the second stage" and "the first time" do not.
_ORDINAL = re.compile(
    rf"\bthe ({'|'.join(_ORDINALS)})\b(?: {_THING}|(?<=former)|(?<=latter)"
    r"|(?=\s*(?:[?.!,:;]|$|(?:and|or|of them|of these|of those)\b)))",
    re.I,
)
_SEVERAL = re.compile(r"\b(?:both(?! [\w-]+ and\b)|these|those|each of them|all of them)\b", re.I)
_MANY = re.compile(r"\b(?:they|them|their)\b", re.I)  # may be the authors of one
_ONE = re.compile(
    # "Is it possible to ..." is about nothing that was shown.
    rf"\b(?:it\b(?! (?:is |was )?(?:true|possible|known|clear|worth|necessary|easy|hard|difficult|common)\b)|its|itself"
    rf"|(?:this|that(?! work\b)|the same|the) {_THING}"
    # "that" alone stands for a thing after these words; elsewhere it joins: "papers that use", "show that".
    r"|(?:(?<=\bdoes )|(?<=\bdid )|(?<=\bis )|(?<=\bwas )|(?<=\babout )|(?<=\bof ))that\b|\bthat(?=[?.!]*$))",
    re.I,
)
_BARE = re.compile(r"^(?:it|its|itself|they|them|their)$", re.I)
_PAPERS = re.compile(
    r"\b(?:which|what|any|other|another) (?:(?!th(?:is|at|e) )\w+ ){0,2}(?:papers?|works?|stud(?:y|ies))\b", re.I
)
_FRAGMENT = re.compile(r"^\s*(?:(?:and|what about|how about|or|also|then|but)\b[\s,:]*)+", re.I)
_FRAGMENT_WORDS = 7  # a longer question stands on its own feet
_ASKS = re.compile(
    r"^(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|will)\b", re.I
)
_LEADING = re.compile(r"^(?:for|on|in|with|by|of|to)\s+(?:the\s+)?", re.I)
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
        return next((papers for papers in self._cited() if papers), [])

    def answered(self) -> Turn:
        """Return the latest turn whose answer cites a paper, else the latest."""
        return next((turn for turn in reversed(self.turns) if turn.answer.citations), self.turns[-1])

    def listed(self) -> list[Paper]:
        """Return the papers of the latest answer that cites several; else all there were, in the order they came."""
        every = {paper.id: paper for papers in reversed(self._cited()) for paper in papers}
        return next((papers for papers in self._cited() if len(papers) > 1), list(every.values()))

    def _cited(self) -> list[list[Paper]]:
        """Return the papers of each of the latest answers, the last answer first."""
        return [[citation.paper for citation in turn.answer.citations] for turn in reversed(self.turns[-_SHOWN:])]


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
    if not shown:
        return Resolved(question)
    earlier = [citation.paper for turn in conversation.turns for citation in turn.answer.citations]
    named = mentions(question, earlier)
    rest = _FRAGMENT.sub("", question)
    if rest != question and len(question.split()) <= _FRAGMENT_WORDS:
        return _completed(question, rest.strip(" ?.!"), conversation, named)
    return _pointed_at(question, conversation, named) or Resolved(question, tuple(named))


def _pointed_at(question: str, conversation: Conversation, named: Sequence[Paper]) -> Resolved | None:
    """Resolve an ordinal or a pronoun; None where the question has neither, or names what it is about."""
    match = _ORDINAL.search(question)
    if match and (paper := _nth(match, conversation)):
        return _about(question, match, [paper], named)
    shown = conversation.shown()
    for pronoun, papers in ((_SEVERAL, conversation.listed()), (_MANY, shown), (_ONE, shown[:1])):
        match = pronoun.search(question)
        if match and (_BARE.match(match.group()) or not (named or _PAPERS.search(question))):
            return _about(question, match, papers, named)
    return None


def _nth(ordinal: re.Match[str], conversation: Conversation) -> Paper | None:
    listed, position = conversation.listed(), _ORDINALS[ordinal.group(1).lower()]
    return listed[position] if -len(listed) <= position < len(listed) else None


def _completed(question: str, rest: str, conversation: Conversation, named: Sequence[Paper]) -> Resolved:
    """Complete "and on ADE20K?" (another aspect) or "and CvT?" (another paper) from the question before."""
    last, shown = conversation.answered(), conversation.shown()
    subject = _LEADING.sub("", rest)
    ordinal = _ORDINAL.fullmatch(subject)
    if ordinal and (paper := _nth(ordinal, conversation)):
        return _instead(_called(paper), last, shown, [paper])
    if pointed := _pointed_at(rest, conversation, named):
        return pointed
    foreign = _foreign(question, shown)
    if _ASKS.match(rest):
        if named or foreign:
            return Resolved(f"{rest}?", tuple(named))
        return Resolved(f"{' and '.join(map(_called, shown))}: {rest}?", tuple(shown))
    if named or foreign:
        return _instead(subject, last, shown, named)
    return _another_aspect(rest, last, shown)


def _another_aspect(rest: str, last: Turn, shown: Sequence[Paper]) -> Resolved:
    """Ask the question before about the same papers, with what it asked for exchanged."""
    kept = {alias.lower() for paper in shown for alias in aliases(paper)}
    asked = last.resolved
    for name in sorted(names(asked) - kept, key=lambda name: (-len(name), name)):  # ImageNet-1K before ImageNet
        asked = re.sub(rf"(?:\b(?:on|for|in|with)\s+)?(?:the\s+)?(?<!\w){re.escape(name)}(?!\w)", "", asked, flags=re.I)
    return Resolved(" ".join(f"{asked.strip(' ?')} {rest}?".split()), tuple(shown))


def _instead(subject: str, last: Turn, shown: Sequence[Paper], papers: Sequence[Paper]) -> Resolved:
    """Ask the question before about another subject."""
    asked = last.resolved
    for name in (name for paper in shown for name in (paper.title, *aliases(paper))):
        # A function, because a replacement would be read for escapes.
        asked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: subject, asked, flags=re.I)
    return Resolved(asked if subject in asked else f"{subject}: {asked}", tuple(papers))


def _about(question: str, match: re.Match[str], papers: Sequence[Paper], named: Sequence[Paper]) -> Resolved:
    """Put the names of the papers in the place of the words that refer to them.

    The answer may stand in other papers too where the question has names that these do not hold.
    """
    said = " and ".join(_called(paper) for paper in papers)
    possessive = match.group().lower() in ("its", "their")
    resolved = f"{question[: match.start()]}{said}{'’s' if possessive else ''}{question[match.end() :]}"
    meant = [*papers, *(paper for paper in named if paper not in papers)]
    return Resolved(resolved, () if _foreign(question, meant) else tuple(meant))


def _foreign(question: str, papers: Sequence[Paper]) -> bool:
    """Say whether the question uses a name that none of the papers holds."""
    text = " ".join(paper.text for paper in papers).lower()
    return any(name not in text for name in names(question))


def _called(paper: Paper) -> str:
    known = aliases(paper)
    return known[0] if known else paper.title

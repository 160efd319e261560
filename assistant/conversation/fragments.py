"""Questions that are only a piece of one: "and on ADE20K?", "what about CvT?", "backward?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGUN = re.compile(
    r"^\s*(?:(?:and|what about|how about|or|also|then|but|(?:the )?same(?: question| thing)?(?: for| about| with| on)?)"
    r"\b[\s,:]*)+",
    re.I,
)
_FILLER = re.compile(r"^\s*(?:(?:ok|okay|so|now|well|right|great|thanks|please)\b[\s,.!]*)+(?=\S)", re.I)
_SAME = re.compile(r"^\s*(?:the )?same(?: question| thing)? (?:for|about|with)\b", re.I)
_ASKS = re.compile(
    r"^(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|will)\b", re.I
)
_LEADING = re.compile(r"^(?:that |those )?(?:for|on|in|with|by|of|to|than|from)\s+(?:the\s+)?|^the\s+", re.I)
_OF_DATA = re.compile(r"^(?:on|in|at|under|over)\b", re.I)
_BESIDE = re.compile(r"^(?:with|to|than|against|vs\.?|versus|compared (?:to|with))(?=\s)", re.I)
_VERSUS = re.compile(r"^(?:than|against|vs\.?|versus|compared (?:to|with))\s+", re.I)
# What asks for more about what was shown, and has no subject of its own.
_ONWARD = re.compile(
    r"^(?:why|how so|how come|(?:please )?(?:tell me more|explain|elaborate|summari[sz]e|go on|more details?)\b.{0,40}|"
    r"in (?:simpler|other|plain) (?:terms|words)|(?:what|which) (?:data ?sets?|data|results?|metrics?|baselines?))\W*$",
    re.I,
)
_WORDS = 7  # of a piece that asks nothing by itself: a longer one stands on its own feet
_BARE_WORDS = 4  # of one that begins like any other question


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a question without what joined it to the one before; `subject` also without its preposition.

    `asks`: it is a question by itself; `same`: the question before is asked again; `of_data`: it begins as what says on
    which data ("on", "in"); `beside`: as what says with what to compare ("with", "than").
    """

    text: str
    subject: str
    asks: bool = False
    same: bool = False
    of_data: bool = False
    beside: bool = False


def piece(question: str, *, named: bool) -> Piece | None:
    """Return the question as a piece, None where it is whole. `named`: it names a paper."""
    question = _FILLER.sub("", question)
    text = _BEGUN.sub("", question)
    joined = text != question
    text = text.strip(" ?.!,")
    if not joined and not _is_bare(question, named=named):
        return None
    asks = _ASKS.match(text) is not None
    if not asks and len(question.split()) > _WORDS:
        return None
    return Piece(
        text,
        _LEADING.sub("", _VERSUS.sub("", text)),
        asks,
        _SAME.match(question) is not None,
        of_data(text),
        _BESIDE.match(text) is not None,
    )


def of_data(text: str) -> bool:
    """Say whether a text begins as one that says on which data: "on ADE20K"."""
    return _OF_DATA.match(text) is not None


def is_data(name: str, text: str) -> bool:
    """Say whether a text uses the name as that of data: "on X", "the X benchmark"."""
    word = re.escape(name)
    of = r"(?:data ?sets?|benchmarks?|corpus|suite|videos|images)"
    return re.search(rf"\b(?:on|in) (?:the )?{word}(?!\w)|(?<!\w){word} {of}\b", text, re.I) is not None


def _is_bare(question: str, *, named: bool) -> bool:
    """Say whether a question without "and" is a piece all the same: "on CIFAR-10?", "FIT?", "backward?"."""
    words = question.split()
    if len(words) > _BARE_WORDS or _ASKS.match(question):
        return False
    if (_LEADING.match(question) or _BESIDE.match(question)) and words[1:]:
        return True
    return question.rstrip().endswith("?") and (named or len(words) == 1)


def onward(question: str) -> bool:
    """Say whether a question asks for more about what was shown without saying what: "why?", "tell me more"."""
    return _ONWARD.match(question) is not None

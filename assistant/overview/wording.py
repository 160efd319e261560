"""The words of a question for papers: which ask for papers, which say what these are to be about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.facts import names
from assistant.question import PAPER, PAPERS
from index.terms import terms

_SIGNS = " ?.!,;:()\"'“”‘’"
_SUFFIX = re.compile(r"-(?:style|based|like|type|inspired|driven|trained|specific)\b")
_JOINT = re.compile(r"[-'’/]")
_GAP = 2  # words from one to the next of those that stand side by side: "large convolutional kernels"

# What a question for papers is made of besides what they are to be about.
_FRAME = frozenset(
    terms(
        "which what who list find name give everything anything something all many papers works studies articles "
        "publications library collection here come came comes appear appeared appears published written wrote write "
        "co-author coauthored authored present presented there exist exists available newest latest recent oldest "
        "earliest first last year years got get want need know contain contains every any print printed released out "
        "look search number total count counted see new old"
    )
)
# What papers do with what they are about: said of any.
_DONE = frozenset(
    terms(
        "use uses used using treat deal deals evaluate evaluated report reports reported mention mentions speak talk "
        "involve involves compare compares take takes run runs work works discuss discusses concern concerns bring "
        "play topic subject occur occurs appear experiment experiments data dataset datasets result results benchmark "
        "test tests tested train trains trained apply applied employ employs consider handle address addresses study "
        "propose proposes introduce introduces present presents describe describes cover covers include includes "
        "contain figure figures numbers something anything kind field area help based rely relies treats"
    )
)
# Nouns beside a name that say what it names: "the LSTM network", "the MNIST data".
_KIND = frozenset(
    terms(
        "network networks model models method methods architecture architectures detector detectors baseline base "
        "system systems set sets task tasks challenge design designs variant variants family talks corpus metric "
        "measure language languages"
    )
)
# A question that opens with the wish for something: "I am looking for", "Is there".
_WISH = (
    r"^\W*(?:(?:please|i['’](?:m|d|ve)|i|we|you|do|did|am|are|can|could|would|to|have)\W+){0,6}"
    r"(?:is there|looking for|look for|need|want|like|know of|know|find|recommend|remember|recall|show|give|got|have)\b"
    r"(?: me)?"
)
_LEAD = re.compile(
    r"\b(?:which|what|how many|list|find|show|name|give|are there|any|newest|latest|most recent|oldest|earliest)\b"
    rf"(?: [\w.:-]+){{0,4}}? (?:{PAPERS}|{PAPER}|everything|anything|all)\b"
    rf"|{_WISH} (?:\w+ ){{0,3}}?{PAPER}\b"
    r"|^\W*how many\b|\bdo (?:you|we|i) have\b",
    re.I,
)
_LITERAL = re.compile(r"\b(?:mention|speak|talk|contain|refer|name|say|word|term|phrase|occur)\w*\b", re.I)
_THAT = r"(?: (?:that|which|where|in which|about|on|with|for|of|how|\w+ing)\b|\W*$)"
_OWN = r"(?:is|are|was|were|do|does|did|has|can|could|should|would|will|the|this|that|their|its|his|about)"
_ONE = re.compile(
    rf"\b(?:which|what) (?:(?!{_OWN}\b)\w+ ){{0,2}}{PAPER}\b"
    rf"|\b(?:which|what) (?:is|was) the (?:\w+ )?{PAPER}{_THAT}"
    rf"|{_WISH} (?:(?!{_OWN}\b)\w+ ){{0,3}}?{PAPER}{_THAT}",
    re.I,
)
# "Who teaches a robot to fold towels?", "Has anybody taught ...": whose paper it is, where nothing is named.
_SOMEBODY = re.compile(
    r"^\W*(?:who (?:\w+ly )?(?!(?:is|was|does|has)\b)\w+s\b|(?:has|have) any(?:body|one)\b)(?:\W+\w+){4}", re.I
)
# What is asked of people in a paper: whom it is about is known, or asked for by two questions.
_PERSONS = re.compile(
    r"[“:]|\bor\b|, (?:and )?(?:how|why|when|where|which|what|with)\b"
    r"|\bthe (?:data ?set|stud(?:y|ies)|papers?|models?|systems?|tools?|images|texts?|training|cells)\b",
    re.I,
)


def asks_one_paper(question: str) -> bool:
    """Say whether a single paper is asked for, by what it is about."""
    somebody = _SOMEBODY.search(question) and not _PERSONS.search(question) and not names(question)
    return bool(somebody) or _ONE.search(question) is not None


def content(question: str) -> str:
    """Return what the papers are to be about, without the words that ask for papers; "" where nothing is left."""
    rest = " ".join(_LEAD.sub(" ", question).split()).strip(" ?.!,")
    return rest if set(terms(rest)) - _FRAME else ""


def core(about: str) -> list[str]:
    """Return the stems, in their order, of what is asked about, without those of what papers do with it."""
    return [stem for stem in stems(about) if stem not in _DONE and stem not in _FRAME] or stems(about)


def named(about: str, question: str) -> list[str]:
    """Return the names in what is asked about: words written as names are, those that follow each other as one.

    A capital at the beginning of the question makes no name.
    """
    found: list[list[str]] = [[]]
    for place, word in enumerate(about.split()):
        plain = _SUFFIX.sub("", word.strip(_SIGNS))
        first = place == 0 and question.lstrip(_SIGNS).startswith(word)
        styled = _SUFFIX.search(word) is not None  # "Inception-style" is named after something
        if names(plain) or (plain[:1].isupper() and len(plain) > 1 and (styled or not first)):
            found[-1].append(plain)
        if not (names(plain) or plain[:1].isupper()) or styled or word[-1] in _SIGNS:
            found.append([])
    return [" ".join(words) for words in found if words]


def beside_names(about: str, named: Iterable[str]) -> set[str]:
    """Return the stems of what is asked besides the names."""
    return set(core(about)) - set(stems(" ".join(named))) - _KIND - _DONE - _FRAME


def literal(about: str) -> bool:
    """Say whether the words themselves are looked for, not what they mean."""
    return _LITERAL.search(about) is not None


def stems(text: str) -> list[str]:
    """Return the terms of the text, of hyphenated words the parts alone."""
    return terms(_JOINT.sub(" ", text))


def runs(heart: Sequence[str], text: Sequence[str]) -> bool:
    """Say whether the stems stand side by side in the text, in their order, with one word between at most."""
    if not heart:
        return False
    ends = {n for n, stem in enumerate(text) if stem == heart[0]}
    for wanted in heart[1:]:
        ends = {n for end in ends for n in range(end + 1, min(end + 1 + _GAP, len(text))) if text[n] == wanted}
    return bool(ends)

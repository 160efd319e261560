"""True sentences made false: another figure, another name, the opposite direction, a denial."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

_FIGURE = re.compile(r"(?<![\w.\[])(?!(?<=\()\d+\))\d[\d,]*(?:\.\d+)?(?![\w.]*\d)")
_NAME = re.compile(r"\b(?=\w*[A-Za-z])(?:\w*[A-Z]\w*[A-Z]\w*|[A-Za-z]+\d\w*)(?:-\w+)*")
_OPPOSITES = [
    ("higher", "lower"), ("improves", "worsens"), ("improve", "worsen"), ("improved", "worsened"),
    ("increases", "decreases"), ("increase", "decrease"), ("reduces", "raises"), ("reduce", "raise"),
    ("reducing", "raising"), ("improving", "worsening"), ("outperforms", "is outperformed by"),
    ("outperform", "are outperformed by"), ("better", "worse"), ("faster", "slower"), ("more", "less"),
    ("larger", "smaller"), ("above", "below"), ("gains", "losses"), ("with", "without"), ("before", "after"),
    ("supervised", "unsupervised"), ("global", "local"), ("linear", "quadratic"), ("discrete", "continuous"),
    ("lower bound", "upper bound"), ("positive", "negative"), ("sparse", "dense"), ("early", "late"),
    ("first", "last"), ("frozen", "trained"), ("parallel", "sequential"), ("online", "offline"),
    ("high", "low"), ("strong", "weak"), ("minimizes", "maximizes"), ("minimize", "maximize"),
    ("efficient", "inefficient"), ("independent", "dependent"), ("stable", "unstable"), ("small", "large"),
]  # fmt: skip
_TURNED = {word: other for one, two in _OPPOSITES for word, other in ((one, two), (two, one))}
_TURN = re.compile(rf"\b({'|'.join(map(re.escape, sorted(_TURNED, key=len, reverse=True)))})\b")
_VERB = re.compile(r"\b(is|are|was|were|can|does|do|has|have|will|could)\b(?! not\b)")

# What a figure may count instead: "3 hours" for "3 days".
_UNITS = [
    ("%", "×"), ("% ", " dB "), ("million", "billion"), ("M", "B"), ("GB", "MB"), ("ms", "s"),
    ("milliseconds", "seconds"), ("minutes", "hours"), ("hours", "days"), ("days", "weeks"), ("times", "points"),
    ("x", "%"), ("km", "m"), ("epochs", "hours"), ("layers", "heads"), ("tokens", "words"), ("languages", "tasks"),
    ("datasets", "languages"), ("tasks", "datasets"), ("points", "times"), ("GPUs", "days"), ("images", "videos"),
    ("kW", "W"), ("dB", "%"),
]  # fmt: skip
_OTHER_UNIT = {one: two for pair in _UNITS for one, two in (pair, pair[::-1])}
_UNIT = re.compile(rf"(?<=\d)(\s?)({'|'.join(map(re.escape, sorted(_OTHER_UNIT, key=len, reverse=True)))})(?!\w)")
_DATASET = re.compile(rf"(?<=\bon )((?:the )?)({_NAME.pattern})")
# Two sides that a comparison orders, each a few words.
_SIDE = r"(?:[^\s,;:.()]+ ){0,4}[^\s,;:.()]+"
_ORDERED = re.compile(
    rf"^((?:\w+ that )?)({_SIDE})( (?:significantly |consistently )?(?:outperforms?|beats?|surpass(?:es)?|exceeds?|"
    rf"(?:is|are) \w+er than|(?:is|are) (?:more|less) \w+ than) )({_SIDE}?)"
    r"(?=,|;|\.$| (?:by|on|in|with|for|and|while)\b)"
)

_DATASETS = ("ImageNet", "CIFAR-10", "COCO", "SQuAD", "GLUE", "MMLU", "GSM8K", "ADE20K", "WikiText-103", "LibriSpeech")
_PRONOUNS = frozenset("it this that which we they these".split())

Change = Callable[[str, str, random.Random], str | None]


def falsified(sentence: str, context: str, chance: random.Random) -> list[str]:
    """Return false forms of a sentence, in random order, at most one of each kind; names come from the context."""
    changes: Sequence[Change] = (_other_figure, _other_name, _opposite, _denied)
    found = [changed for change in changes if (changed := change(sentence, context, chance)) and changed != sentence]
    chance.shuffle(found)
    return found


def falsified_by_kind(sentence: str, context: str, chance: random.Random) -> dict[str, str]:
    """Return a false form of the sentence of each kind of `CHANGES` that it offers a place for."""
    found = {kind: change(sentence, context, chance) for kind, change in CHANGES.items()}
    return {kind: changed for kind, changed in found.items() if changed and changed != sentence}


def _other_figure(sentence: str, context: str, chance: random.Random) -> str | None:
    figures = list(_FIGURE.finditer(sentence))
    if not figures:
        return None
    match = chance.choice(figures)
    told: str = match.group()
    plain = told.replace(",", "")
    elsewhere: list[str] = [other for other in _FIGURE.findall(context) if other.replace(",", "") != plain]
    if elsewhere and chance.random() < 0.5:
        return sentence[: match.start()] + chance.choice(elsewhere) + sentence[match.end() :]
    digits = [n for n, c in enumerate(told) if c.isdigit()]
    place = chance.choice(digits)
    digit = chance.choice([d for d in "123456789" if d != told[place]])
    changed: str = told[:place] + digit + told[place + 1 :]
    return sentence[: match.start()] + changed + sentence[match.end() :]


def _other_name(sentence: str, context: str, chance: random.Random) -> str | None:
    own = [match for match in _NAME.finditer(sentence)]
    if not own:
        return None
    match = chance.choice(own)
    held = {name for name in _NAME.findall(context) if name.lower() not in sentence.lower()}
    strangers = ["ImageNet", "BERT", "ResNet-50", "CIFAR-10", "COCO", "GPT-4", "LSTM", "ADE20K", "SQuAD", "LLaMA"]
    other = chance.choice(sorted(held)) if held and chance.random() < 0.7 else chance.choice(strangers)
    return (
        sentence[: match.start()] + other + sentence[match.end() :] if other.lower() != match.group().lower() else None
    )


def _opposite(sentence: str, _: str, chance: random.Random) -> str | None:
    turns = list(_TURN.finditer(sentence))
    if not turns:
        return None
    match = chance.choice(turns)
    other: str = _TURNED[match.group()]
    return sentence[: match.start()] + other + sentence[match.end() :]


def _denied(sentence: str, _: str, chance: random.Random) -> str | None:
    verbs = list(_VERB.finditer(sentence))
    if not verbs or chance.random() < 0.4:
        return None
    match = chance.choice(verbs)
    return sentence[: match.end()] + " not" + sentence[match.end() :]


def _exchanged(sentence: str, _: str, chance: random.Random) -> str | None:
    """Let two figures change places."""
    figures = list(_FIGURE.finditer(sentence))
    if len(figures) < 2:
        return None
    one, other = sorted(chance.sample(range(len(figures)), 2))
    first, second = figures[one], figures[other]
    between = sentence[first.end() : second.start()]
    return sentence[: first.start()] + second.group() + between + first.group() + sentence[second.end() :]


def _other_unit(sentence: str, _: str, chance: random.Random) -> str | None:
    units = list(_UNIT.finditer(sentence))
    if not units:
        return None
    match = chance.choice(units)
    return sentence[: match.start(2)] + _OTHER_UNIT[match.group(2)] + sentence[match.end() :]


def _other_dataset(sentence: str, context: str, chance: random.Random) -> str | None:
    own = list(_DATASET.finditer(sentence))
    if not own:
        return None
    match = chance.choice(own)
    told = sentence.lower()
    known = {name for _, name in _DATASET.findall(context)} | set(_DATASETS)
    others = sorted(name for name in known if name.lower() not in told)
    return sentence[: match.start(2)] + chance.choice(others) + sentence[match.end() :] if others else None


def _turned_order(sentence: str, *_: object) -> str | None:
    """Let what is compared change places: "A outperforms B" becomes "B outperforms A"."""
    match = _ORDERED.match(sentence)
    if not match:
        return None
    opening, one, verb, other = match.groups()
    if one.lower() in _PRONOUNS:
        return None
    return f"{opening}{other[0].upper()}{other[1:]}{verb}{one}{sentence[match.end() :]}"


CHANGES: Mapping[str, Change] = {
    "number": _other_figure,
    "exchanged numbers": _exchanged,
    "unit": _other_unit,
    "dataset": _other_dataset,
    "name": _other_name,
    "direction": _opposite,
    "negation": lambda sentence, context, chance: _denied(sentence, context, random.Random(0)),  # noqa: S311 never skips
    "order": _turned_order,
}

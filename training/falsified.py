"""True sentences made false: another figure, another name, the opposite direction, a denial."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w.]*\d)")
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

Change = Callable[[str, str, random.Random], str | None]


def falsified(sentence: str, context: str, chance: random.Random) -> list[str]:
    """Return false forms of a sentence, in random order, at most one of each kind; names come from the context."""
    changes: Sequence[Change] = (_other_figure, _other_name, _opposite, _denied)
    found = [changed for change in changes if (changed := change(sentence, context, chance)) and changed != sentence]
    chance.shuffle(found)
    return found


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

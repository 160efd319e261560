"""True sentences said otherwise, by rules that keep their meaning: what a checker should not refuse."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

_OPENING = re.compile(
    r"^(?:However|Moreover|Furthermore|In addition|Additionally|Finally|In particular|Specifically|Notably|Overall|"
    r"As a result|In this paper|In this work|Here|Besides|Empirically),? ",
    re.I,
)
_SHOWN = re.compile(
    r"^(?:We|Our (?:results|experiments)|The results|Results|Experiments) (?:also )?"
    r"(?:show|find|demonstrate|prove|observe) that (?=\w)",
    re.I,
)
_OURS = re.compile(r"\b[Oo]ur (?:proposed )?(?:method|model|approach|framework|system|network|algorithm)\b(?! \w+s\b)")
_WE = re.compile(r"^We (?=(?:propose|present|introduce|show|develop|study|describe|design|evaluate)\b)")
_PLACE = re.compile(r"^((?:On|In|For|With|Across|Under) [^,]{3,60}), (.+?)\.$")
_RELATIVE = re.compile(r"^(.{40,}?),? (?:which|while|whereas|thereby|thus|resulting in|leading to)\b.*\.$")
_ACTIVE = re.compile(r"^(\w[\w-]*) (outperform|surpasse?|exceed)s ([^,;.]{3,60}?)((?: (?:by|on|in|with|for) .*)?)\.$")
_SPELLED = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ten": "10"}
_WORD = re.compile(rf"\b({'|'.join(_SPELLED)})\b(?=\s[a-z])")
_REPORTS = ("According to the paper, {}", "The paper reports that {}", "The authors show that {}")
MARKED = "marked"
_MARKS = ("[1]", "[^3]", "[2, 3]", "(1)", "[Paper 2]")

Rewording = Callable[[str, str, random.Random], str | None]


def reworded(sentence: str, system: str, chance: random.Random) -> dict[str, str]:
    """Return the sentence said otherwise in each of the ways of `REWORDINGS` that fit it.

    `system` is what the sentence's paper brings, "" where it has no name.
    """
    found = {kind: way(sentence, system, chance) for kind, way in REWORDINGS.items()}
    return {kind: told for kind, told in found.items() if told and told != sentence}


def _without_opening(sentence: str, *_: object) -> str | None:
    for pattern in (_OPENING, _SHOWN):
        if match := pattern.match(sentence):
            return _begun(sentence[match.end() :])
    return None


def _named(sentence: str, system: str, _: random.Random) -> str | None:
    return _OURS.sub(system, sentence, count=1) if system and _OURS.search(sentence) else None


def _told_of_authors(sentence: str, *_: object) -> str | None:
    return _WE.sub("The authors ", sentence) if _WE.match(sentence) else None


def _place_last(sentence: str, *_: object) -> str | None:
    match = _PLACE.match(sentence)
    if not match or "," in match.group(2):
        return None
    place, told = match.groups()
    return f"{_begun(told)} {place[0].lower()}{place[1:]}."


def _clause_dropped(sentence: str, *_: object) -> str | None:
    match = _RELATIVE.match(sentence)
    return f"{match.group(1)}." if match else None


def _passive(sentence: str, *_: object) -> str | None:
    match = _ACTIVE.match(sentence)
    if not match or " " in match.group(1) or match.group(1).lower() in ("it", "this", "which"):
        return None
    subject, verb, other, rest = match.groups()
    participle = {"surpasse": "surpassed", "surpass": "surpassed"}.get(verb, f"{verb}ed")
    return f"{_begun(other)} {'are' if other.endswith('s') else 'is'} {participle} by {subject}{rest}."


def _figures_spelled(sentence: str, *_: object) -> str | None:
    told = re.sub(r"(?<=\d)\s?%", " percent", sentence)
    told = re.sub(r"(?<=\d)\s?million\b", "M", told)
    return _WORD.sub(lambda match: _SPELLED[match.group()], told)


def _reported(sentence: str, _: str, chance: random.Random) -> str | None:
    first, _, rest = sentence.partition(" ")
    plain = first.lower() if first[1:].islower() else first
    return chance.choice(_REPORTS).format(f"{plain} {rest}") if rest else None


def _marked(sentence: str, _: str, chance: random.Random) -> str | None:
    return f"{sentence.rstrip('.')} {chance.choice(_MARKS)}." if sentence.endswith(".") else None


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


REWORDINGS: Mapping[str, Rewording] = {
    "opening dropped": _without_opening,
    "system named": _named,
    "authors named": _told_of_authors,
    "place moved": _place_last,
    "clause dropped": _clause_dropped,
    "passive": _passive,
    "figures spelled": _figures_spelled,
    "reported": _reported,
    MARKED: _marked,
}

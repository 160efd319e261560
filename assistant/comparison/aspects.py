"""What papers are compared in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.line import one_line
from index.errors import BadInput

MOST_ASPECTS = 12
_LONGEST = 300  # characters of an aspect: longer is no aspect
_ASKS = re.compile(r"^(?:what|which|how|who|whom|whose|when|where|why|is|are|does|do|did|has|have|can)\b|\?$", re.I)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing to compare papers in, and the question that it puts to each.

    A known one also has the words that speak of it (`cue`), one of which a sentence must hold, those that speak of
    nothing else (`telling`), where in an abstract they stand (`place`, 0 the first sentence, 1 the last), and how many
    sentences are quoted of it.
    """

    name: str
    question: str
    cue: re.Pattern[str] | None = None
    telling: re.Pattern[str] | None = None
    place: float = 0.5
    quotes: int = 1
    address: bool = False  # of the code, which the record of the paper may have too
    own: bool = False  # a sentence that begins with the name of the paper's system speaks of it too


_PROBLEM = re.compile(
    r"\b(?:however|but|although|though|despite|costly|expensive|hinder|impede|limit|challeng|difficult|hard\b|lack|issue|"
    r"obstacle|problem|remain|suffer|bottleneck|gap|unclear|poor|little|fail|inferior|cannot|couple|block|whether|asks?\b|"
    r"neglect|ignor|need|not (?:yet|well|fit)|too |quadratic|vanish)",
    re.I,
)
_APPROACH = re.compile(
    r"\b(?:propos|introduc|present|develop|design|built|build|based on|consist|replac|combin|integrat|uses?\b|using|"
    r"employ|adopt|we\b|novel|new\b|method|architecture|framework|module|interleav|treat|learns?\b|turns?\b|lets?\b|cuts?\b|"
    r"weaves|stud(?:y|ies)|survey|review|is an?\b)",
    re.I,
)
_DATA = re.compile(
    r"\b(?:[Dd]ata ?sets?|[Bb]enchmarks?|corpus|corpora|suite|recordings?|videos|test set|trained on|evaluated? on|"
    r"[Ee]xperiments? (?:on|cover|over))\b"
    r"|\b(?:[Oo]n|[Ii]n) (?:the )?(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[\w-]*|[A-Z]\w*\d\w*)"
)
_RESULTS = re.compile(
    r"\d\s?(?:%|percent|points?|dB|AP|mAP|mIoU|×|times)|\b(?:outperform|surpass|achiev|reach|attain|exceed|beat|superior|"
    r"state[- ]of[- ]the[- ]art|improv|competi|better|best|scor|consistent|compar|favou?rabl|effective|wins?\b|won\b|"
    r"reduc|find|found|show)",
    re.I,
)
_REACHED = re.compile(
    r"\d\s?(?:%|percent|points?|dB|AP|mAP|mIoU)|\b(?:outperform|surpass|exceed|attain|beats?\b)", re.I
)
_COST = re.compile(
    r"\b(?:FLOPs?|MACs?|parameters?|memory|GPUs?|accelerators?|hours?|days?|faster|slower|speed|latency|throughput|costs?|"
    r"costly|complexity|\d+ ?(?:GB|MB|W)|(?:milli)?seconds|overhead|inexpensive|cheap\w*|computation|computationally|"
    r"energy|footprint|(?:as|more|and) efficient(?:ly)?)\b|\bO\(",
    re.I,
)
_SPENT = re.compile(
    r"\d\s?(?:%|×|x|times)? (?:\w+ ){0,2}(?:faster|slower|fewer|less)\b|\d\s?(?:GB|MB|W|GPUs?|hours|days|FLOPs|MACs|"
    r"seconds|milliseconds)\b|\d ?(?:M|million|billion) parameters|\bO\("
)
_CODE = re.compile(r"://|\bgithub\b|\bcode (?:is|are|will be)\b", re.I)
_KNOWN = (
    Aspect("problem", "What problem, difficulty or open question does the paper address?", _PROBLEM, place=0.1),
    Aspect("approach", "What method does the paper propose, and how does it work?", _APPROACH, place=0.35, own=True),
    Aspect("data", "On which datasets, benchmarks and tasks is it trained and evaluated?", _DATA, place=0.75, quotes=2),
    Aspect(
        "results",
        "Which results does it reach, and what does it outperform?",
        _RESULTS,
        _REACHED,
        place=0.9,
        quotes=2,
    ),
    Aspect(
        "cost",
        "How much computation, memory, parameters, time or energy does it need?",
        _COST,
        _SPENT,
        place=0.7,
        quotes=2,
    ),
    Aspect("code", "Where is the code to be had?", _CODE, place=1.0, address=True),
)
DEFAULT = tuple(aspect.name for aspect in _KNOWN)
_BY_NAME = {aspect.name: aspect for aspect in _KNOWN} | {
    other: aspect
    for aspect, others in zip(
        _KNOWN,
        ("problems motivation", "method methods", "dataset datasets", "result findings", "costs", "repository github"),
        strict=True,
    )
    for other in others.split()
}


def aspects(names: Sequence[str]) -> list[Aspect]:
    """Return the aspects of the names, each once, the default ones for none; a question is an aspect too.

    Raises BadInput for an empty name and for more than a dozen.
    """
    asked = list(dict.fromkeys(one_line(name)[:_LONGEST] for name in names)) or list(DEFAULT)
    if not all(asked):
        raise BadInput(f"An aspect is empty: name it, such as accuracy, or one of {', '.join(DEFAULT)}.")
    if len(asked) > MOST_ASPECTS:
        raise BadInput(f"A comparison has up to {MOST_ASPECTS} aspects, {len(asked)} are named: leave some out.")
    return [_aspect(name) for name in asked]


def _aspect(name: str) -> Aspect:
    known = _BY_NAME.get(name.lower())
    if known:
        return replace(known, name=name)
    return Aspect(name, name if _ASKS.search(name) else f"What is the {name}?")

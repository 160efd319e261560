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

    A known one also has the words that speak of it (`cue`), one of which a sentence must hold, where in an abstract
    they stand (`place`, 0 the first sentence, 1 the last), and how many sentences are quoted of it.
    """

    name: str
    question: str
    cue: re.Pattern[str] | None = None
    place: float = 0.5
    quotes: int = 1
    address: bool = False  # of the code, which the record of the paper may have too


_KNOWN = (
    Aspect(
        "problem",
        "What problem, difficulty or open question does the paper address?",
        re.compile(
            r"\b(?:however|but|although|though|despite|costly|expensive|hinder|impede|limit|challeng|difficult|hard\b|"
            r"lack|issue|obstacle|problem|remain|suffer|bottleneck|gap|unclear|poor|little|fail|inferior|cannot|couple|"
            r"block|whether|asks?\b|neglect|ignor|fundamental|need|not (?:yet|well|fit)|too |quadratic|vanish)",
            re.I,
        ),
        0.1,
    ),
    Aspect(
        "approach",
        "What method does the paper propose, and how does it work?",
        re.compile(
            r"\b(?:propos|introduc|present|develop|design|built|build|based on|consist|replac|combin|integrat|uses?\b|"
            r"using|employ|adopt|we\b|novel|new\b|method|architecture|framework|module|interleav|treat|learns?\b|turns?\b|"
            r"lets?\b|cuts?\b|weaves|stud(?:y|ies)|survey|review|is an?\b)",
            re.I,
        ),
        0.35,
    ),
    Aspect(
        "data",
        "On which datasets, benchmarks and tasks is it trained and evaluated?",
        re.compile(
            r"\b(?:data ?sets?|benchmarks?|corpus|corpora|suite|recordings?|videos|simulat|experiments? (?:on|cover|over)|"
            r"trained on|evaluated? on|validat|test set)\b"
            r"|\b(?:[Oo]n|[Ii]n) (?:the )?(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[\w-]*|[A-Z]\w*\d\w*)",
        ),
        0.75,
        2,
    ),
    Aspect(
        "results",
        "Which results does it reach, and what does it outperform?",
        re.compile(
            r"\d\s?(?:%|percent|points?|dB|AP|mAP|mIoU|×|times)|\b(?:outperform|surpass|achiev|reach|attain|exceed|beat|"
            r"state[- ]of[- ]the[- ]art|superior|improv|competi|better|best|scor|consistent|compar|favou?rabl|effective|"
            r"wins?\b|won\b|reduc|find|found|show)",
            re.I,
        ),
        0.9,
        2,
    ),
    Aspect(
        "cost",
        "How much computation, memory, parameters, time or energy does it need?",
        re.compile(
            r"\b(?:FLOPs?|FLOPS|MACs?|parameters?|memory|GPUs?|accelerators?|hours?|days?|faster|slower|speed|latency|"
            r"throughput|cost\w*|complexity|O\(|\d+ ?(?:GB|MB|W)\b|(?:milli)?seconds|overhead|inexpensive|cheap\w*|quick\w*|"
            r"comput(?:ation|ationally|ational cost)|energy|power(?! of)|footprint|efficien\w+)\b|O\(",
            re.I,
        ),
        0.7,
        2,
    ),
    Aspect(
        "code",
        "Where is the code to be had?",
        re.compile(r"://|\bgithub\b|\bcode (?:is|are|will be)\b", re.I),
        1.0,
        1,
        True,
    ),
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

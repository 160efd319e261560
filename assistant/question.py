"""What kind of thing a question asks for, read off its words."""

from __future__ import annotations

import re

_FIGURE = re.compile(
    r"\bhow (?:many|much|accurate|fast|large|big|far|often|long|high|low|small)\b"
    r"|\b(?:what|which) (?:[\w-]+ ){0,3}(?:accuracy|error|score|rate|percentage|speed-?up|number|size|share|fraction|"
    r"gain|improvement|miou|map|ap|top-[15]|db|cost|complexity|difference|figure)\b"
    r"|\bby how\b|\bscores?\b|\baccuracy\b|\bmiou\b|\bpercentage\b",
    re.I,
)
# "Work" is also what something does: "Which solver works on each step?", "Which sizes work best?"
_DOES = r"(?! (?:best|better|well|worse|without|as|like|on (?:each|every))\b)"
PAPERS = rf"(?:papers|works{_DOES}|studies|articles|publications)"
PAPER = rf"(?:paper|(?:(?<!s )|(?<=previous ))work{_DOES}|study|article|publication)"
_PAPERS = re.compile(
    rf"\b(?:which|what|any|list|find|are there) (?:\w+ ){{0,2}}(?:{PAPERS}|methods|models)\b",
    re.I,
)
_DEFINITION = re.compile(
    r"^\W*(?:what (?:is|are|does|do) (?:the |a |an )?[\w^+-]+(?: \w+)?(?: do| mean| about)?"
    r"|(?:explain|describe|define) .{1,40}|tell me about .{1,40}|how (?:does|do) [\w^+-]+(?: \w+)? work)\W*$",
    re.I,
)
_CODE = re.compile(
    r"\b(?:code|repositor(?:y|ies)|repo|github|url|link|website|download|released?|open[- ]?source|available)\b", re.I
)
# Measures and things counted that an abstract must mention to state a figure of them.
_MEASURES = (
    "gpus?|tpus?|hours|days|weeks|epochs|dollars|watts?|joules?|miou|psnr|ssim|db|fps|bleu|rouge|f1|auc|perplexity|"
    "learning rate|batch size|random seeds?|parameters|memory|error rate|participants|annotators"
)
_MEASURE = re.compile(rf"\b({_MEASURES})\b", re.I)


def asks_figure(question: str) -> bool:
    """Say whether the answer should hold a number."""
    return _FIGURE.search(question) is not None


def asks_papers(question: str) -> bool:
    """Say whether the answer is a list of papers."""
    return _PAPERS.search(question) is not None


def asks_definition(question: str) -> bool:
    """Say whether the question is what a thing is, does or is for."""
    return _DEFINITION.search(question) is not None


def asks_code(question: str) -> bool:
    """Say whether the answer may be where code, data or models are to be had."""
    return _CODE.search(question) is not None


def measures(question: str) -> set[str]:
    """Return the measures and counted things the question names, lower-cased, without the plural."""
    return {match.group(1).lower().rstrip("s") for match in _MEASURE.finditer(question)}

"""How a question reads once the words that point back are replaced by what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.aliases import aliases, own_name
from assistant.conversation.references import Reference
from assistant.evidence import sentences
from assistant.facts import holds, names
from index.paper import Paper
from index.terms import terms

_MEASURE = r"(?:accuracy|error(?: rate)?|score|m?AP|mIoU|F1|BLEU|ROUGE|FID|PSNR|SSIM|WER|AUC|perplexity|performance|dB)"
_ASKS_FOR = re.compile(
    rf"^(what|which|how (?:many|much)) ((?:[\w-]+ )??({_MEASURE}))(?= (?:do|does|did|has|have|can|could)\b)", re.I
)


def called(paper: Paper) -> str:
    """Return what a paper is called in a question: its system's name, else its title."""
    return own_name(paper) or paper.title


def together(papers: Sequence[Paper]) -> str:
    """Return "X and Y"."""
    return " and ".join(map(called, papers))


def filled(question: str, reference: Reference, papers: Sequence[Paper]) -> str:
    """Return the question with the names of the papers in the place of the words that refer to them."""
    said = together(papers)
    if reference.possessive:
        said += "’s"
    elif reference.owned:
        said = f"{reference.words} of {said}"
    elif reference.asking:
        said = f"{reference.words.split()[0]} of {said}"
    elif reference.local:
        said = f"in {said}"
    return f"{question[: reference.start]}{said}{question[reference.end :]}"


def about_another(asked: str, subject: str, papers: Sequence[Paper]) -> str:
    """Return a question with the names of these papers exchanged for another subject."""
    for name in (name for paper in papers for name in (paper.title, *aliases(paper)) if name):
        # A function, because a replacement would be read for escapes.
        asked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: subject, asked, flags=re.I)
    if subject:  # of "X and Y" both became the subject
        asked = re.sub(rf"{re.escape(subject)}(?:(?:,| and|, and| or) {re.escape(subject)})+", lambda _: subject, asked)
    return asked if subject in asked else f"{subject}: {asked}"


def about_more(asked: str, aspect: str, papers: Sequence[Paper]) -> str:
    """Return a question about these papers with what it asked for exchanged.

    "What accuracy …" asks for the result where the papers name the aspect and do not speak of accuracy beside it.
    """
    asks = _ASKS_FOR.match(asked)
    kept = {alias.lower() for paper in papers for alias in aliases(paper)} | (names(asks[3]) if asks else set())
    for name in sorted(names(asked) - kept, key=lambda name: (-len(name), name)):  # ImageNet-1K before ImageNet
        asked = re.sub(rf"(?:\b(?:on|for|in|with)\s+)?(?:the\s+)?(?<!\w){re.escape(name)}(?!\w)", "", asked, flags=re.I)
    if asks and not _told_beside(asks[2], aspect, papers):
        asked = asked.replace(f"{asks[1]} {asks[2]}", "What result", 1)
    return " ".join(f"{asked.strip(' ?')} {aspect}?".split())


def _told_beside(measure: str, aspect: str, papers: Sequence[Paper]) -> bool:
    """Say whether what the papers say where they name the aspect speaks of the measure too, or they do not name it."""
    named = names(aspect)
    told = [text for paper in papers for text in sentences(paper) if any(holds(text, name) for name in named)]
    return not told or any(set(terms(measure)) & set(terms(text)) for text in told)


def foreign(question: str, papers: Sequence[Paper]) -> bool:
    """Say whether the question uses a name that none of the papers holds."""
    text = " ".join(paper.text for paper in papers).lower()
    return any(name not in text for name in names(question))

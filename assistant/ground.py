"""Which sentences of a draft the evidence supports; the rest is not fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Evidence, Sentence, Support
from assistant.attribution import figures_belong
from assistant.facts import names_agree, numbers_agree, polarity_agrees
from index.sentences import split_sentences
from index.terms import terms

# Share of a claim's content words that its evidence must hold. Lower lets inventions in between true words.
COVERAGE = 0.9
_FEWEST_TERMS = 3  # a shorter claim says too little to be matched
_SHORTEST_QUOTE = 21  # characters
# [7], [1, 2], [1-3], [Paper 1], (2): written by a model they mean nothing.
_LIST = r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*"
_WORD = r"(?:(?:paper|evidence|source|sentence|ref)\w*\s*)?"
_MARK = re.compile(rf"\s*[\[【]\s*{_WORD}(?:{_LIST})?\s*[\]】]|\s*\(\s*{_WORD}{_LIST}\s*\)", re.I)
_LABEL = re.compile(r"^(?:answer|a|response)\s*:\s*", re.I)


def grounded(draft: str, evidence: Sequence[Evidence]) -> list[Sentence]:
    """Return the sentences of the draft, each with its support and the evidence for it.

    A sentence is `quoted` where the evidence holds it word by word, `supported` where one piece of
    evidence holds its figures, its names and most of its words and neither negation nor direction differs,
    `unsupported` otherwise. Citation marks the model wrote are taken out: code alone sets them.
    """
    plain = _LABEL.sub("", _MARK.sub("", draft).strip())
    return [_judged(plain[start:end], evidence) for start, end in split_sentences(plain)]


def _judged(claim: str, evidence: Sequence[Evidence]) -> Sentence:
    for piece in evidence:
        if _quotes(claim, piece.text):
            return Sentence(claim, support=Support.QUOTED, evidence=(piece,))
    best = max(evidence, key=lambda piece: _coverage(claim, piece), default=None)
    if best and supports(best, claim):
        return Sentence(claim, support=Support.SUPPORTED, evidence=(best,))
    return Sentence(claim, support=Support.UNSUPPORTED)


def supports(piece: Evidence, claim: str) -> bool:
    """Say whether one piece of evidence, read under its paper's title, holds what the claim says."""
    said = f"{piece.paper.title}. {piece.text}"
    return (
        claim.rstrip("\"'”’)").endswith((".", "!"))  # a sentence that was cut off says something else
        and len(set(terms(claim))) >= _FEWEST_TERMS
        and _coverage(claim, piece) >= COVERAGE
        and numbers_agree(claim, piece.text)
        and figures_belong(claim, piece.text)
        and names_agree(claim, said)
        and polarity_agrees(claim, piece.text)
    )


def _quotes(claim: str, text: str) -> bool:
    """Say whether the claim is a run of whole words of the text that leaves out no "not"."""
    core = _comparable(claim)
    return (
        len(core) >= _SHORTEST_QUOTE
        and f" {core} " in f" {_comparable(text)} "
        and numbers_agree(claim, text)
        and polarity_agrees(claim, text)
    )


def _coverage(claim: str, piece: Evidence) -> float:
    claimed = set(terms(claim))
    held = set(terms(f"{piece.paper.title} {piece.text}"))
    return len(claimed & held) / len(claimed) if claimed else 0.0


def _comparable(text: str) -> str:
    return " ".join(word.rstrip(".") for word in re.sub(r"[^\w%.]+", " ", text.lower()).split())
